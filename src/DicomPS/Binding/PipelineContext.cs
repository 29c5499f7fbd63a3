using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace DicomPS.Binding;

/// <summary>
/// Brings the continuations of asynchronous work back to the pipeline's thread, the only one that may write to the
/// pipeline: awaiting code of a cmdlet writes objects like any other.
/// </summary>
internal sealed class PipelineContext : SynchronizationContext
{
    // Of a reference type: code for collections of those comes compiled with the framework, for others the JIT has to make it.
    private readonly BlockingCollection<Continuation> queue = [];

    private PipelineContext()
    {
    }

    /// <summary>Has a callback run on the pipeline's thread; one that comes when the work has ended is dropped.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            queue.Add(new Continuation(d, state));
        }
        catch (InvalidOperationException)
        {
            // A report of progress, overtaken by the end of what it reports on.
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs work on this thread until it has ended, also where it faults or is cancelled.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Cancels it: a callback beside it failed, as one does that writes to a stopped pipeline.</param>
    internal static void Run(Func<Task> work, Action cancel)
    {
        ExceptionDispatchInfo? fault = null;
        SynchronizationContext? previous = Current;
        PipelineContext context = new();
        SetSynchronizationContext(context);
        try
        {
            Task task = work();

            // The queue itself is left to the collector: the continuation may still be closing it when the loop ends.
            _ = task.ContinueWith(
                static (_, state) => ((PipelineContext)state!).queue.CompleteAdding(),
                context,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            foreach (Continuation continuation in context.queue.GetConsumingEnumerable())
            {
                try
                {
                    continuation.Callback(continuation.State);
                }
                catch (Exception e)
                {
                    fault ??= ExceptionDispatchInfo.Capture(e);
                    cancel();
                }
            }

            fault?.Throw();
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private sealed record Continuation(SendOrPostCallback Callback, object? State);
}
