using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

/// <summary>No fault of a handler, nor of a user that leaves, is left in a task that nobody looks at.</summary>
[Collection(nameof(Serial))]
public sealed class UnobservedHandlerFaultTests
{
    [Theory]
    [InlineData("handler throws")]
    [InlineData("handler throws when cancelled")]
    [InlineData("user aborts")]
    [InlineData("server stops")]
    public async Task Every_fault_is_told_to_somebody(string end)
    {
        Collect();
        ConcurrentQueue<Exception> unobserved = [];
        void Observe(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += Observe;
        try
        {
            await EndAsync(end);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task EndAsync(string end)
    {
        await using DicomServer server = Start(new TestProvider { Find = (_, token) => Failing(end == "handler throws", token) });
        await using Association association = await ConnectAsync(server);
        using CancellationTokenSource cancellation = new();
        try
        {
            await foreach (DimseResult result in association.FindAsync(StudyRootFind, Dataset(), cancellationToken: cancellation.Token))
            {
                switch (end)
                {
                    case "handler throws when cancelled":
                        await cancellation.CancelAsync();
                        break;
                    case "user aborts":
                        await association.AbortAsync();
                        break;
                    case "server stops":
                        await server.StopAsync();
                        break;
                }
            }
        }
        catch (Exception e) when (e is DicomException or OperationCanceledException)
        {
            Assert.NotEqual("handler throws", end);
        }
    }

    private static async IAsyncEnumerable<DimseAnswer> Failing(bool atOnce, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return DimseAnswer.Match(Dataset("A"));
        try
        {
            await Task.Delay(atOnce ? 0 : Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }

        throw new InvalidOperationException("of the test");
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
