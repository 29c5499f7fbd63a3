using System.Net;
using System.Net.Sockets;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tests.Network;
using DicomPS.Engine.UpperLayer;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.UpperLayer;

/// <summary>The thread that a connection of a server is read on.</summary>
public sealed class ReaderThreadTests
{
    private static async Task<Thread> RunAsync(ReaderThread reader, Func<Task> work)
    {
        await reader;
        Thread first = Thread.CurrentThread;
        await work();
        await reader;
        Assert.Same(first, Thread.CurrentThread);
        reader.Return();
        return first;
    }

    [Fact]
    public async Task What_awaits_it_goes_on_in_it_wherever_it_was_meanwhile()
    {
        Thread thread = await RunAsync(ReaderThread.Rent(), () => Task.Delay(1)).Soon();
        Assert.False(thread.IsThreadPoolThread);
        Assert.True(thread.IsBackground);
    }

    [Fact]
    public async Task Two_at_a_time_have_a_thread_each_and_who_comes_later_has_one_of_them()
    {
        TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Thread> first = RunAsync(ReaderThread.Rent(), () => both.Task);
        Task<Thread> second = RunAsync(ReaderThread.Rent(), () => both.Task);
        both.SetResult();
        Thread[] threads = await Task.WhenAll(first, second).Soon();
        Assert.NotSame(threads[0], threads[1]);

        // Other tests rent meanwhile: one of many is enough.
        HashSet<Thread> later = [];
        for (int i = 0; i < 1000 && !later.Overlaps(threads); i++)
        {
            later.Add(await RunAsync(ReaderThread.Rent(), () => Task.CompletedTask).Soon());
        }

        Assert.True(later.Overlaps(threads));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_is_closed_while_its_reader_waits_is_closed_in_order(bool hasAssociation)
    {
        await using StorageServer server = new(changeEntity: entity => entity.AcseTimeout = TimeSpan.FromSeconds(hasAssociation ? 20 : 0.5));
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Server.Port, Token);
        using ScriptedPeer peer = new(socket);
        if (hasAssociation)
        {
            await peer.SendAsync(ScriptedPeer.Request());
            await peer.ReceiveAsync<AssociateAc>();
            await server.Server.StopAsync().Soon();
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        }

        // This peer closes nothing: the server does, of which a reset would make an exception here.
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1], Token).AsTask().Soon());
        await Until(() => server.Server.ConnectionCount == 0);
    }
}
