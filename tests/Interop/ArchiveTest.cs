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
}
