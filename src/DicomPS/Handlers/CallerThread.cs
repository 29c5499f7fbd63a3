using System.Management.Automation;
using System.Threading.Channels;

namespace DicomPS.Handlers;

/// <summary>
/// Runs calls in the caller's own runspace, on its own thread, one after the other, while a cmdlet of the caller waits
/// (Wait-DicomServer -RunInCaller).
/// </summary>
internal sealed class CallerThread
{
    private readonly Channel<BlockCall> calls = Channel.CreateUnbounded<BlockCall>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Hands a call over.</summary>
    /// <returns>False where nobody waits any more.</returns>
    internal bool TryStart(BlockCall call) => calls.Writer.TryWrite(call);

    /// <summary>Runs the calls that come, until it is told to end. To be called on the thread of the pipeline, which it comes back to.</summary>
    /// <param name="cancellationToken">Ends it, behind the call that runs.</param>
    internal async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await calls.Reader.WaitToReadAsync(cancellationToken))
            {
                while (!cancellationToken.IsCancellationRequested && calls.Reader.TryRead(out BlockCall? call))
                {
                    using PowerShell pipeline = PowerShell.Create(RunspaceMode.CurrentRunspace);
                    call.Run(pipeline, call.Handler.Block);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Takes no more calls.</summary>
    /// <param name="heir">Runs those that nobody got to.</param>
    internal void Close(HandlerRunspaces heir)
    {
        calls.Writer.TryComplete();
        while (calls.Reader.TryRead(out BlockCall? call))
        {
            heir.Start(call);
        }
    }
}
