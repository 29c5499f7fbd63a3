using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Gives the servers that this session started and that run.</summary>
[Cmdlet(VerbsCommon.Get, "DicomServer")]
[OutputType(typeof(DicomServer))]
public sealed class GetDicomServerCommand : DicomCmdlet
{
    /// <summary>Just those with these numbers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(
        ModuleSession.Current.Servers.Where(server => Id is null || Id.Contains(server.Id)),
        enumerateCollection: true);
}
