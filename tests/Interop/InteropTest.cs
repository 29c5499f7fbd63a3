using System.Globalization;
using DicomPS.Engine.Server;
using DicomPS.Tests;

namespace DicomPS.Interop;

/// <summary>A test with DCMTK, a PowerShell with DicomPS, and a folder of its own.</summary>
public abstract class InteropTest : IDisposable
{
    private readonly DirectoryInfo folder;

    protected InteropTest()
    {
        Dcmtk.Require();
        folder = Directory.CreateTempSubdirectory("dicomps-interop-");
        PowerShell = new PowerShellHost();
    }

    private protected PowerShellHost PowerShell { get; }

    /// <summary>The folder that <see cref="StartServer"/> stores into.</summary>
    private protected string StoragePath => InFolder("stored");

    /// <summary>The files stored there; a temporary file counts, too.</summary>
    private protected string[] StoredFiles => Directory.Exists(StoragePath)
        ? [.. Directory.EnumerateFiles(StoragePath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        // Closing the runspace stops its servers and associations.
        PowerShell.Dispose();
        folder.Delete(recursive: true);
    }

    private protected string InFolder(params string[] parts) => Path.Combine([folder.FullName, .. parts]);

    /// <summary>Writes a file to send.</summary>
    private protected string NewFile(
        string sopClassUid = TestInstances.CTImageStorage,
        string transferSyntaxUid = TestInstances.ExplicitVRLittleEndian,
        int rows = 64) =>
        TestInstances.WriteFile(InFolder("sent", $"{Guid.NewGuid():N}.dcm"), sopClassUid, transferSyntaxUid, rows: rows);

    /// <summary>Writes a file whose pixel data stand in fragments: a stream of no codec under the name of that transfer syntax.</summary>
    private protected string NewEncapsulatedFile(string transferSyntaxUid, string sopClassUid = TestInstances.SecondaryCaptureImageStorage)
    {
        string instance = TestInstances.NewUid();
        byte[] part10 = TestInstances.Part10(sopClassUid, TestInstances.JpegBaseline8Bit, instance);
        string path = InFolder("sent", $"{Guid.NewGuid():N}.dcm");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. TestInstances.Meta(sopClassUid, instance, transferSyntaxUid), .. TestInstances.DataSetOf(part10)]);
        return path;
    }

    /// <summary>Starts a server on a free port of this computer.</summary>
    /// <param name="arguments">Further arguments of Start-DicomServer.</param>
    private protected DicomServer StartServer(string arguments = "") => PowerShell.Invoke(
        $"Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $storage {arguments}", ("storage", StoragePath)).One<DicomServer>();

    private protected static ToolRun EchoScu(DicomServer server, params string[] options) =>
        Dcmtk.Run("echoscu", [.. options, "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture)]);

    private protected static ToolRun StoreScu(DicomServer server, IEnumerable<string> options, params IEnumerable<string> files) =>
        Dcmtk.Run("storescu", StoreScuArguments(server, options, files));

    private protected static IEnumerable<string> StoreScuArguments(DicomServer server, IEnumerable<string> options, IEnumerable<string> files) =>
        [.. options, "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture), .. files];

    /// <summary>The file that the server made of the instance of a file.</summary>
    private protected string StoredFileOf(string sent) =>
        StoredFiles.Single(path => Path.GetFileName(path) == InstanceBytes.SopInstanceOf(sent) + ".dcm");
}
