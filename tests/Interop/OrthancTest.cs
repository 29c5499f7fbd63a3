using DicomPS.Engine.Server;

namespace DicomPS.Interop;

/// <summary>A test with an Orthanc and a PowerShell in which $peer is its address and $uid the root of the UIDs.</summary>
public abstract class OrthancTest : ArchiveTest
{
    protected OrthancTest()
    {
        Orthanc = new Orthanc();
        PowerShell.Invoke(
            "$peer = @{ HostName = '127.0.0.1'; Port = $port; CalledAETitle = 'ORTHANC' }; $uid = New-DicomUid", ("port", Orthanc.Port)).ShouldSucceed();
    }

    private protected Orthanc Orthanc { get; }

    /// <summary>Starts a server that Orthanc knows, as $server.</summary>
    private protected DicomServer StartKnownServer(string title, string arguments)
    {
        DicomServer server = PowerShell.Invoke(
            $"($server = Start-DicomServer -AE {title} -Port 0 -BindAddress 127.0.0.1 {arguments})",
            ("storage", StoragePath),
            ("orthanc", Orthanc.Port)).One<DicomServer>();
        Orthanc.Know(title, server.Port);
        return server;
    }

    /// <summary>The UIDs of all instances in Orthanc's archive.</summary>
    private protected string[] ArchivedInstances() =>
    [
        .. Orthanc.Get("instances?expand").AsArray()
            .Select(instance => (string)instance!["MainDicomTags"]!["SOPInstanceUID"]!)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Orthanc's own names of all that it has of a kind: patients, studies, series or instances.</summary>
    private protected string[] Archived(string kind) => [.. Orthanc.Get(kind).AsArray().Select(name => (string)name!)];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Orthanc.Dispose();
        base.Dispose(disposing);
    }
}
