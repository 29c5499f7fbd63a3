using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Stops servers: they listen no more, and their associations are aborted.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DicomServer", SupportsShouldProcess = true)]
[OutputType(typeof(DicomServer))]
public sealed class StopDicomServerCommand : DicomCmdlet
{
    /// <summary>The server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public DicomServer Server { get; set; } = null!;

    /// <summary>Gives the stopped server, with its last counts.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Server.ToString(), "Stop the DICOM server"))
        {
            Run(_ => Server.StopAsync());
            WriteVerbose($"Server {Server.Id} {Server} stopped: {Server.Counters.Instances} instance(s) received, {Server.Counters.Failures} failure(s).");
        }

        if (PassThru)
        {
            WriteObject(Server);
        }
    }
}
