using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using DicomPS.Engine;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>One side of a pair, in a process of its own: this program, started by itself. It ends when its input ends.</summary>
internal abstract class Role : IAsyncDisposable
{
    /// <summary>The port it listens on; 0 where it does not.</summary>
    protected virtual int Port => 0;

    /// <summary>Runs the role that a command line names.</summary>
    /// <param name="arguments">The name, and what belongs to it.</param>
    internal static async Task RunAsync(string[] arguments)
    {
        string[] rest = arguments[1..];
        await using Role role = arguments[0] switch
        {
            "server" => new ServerRole(rest),
            "store" => new StoreRole(rest),
            "echo" => new EchoRole(rest),
            "associate" => new AssociateRole(rest),
            "scripted" => new ScriptedRole(rest),
            "find" => new FindRole(rest),
            "plain-sink" => new PlainSinkRole(rest),
            "plain-stream" => new PlainStreamRole(rest),
            "plain-echo" => new PlainEchoRole(rest),
            "plain-connect" => new PlainConnectRole(rest),
            _ => throw new NetException($"There is no role {arguments[0]}."),
        };
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        Tell(new Answer(role.Port, 0, 0, 0, 0));
        while (await Console.In.ReadLineAsync() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            (Tally tally, string? failure) = await role.TryAsync();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            long now = GC.GetTotalAllocatedBytes(precise: true);
            Tell(new Answer(role.Port, seconds, tally.Items, tally.Bytes, now - allocated, failure));
            allocated = now;
        }
    }

    internal static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => StopAsync();

    /// <summary>Ends what runs in the background.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    /// <summary>One run of who asks; for who listens, what came since the last call.</summary>
    protected abstract Task<Tally> DoAsync();

    private async Task<(Tally Tally, string? Failure)> TryAsync()
    {
        try
        {
            return (await DoAsync(), null);
        }
        catch (Exception e) when (e is DicomException or NetException or IOException or SocketException)
        {
            return (default, e.Message);
        }
    }

    private static void Tell(Answer answer) => Console.Out.WriteLine(answer.ToLine());
}
