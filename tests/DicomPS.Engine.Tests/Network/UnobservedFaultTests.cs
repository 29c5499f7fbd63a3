using System.Net;
using System.Runtime.CompilerServices;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>No fault of an association is left in a task that nobody looks at.</summary>
[Collection(nameof(Serial))]
public sealed class UnobservedFaultTests
{
    public static TheoryData<string> Ends =>
        ["store cancelled", "echo cancelled", "connect cancelled", "connect timed out", "network timed out", "reset", "disposed", "server stopped"];

    [Theory]
    [MemberData(nameof(Ends))]
    public Task Every_fault_is_told_to_somebody(string end) => UnobservedFaults.AssertNoneAsync(() => EndAsync(end));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task EndAsync(string end)
    {
        using ScriptedListener listener = new(receiveBuffer: 4096);
        using CancellationTokenSource cancellation = new();
        ApplicationEntity entity = Requestor();
        entity.AcseTimeout = TimeSpan.FromMilliseconds(end == "connect timed out" ? 500 : 2000);
        entity.NetworkTimeout = TimeSpan.FromMilliseconds(end == "network timed out" ? 1000 : 60_000);
        if (end == "server stopped")
        {
            DicomServer server = DicomServer.Start(new ApplicationEntity(), new() { BindAddress = IPAddress.Loopback });
            Association client = await Association.ConnectAsync(entity, new("127.0.0.1", server.Port), Token).Soon();
            await server.DisposeAsync();
            await client.Ended.Soon();
            await client.DisposeAsync();
            return;
        }

        if (end.StartsWith("connect", StringComparison.Ordinal))
        {
            Task<Association> connecting = Association.ConnectAsync(entity, listener.Options, cancellation.Token);
            using ScriptedPeer silent = await listener.AcceptAsync();
            await silent.ReceiveAsync<AssociateRq>();
            if (end == "connect cancelled")
            {
                await cancellation.CancelAsync();
            }

            await Assert.ThrowsAnyAsync<Exception>(() => connecting.Soon());
            await silent.ExpectAbortAsync(AbortSource.ServiceUser);
            await silent.ExpectClosedAsync();
            return;
        }

        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task storing = end == "echo cancelled"
            ? association.EchoAsync(cancellation.Token)
            : TimeoutTests.StoreWithoutEnd(association, cancellation.Token, begun);
        if (end != "echo cancelled")
        {
            await begun.Task.Soon();
        }

        switch (end)
        {
            case "store cancelled" or "echo cancelled":
                await cancellation.CancelAsync();
                break;
            case "reset":
                peer.Reset();
                break;
            case "disposed":
                await association.DisposeAsync();
                break;
        }

        await Assert.ThrowsAnyAsync<Exception>(() => storing.Soon());
        peer.Dispose();
        await association.ConnectionCompletion.Soon();
        await association.DisposeAsync();
    }
}
