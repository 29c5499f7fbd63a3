using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// The asynchronous operations window as pure functions (PS3.7 annex D.3.3.3). Its numbers are the requestor's: what it may
/// invoke, and what it may be asked to perform. 0 is no limit.
/// </summary>
internal static class OperationsWindow
{
    /// <summary>What holds without a negotiation: one operation at a time.</summary>
    internal static AsynchronousOperationsWindow Synchronous { get; } = new(1, 1);

    /// <summary>What a requestor proposes; null, no item, where nothing was asked for.</summary>
    internal static AsynchronousOperationsWindow? Propose(ushort? invoked, ushort? performed) =>
        invoked is null && performed is null ? null : new AsynchronousOperationsWindow(invoked ?? 1, performed ?? 1);

    /// <summary>What an acceptor answers, never more than was proposed; null, no item, where nothing was.</summary>
    /// <param name="proposed">The proposal.</param>
    /// <param name="performed">How many operations the acceptor performs; it invokes one at a time.</param>
    internal static AsynchronousOperationsWindow? Answer(AsynchronousOperationsWindow? proposed, ushort performed) =>
        proposed is { } window ? Smaller(window, new AsynchronousOperationsWindow(performed, 1)) : null;

    /// <summary>What holds after a proposal and its answer. An answer cannot widen the window.</summary>
    internal static AsynchronousOperationsWindow Conclude(AsynchronousOperationsWindow? proposed, AsynchronousOperationsWindow? answered) =>
        proposed is { } window && answered is { } answer ? Smaller(window, answer) : Synchronous;

    private static AsynchronousOperationsWindow Smaller(AsynchronousOperationsWindow one, AsynchronousOperationsWindow other) =>
        new(Smaller(one.MaximumInvoked, other.MaximumInvoked), Smaller(one.MaximumPerformed, other.MaximumPerformed));

    private static ushort Smaller(ushort one, ushort other) => one == 0 ? other : other == 0 ? one : Math.Min(one, other);
}
