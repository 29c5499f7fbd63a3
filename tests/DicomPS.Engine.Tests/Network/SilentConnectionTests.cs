using System.Net;
using System.Net.Sockets;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>
/// 200 connections that say nothing, or a byte now and then, beside a sender: the sender is served, they are gone, and
/// nothing of them is left. Alone in its process, for it counts handles and memory.
/// </summary>
[Collection(nameof(Serial))]
public sealed class SilentConnectionTests : IDisposable
{
    private const int Many = 200;

    // What the runtime may keep for itself; 200 connections that leaked would be more.
    private const long Slack = 2 * 1024 * 1024;
    private const int HandleSlack = 5;

    // An A-ASSOCIATE-RQ, and a TLS record, that never come to their end.
    private static readonly byte[] AssociateRqBeginning = [1, 0, 0, 0, 200, 0, 1];
    private static readonly byte[] TlsBeginning = [22, 3, 1, 0, 200, 1, 0];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silent_connections_harm_nobody_and_leave_nothing(bool isSecured)
    {
        await using StorageServer storage = new(
            options =>
            {
                options.Tls = isSecured ? SomeTls.Server() : null;
                options.MaximumPendingConnections = 2 * Many;
            },
            entity => entity.AcseTimeout = TimeSpan.FromSeconds(4));
        AssociationOptions options = new("127.0.0.1", storage.Server.Port) { Tls = isSecured ? SomeTls.Client() : null };

        // The first round fills the pools and caches that stay.
        await RunAsync(storage, options);
        (int handles, long memory) = Measure();
        await RunAsync(storage, options);
        await Until(() => Measure() is var (handlesNow, memoryNow) && handlesNow <= handles + HandleSlack && memoryNow <= memory + Slack);
        Assert.Equal(0, storage.Server.Counters.OpenAssociations);
    }

    private static (int Handles, long Memory) Measure() => (
        OperatingSystem.IsLinux()
            ? Directory.EnumerateFileSystemEntries("/proc/self/fd").Count()
            : System.Diagnostics.Process.GetCurrentProcess().HandleCount,
        GC.GetTotalMemory(forceFullCollection: true));

    private async Task RunAsync(StorageServer storage, AssociationOptions options)
    {
        List<Socket> silent = [];
        try
        {
            for (int i = 0; i < Many; i++)
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                silent.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, storage.Server.Port, Token);
            }

            string[] files = [.. Enumerable.Range(0, 20).Select(_ => folder.Instance(rows: 256))];
            int stored = 0;
            await foreach (StoreResult result in new InstanceSender(new ApplicationEntity("SENDER"), options).SendAsync(
                [.. files.Select(InstanceFile.Read)], Token))
            {
                Assert.True(result.IsStored, result.ToString());
                stored++;

                // Half of them drip.
                byte[] beginning = options.Tls is null ? AssociateRqBeginning : TlsBeginning;
                for (int i = 0; i < Many && stored <= beginning.Length; i += 2)
                {
                    Send(silent[i], beginning[stored - 1]);
                }
            }

            Assert.Equal(files.Length, stored);
            await Until(() => storage.Server.ConnectionCount == 0);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    // The server may have closed it already.
    private static void Send(Socket socket, byte drop)
    {
        try
        {
            socket.Send([drop]);
        }
        catch (SocketException)
        {
        }
    }
}
