using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Waits until servers have stopped, or a time is over.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DicomServer")]
[OutputType(typeof(DicomServer))]
public sealed class WaitDicomServerCommand : DicomCmdlet
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
        Run(async cancellationToken =>
        {
            try
            {
                await Task.WhenAll(servers.Select(server => server.Completion)).WaitAsync(timeout, cancellationToken);
            }
            catch (TimeoutException)
            {
                WriteVerbose("The time is over; the servers still run.");
            }
        });
        WriteObject(servers, enumerateCollection: true);
    }
}
