using System.Collections.Concurrent;

namespace DicomPS.Binding;

/// <summary>
/// Brings the continuations of asynchronous work back to the pipeline's thread, the only one that may write to the
/// pipeline: awaiting code of a cmdlet writes objects like any other.
/// </summary>
internal sealed class PipelineContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> queue = [];

    private PipelineContext()
    {
    }

    public override void Post(SendOrPostCallback d, object? state) => queue.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs work on this thread until it has ended, also where it faults or is cancelled.</summary>
    internal static void Run(Func<Task> work)
    {
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
            foreach ((SendOrPostCallback callback, object? state) in context.queue.GetConsumingEnumerable())
            {
                callback(state);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }
}
