using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Goes the way to peers step by step, and tells where it ends. Several are tested side by side.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DicomConnection", DefaultParameterSetName = ByHost)]
[OutputType(typeof(ConnectionTest), typeof(bool))]
public sealed class TestDicomConnectionCommand : ConnectingCommand
{
    private readonly CancellationTokenSource over = new();
    private readonly List<Task<ConnectionTest>> running = [];

    /// <summary>The peers: names, IPv4 or IPv6 addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHost)]
    [Alias("ComputerName", "Host")]
    [ValidateNotNullOrEmpty]
    public string[] HostName { get; set; } = [];

    /// <summary>Answers true or false instead of the steps.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>How many peers are tested at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 16;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string host in HostName)
        {
            AssociationOptions options = null!;
            Require(PeerTextOf(host), () => options = CreateOptions(host));
            WriteEnded(ThrottleLimit - 1);
            WriteVerbose($"Testing the way of {AE.Title} to {PeerTextOf(host)}.");

            // On the pool: the tests go on while the pipeline brings the next peers.
            running.Add(Task.Run(() => ConnectionTest.RunAsync(AE, options, over.Token), over.Token));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        WriteEnded(0);
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        over.Cancel();
        base.StopProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Not disposed of: tests that still end look at it.
        over.Cancel();
        base.Dispose(disposing);
    }

    /// <summary>Writes the tests that have ended, and waits until no more than so many still run.</summary>
    private void WriteEnded(int mayRun) => Run(async cancellationToken =>
    {
        while (Next() is { } next && (next.IsCompleted || running.Count > mayRun))
        {
            if (!next.IsCompleted)
            {
                await (Quiet ? (Task)next : Task.WhenAny(running)).WaitAsync(cancellationToken);
            }
            else
            {
                running.Remove(next);
                Write(await next);
            }
        }
    });

    // True and false do not say whose they are: they come in the order of the peers, the tests as they end.
    private Task<ConnectionTest>? Next() =>
        Quiet ? running.FirstOrDefault() : running.FirstOrDefault(test => test.IsCompleted) ?? running.FirstOrDefault();

    private void Write(ConnectionTest test)
    {
        foreach (ConnectionTestStep step in test.Steps)
        {
            WriteVerbose(step.ToString());
        }

        WriteObject(Quiet ? test.Succeeded : test);
    }
}
