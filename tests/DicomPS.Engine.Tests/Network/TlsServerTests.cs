using System.Net;
using System.Net.Sockets;
using System.Text;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A TLS server among clients that do not speak TLS, or do not speak.</summary>
public class TlsServerTests
{
    [Fact]
    public async Task A_plain_association_request_is_answered_with_an_alert()
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server());
        using TcpClient client = await ConnectAsync(server);
        await client.GetStream().WriteAsync(ScriptedPeer.Request().Encode(), Token);
        Assert.Equal([21, 3, 1, 0, 2, 2, 10], await ReadToEndAsync(client));
        client.Dispose();
        await Until(() => server.ConnectionCount == 0);
        Assert.Equal((1L, 0L), (server.Counters.TlsFailures, server.Counters.TotalAssociations));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "sent bytes that are no TLS")]
    [InlineData("\u0016\u0003\u0001\u0000\u0005hello", "The TLS handshake with ")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0030", "refused the certificate of this server (alert 'unknown CA')")]
    public async Task Garbage_is_closed_and_told_once(string garbage, string told)
    {
        await using DicomServer server = SomeTls.Start(SomeTls.Server());
        using TcpClient client = await ConnectAsync(server);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(garbage), Token);
        await ReadToEndAsync(client);
        client.Dispose();
        await Until(() => server.ConnectionCount == 0);
        Assert.Equal(1, server.Counters.TlsFailures);
        Assert.Contains(told, server.Counters.LastTlsFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silent_and_slow_clients_are_gone_within_ARTIM_and_keep_nobody_waiting()
    {
        ApplicationEntity entity = new("SERVER") { AcseTimeout = TimeSpan.FromSeconds(2), MaximumAssociations = 1 };
        await using DicomServer server = SomeTls.Start(SomeTls.Server(), entity);
        TcpClient[] idle = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => ConnectAsync(server)));

        // Half of them begin as if they spoke TLS.
        foreach (TcpClient client in idle[..30])
        {
            await client.GetStream().WriteAsync(new byte[] { 22, 3, 1 }, Token);
        }

        Assert.NotNull(await SomeTls.EchoAsync(server.Port));
        await Until(() => server.ConnectionCount == 0);
        Assert.Equal(60, server.Counters.TlsFailures);
        Assert.Contains("did not complete the TLS handshake within 2 s", server.Counters.LastTlsFailure, StringComparison.Ordinal);
        foreach (TcpClient client in idle)
        {
            await ReadToEndAsync(client);
            client.Dispose();
        }
    }

    [Fact]
    public async Task Silent_clients_are_bounded_in_number_and_the_oldest_gives_way()
    {
        await using DicomServer server = DicomServer.Start(
            new ApplicationEntity("SERVER"), new() { BindAddress = IPAddress.Loopback, Tls = SomeTls.Server(), MaximumPendingConnections = 10 });
        TcpClient[] idle = new TcpClient[50];
        for (int i = 0; i < idle.Length; i++)
        {
            idle[i] = await ConnectAsync(server);
        }

        await Until(() => server.Counters.TlsFailures == 40 && server.ConnectionCount == 10);
        Assert.EndsWith("when newer connections needed its place.", server.Counters.LastTlsFailure, StringComparison.Ordinal);
        Assert.NotNull(await SomeTls.EchoAsync(server.Port));
        Assert.Empty(await ReadToEndAsync(idle[0]));
        Array.ForEach(idle, client => client.Dispose());
        await Until(() => server.ConnectionCount == 0);
    }

    private static async Task<TcpClient> ConnectAsync(DicomServer server)
    {
        TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Port, Token);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // It gave way already, before it was told that it is connected.
        }

        return client;
    }

    private static async Task<byte[]> ReadToEndAsync(TcpClient client)
    {
        using MemoryStream all = new();
        try
        {
            await client.GetStream().CopyToAsync(all, Token).Soon();
        }
        catch (IOException)
        {
            // Reset: as closed as it can be.
        }

        return all.ToArray();
    }
}
