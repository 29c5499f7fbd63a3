using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>A test with an archive to query: in its PowerShell $peer is the address and $uid the root of the UIDs.</summary>
public abstract class ArchiveTest : InteropTest
{
    /// <summary>Writes two patients with two studies of two series of two instances into $sent, and gives the files.</summary>
    private protected string[] WriteArchive()
    {
        PowerShell.Invoke(
            """
            $null = [IO.Directory]::CreateDirectory($sent)
            foreach ($p in 1, 2) { foreach ($s in 1, 2) { foreach ($r in 1, 2) { foreach ($i in 1, 2) {
                New-DicomDataset @{
                    SOPClassUID = '1.2.840.10008.5.1.4.1.1.2'; SOPInstanceUID = "$uid.$p.$s.$r.$i"
                    PatientID = "P$p"; PatientName = ('Müller^Jörg', 'Doe^Jane')[$p - 1]
                    StudyInstanceUID = "$uid.$p.$s"; StudyDate = "2024010$s"; AccessionNumber = "A$p$s"; StudyID = "$s"
                    SeriesInstanceUID = "$uid.$p.$s.$r"; SeriesNumber = $r; Modality = 'CT'; InstanceNumber = $i
                } | Export-DicomFile -Path "$sent/$p$s$r$i.dcm" | Out-Null
            } } } }
            """,
            ("sent", InFolder("sent"))).ShouldSucceed();
        return [.. Directory.GetFiles(InFolder("sent")).Order(StringComparer.Ordinal)];
    }

    /// <summary>Ends a query early, and makes another over the same association. The archive has more than one study.</summary>
    private protected void CheckEarlyEnd()
    {
        PowerShellResult result = PowerShell.Invoke("""
            $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext StudyRootQueryRetrieveInformationModelFind)
            foreach ($once in 1) { Find-DicomStudy -Association $association | ForEach-Object { $_; break } }
            Find-DicomStudy -Association $association
            Disconnect-DicomAssociation $association
            """).ShouldSucceed();

        Assert.Equal(5, result.Output.Count);
    }

    /// <summary>Retrieves instances, all of them with success.</summary>
    private protected ReceivedInstance[] Retrieve(string script, int count)
    {
        PowerShellResult result = PowerShell.Invoke(script + " -Summary", ("in", InFolder("in"))).ShouldSucceed();

        ReceivedInstance[] received = [.. result.Output.Select(item => item.BaseObject).OfType<ReceivedInstance>()];
        Assert.Equal(count, received.Length);
        RetrieveResult[] summaries = [.. result.Output.Select(item => item.BaseObject).OfType<RetrieveResult>()];
        Assert.Equal(count, summaries.Sum(summary => summary.Completed));
        Assert.All(summaries, summary => Assert.True(summary.Status.IsSuccess, summary.ToString()));
        return received;
    }

    /// <summary>The transfer syntaxes of images that archives mostly hold, and DCMTK knows.</summary>
    private protected static IEnumerable<string> UsualCompressed { get; } =
        CompressedTransferSyntaxes.ByOption.Take(7).Append(CompressedTransferSyntaxes.ByOption.Last()).Select(row => row.Data.Item2);

    /// <summary>Files of many makers, each instance once; the test is skipped where they are missing.</summary>
    private protected static string[] RealCompressedFiles()
    {
        Assert.SkipWhen(TestFiles.Folder is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        return
        [
            .. TestFiles.In("files")
                .Where(path => TransferSyntax.Find(InstanceBytes.TransferSyntaxOf(path)) is { IsEncapsulated: true })
                .DistinctBy(InstanceBytes.SopInstanceOf),
        ];
    }

    /// <summary>Stores files in the archive.</summary>
    private protected void Store(string[] files)
    {
        PowerShellResult sent = PowerShell.Invoke("Send-DicomInstance @peer -Path $files", ("files", files)).ShouldSucceed();
        Assert.All(sent.Output, item => Assert.True(Assert.IsType<StoreResult>(item.BaseObject).IsStored, item.ToString()));
    }

    /// <summary>Stores files in the archive and retrieves them: each comes in its transfer syntax, its pixel data unaltered.</summary>
    private protected void CheckRetrieved(string[] files, string script)
    {
        Store(files);
        CheckUnaltered(files, Retrieve(script, files.Length));
    }

    /// <summary>Compares instances with the files that were stored: the transfer syntaxes, and all that is in the data sets.</summary>
    private protected static void CheckUnaltered(string[] files, IEnumerable<ReceivedInstance> instances)
    {
        Assert.NotEmpty(files);
        Dictionary<string, ReceivedInstance> received = instances.ToDictionary(instance => instance.SopInstanceUid);
        Assert.Equal(files.Length, received.Count);
        Assert.All(files, file =>
        {
            ReceivedInstance instance = received[InstanceBytes.SopInstanceOf(file)];
            string transferSyntax = InstanceBytes.TransferSyntaxOf(file);
            bool isPlain = TransferSyntax.Find(transferSyntax) is { CanConvert: true };
            Assert.Equal(isPlain ? instance.TransferSyntaxUid : transferSyntax, InstanceBytes.TransferSyntaxOf(instance.Path!));
            Assert.Equal(Dcmtk.Normalize(file, isPlain ? "+te" : "+t="), Dcmtk.Normalize(instance.Path!, isPlain ? "+te" : "+t="));
        });
    }
}
