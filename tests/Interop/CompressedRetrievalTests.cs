using System.Globalization;
using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>C-GET from a dcmqrscp that holds compressed instances, which it does not decompress.</summary>
public sealed class CompressedRetrievalTests : ArchiveTest
{
    private static readonly string[] Uncompressed =
        [TestInstances.ExplicitVRLittleEndian, TestInstances.ImplicitVRLittleEndian, TestInstances.ExplicitVRBigEndian];

    private const string BasicTextSR = "1.2.840.10008.5.1.4.1.1.88.11";

    private readonly ToolProcess archive;

    public CompressedRetrievalTests()
    {
        int port = StoreScp.FreePort();
        File.WriteAllText(InFolder("contexts.cfg"), Profile());
        archive = DcmQrScp.Start(InFolder(), port, receiverPort: null, "-xf", InFolder("contexts.cfg"), "Archive", "Archive");
        PowerShell.Invoke("$peer = @{ HostName = '127.0.0.1'; Port = $port; CalledAETitle = 'ARCHIVE' }", ("port", port)).ShouldSucceed();
    }

    [Fact]
    public void Instances_of_one_transfer_syntax_come_with_those_without_pixel_data()
    {
        string[] files = [NewEncapsulatedFile(TestInstances.RleLossless), NewEncapsulatedFile(TestInstances.RleLossless, TestInstances.CTImageStorage), NewFile(BasicTextSR)];

        CheckRetrieved(files, "Receive-DicomInstance @peer -Path $in -PatientID TEST-1 -TransferSyntax RLELossless");
    }

    [Fact]
    public void Instances_of_one_class_come_in_every_transfer_syntax_that_is_asked_for()
    {
        string[] files = [.. CompressedTransferSyntaxes.ByOption.Select(row => NewEncapsulatedFile(row.Data.Item2))];
        Store(files);

        CheckUnaltered(files, RetrieveEach(files));
    }

    [Fact]
    public void Real_files_come_as_they_are()
    {
        string[] files = RealCompressedFiles();
        Store(files);

        CheckUnaltered(files, RetrieveEach(files));
    }

    [Fact]
    public void What_has_another_transfer_syntax_fails_with_advice_and_the_rest_comes()
    {
        Store([NewEncapsulatedFile(TestInstances.RleLossless), NewFile(TestInstances.SecondaryCaptureImageStorage)]);

        PowerShellResult result = PowerShell.Invoke("Receive-DicomInstance @peer -Path $in -PatientID TEST-1 -Summary", ("in", InFolder("in")));

        Assert.Equal(2, result.Output.Count);
        RetrieveResult summary = Assert.IsType<RetrieveResult>(result.Output[1].BaseObject);
        Assert.Equal((1, 1), (summary.Completed, summary.Failed));
        Assert.Contains("-TransferSyntax", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    // Of each class dcmqrscp looks at one accepted context alone: what is in another transfer syntax fails.
    private IEnumerable<ReceivedInstance> RetrieveEach(string[] files) => PowerShell.Invoke(
        """
        $patients = (Find-DicomPatient @peer).PatientID
        foreach ($syntax in $syntaxes) {
            foreach ($patient in $patients) {
                Receive-DicomInstance @peer -Path $in -PatientID $patient -TransferSyntax $syntax -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            }
        }
        """,
        ("syntaxes", files.Select(InstanceBytes.TransferSyntaxOf).Distinct().ToArray()),
        ("in", InFolder("in"))).Output.Select(item => item.BaseObject).OfType<ReceivedInstance>();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        archive.Dispose();
        base.Dispose(disposing);
    }

    // By its options dcmqrscp accepts one compressed transfer syntax: a profile may have any.
    private static string Profile()
    {
        string[] storage =
        [
            .. TestFiles.In("files").Select(path => InstanceFile.Read(path).SopClassUid)
                .Union([TestInstances.CTImageStorage, TestInstances.SecondaryCaptureImageStorage, BasicTextSR]),
        ];
        string[] models = ["1.2.840.10008.5.1.4.1.2.1.1", "1.2.840.10008.5.1.4.1.2.1.3", "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.5.1.4.1.2.2.3"];
        StringBuilder text = new();
        Section("TransferSyntaxes", "All", "TransferSyntax", [.. Uncompressed, .. CompressedTransferSyntaxes.ByOption.Select(row => row.Data.Item2)]);
        Section("TransferSyntaxes", "Plain", "TransferSyntax", Uncompressed);
        Section("PresentationContexts", "Contexts", "PresentationContext", [.. storage.Select(uid => $"{uid}\\All"), .. models.Select(uid => $"{uid}\\Plain")]);
        Section("SCPSCURoleSelection", "Roles", "Role", [.. storage.Select(uid => $"{uid}\\BOTH")]);
        text.AppendLine("[[Profiles]]").AppendLine("[Archive]").AppendLine("PresentationContexts = Contexts").AppendLine("SCPSCURoleSelection = Roles");
        return text.ToString();

        void Section(string kind, string name, string key, string[] values)
        {
            if (!text.ToString().Contains($"[[{kind}]]", StringComparison.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"[[{kind}]]");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"[{name}]");
            for (int i = 0; i < values.Length; i++)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{key}{i + 1} = {values[i]}");
            }
        }
    }
}
