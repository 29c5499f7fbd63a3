using System.Diagnostics;
using DicomPS.Benchmarks.Network.Roles;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>A role of this program in a process of its own, as either side.</summary>
internal sealed class RoleProcess : IRequestor, IAcceptor
{
    // The longest that a run may take: it stands for a program that hangs.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    private readonly Process process;
    private readonly ReceivedFiles? received;
    private readonly string name;
    private Usage lastUsage;

    private RoleProcess(IEnumerable<string> arguments, ReceivedFiles? received)
    {
        this.received = received;
        name = arguments.First();
        process = Process.Start(OwnProgram.Start(["net-role", .. arguments]))!;
    }

    public int Port { get; private set; }

    public Usage Usage => lastUsage = Usage.Of(process) ?? lastUsage;

    /// <summary>Starts a role and waits until it is ready.</summary>
    /// <param name="arguments">The name of the role, and its command line.</param>
    /// <param name="received">Where it puts what it receives; null where it keeps nothing.</param>
    internal static async Task<RoleProcess> StartAsync(IEnumerable<string> arguments, ReceivedFiles? received = null)
    {
        RoleProcess started = new(arguments, received);
        started.Port = (await started.ReadAsync()).Port;
        return started;
    }

    public async Task<SideRun> RunAsync(bool isWarmUp)
    {
        Answer answer = await AskAsync();
        return new SideRun(answer.Seconds, new Tally(answer.Items, answer.Bytes), answer.AllocatedBytes);
    }

    public async Task<SideRun> TakeAsync()
    {
        Answer answer = await AskAsync();
        Tally told = new(answer.Items, answer.Bytes);
        if (received?.Take() is { } found && found != told)
        {
            throw new NetException($"{name} tells of {told}, in its folder are {found}.");
        }

        return new SideRun(0, told, answer.AllocatedBytes);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task<Answer> AskAsync()
    {
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    private async Task<Answer> ReadAsync()
    {
        string line = await process.StandardOutput.ReadLineAsync().WaitAsync(Bound)
            ?? throw new NetException($"The process of the role {name} ended; what it wrote stands above.");
        Answer answer = Answer.Parse(line);
        return answer.Failure is null ? answer : throw new NetException($"{name}: {answer.Failure}");
    }
}
