using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DicomPS.Benchmarks.Network.Roles;
using DicomPS.Engine;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A server of others that runs as long as its pair is measured.</summary>
internal sealed class ToolAcceptor : IAcceptor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly ReceivedFiles? received;
    private Usage lastUsage;

    private ToolAcceptor(ProcessStartInfo start, int port, ReceivedFiles? received)
    {
        Port = port;
        this.received = received;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public Usage Usage => lastUsage = Usage.Of(process) ?? lastUsage;

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <param name="start">How it is started on a port.</param>
    /// <param name="received">Where it puts what it receives; null where it keeps nothing.</param>
    /// <param name="title">How it has to be called; null for anyhow.</param>
    internal static async Task<ToolAcceptor> StartAsync(Func<int, ProcessStartInfo> start, ReceivedFiles? received = null, string? title = null)
    {
        int port = FreePort();
        ToolAcceptor started = new(start(port), port, received);
        for (long begin = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await using Association association = await EchoRole.ConnectAsync(port, title);
                await EchoRole.EchoAsync(association);
                await association.ReleaseAsync();
                return started;
            }
            catch (DicomException) when (!started.process.HasExited && Stopwatch.GetElapsedTime(begin) < Patience)
            {
                await Task.Delay(20);
            }
            catch
            {
                await started.DisposeAsync();
                throw;
            }
        }
    }

    public Task<SideRun> TakeAsync() => Task.FromResult(new SideRun(0, received?.Take()));

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
