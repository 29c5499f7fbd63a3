using System.Management.Automation;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Waits until servers have stopped, or a time is over.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DicomServer")]
[OutputType(typeof(DicomServer))]
public sealed class WaitDicomServerCommand : ServingCommand
{
    private readonly List<DicomServer> servers = [];

    /// <summary>The server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public DicomServer Server { get; set; } = null!;

    /// <summary>Seconds to wait at most; without it, until the servers stop or Ctrl+C.</summary>
    [Parameter]
    [ValidateRange(0.0, 2147483.0)]
    public double? TimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => servers.Add(Server);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TimeSpan timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan;
        WaitFor(servers, timeout, stopsOnInterrupt: MyInvocation.BoundParameters.ContainsKey(nameof(DrainSeconds)));
        WriteObject(servers, enumerateCollection: true);
    }
}
