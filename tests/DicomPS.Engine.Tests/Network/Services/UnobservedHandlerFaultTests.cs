using System.Runtime.CompilerServices;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;

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
    public Task Every_fault_is_told_to_somebody(string end) => UnobservedFaults.AssertNoneAsync(() => EndAsync(end));

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
}
