using System.Collections.Concurrent;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Watches for faults in tasks that nobody looks at. Such tests run alone: others leave tasks, too.</summary>
internal static class UnobservedFaults
{
    /// <summary>Fails where something leaves such a fault. It must not be inlined, so that what it held can be collected.</summary>
    internal static async Task AssertNoneAsync(Func<Task> something)
    {
        Collect();
        ConcurrentQueue<Exception> unobserved = [];
        void Observe(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += Observe;
        try
        {
            await something();

            // The last of an association may still be closing its connection: only what is over is collected.
            for (int i = 0; i < 10; i++)
            {
                Collect();
                await Task.Delay(20, Token);
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Observe;
        }

        Assert.Empty(unobserved);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
