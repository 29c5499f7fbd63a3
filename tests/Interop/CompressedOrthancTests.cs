using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>C-GET from an Orthanc that holds compressed instances, which it would transcode where it had to.</summary>
public sealed class CompressedOrthancTests : OrthancTest
{
    [Theory]
    [InlineData("Find-DicomStudy @peer | Receive-DicomInstance @peer -Path $in")]
    [InlineData("Receive-DicomInstance @peer -Path $in -PatientID TEST-1 -SopClass SecondaryCaptureImageStorage, CTImageStorage")]
    public void Instances_of_known_classes_come_in_every_transfer_syntax(string script)
    {
        string[] files = [.. CompressedTransferSyntaxes.ByOption.Select(row => NewEncapsulatedFile(row.Data.Item2)), NewFile()];

        CheckRetrieved(files, script);
    }

    [Fact]
    public void Series_whose_modality_is_known_come_in_the_usual_transfer_syntaxes()
    {
        string[] files = [.. UsualCompressed.Select(uid => NewEncapsulatedFile(uid)), NewFile(TestInstances.MRImageStorage)];

        CheckRetrieved(files, "Find-DicomStudy @peer | Find-DicomSeries @peer | Receive-DicomInstance @peer -Path $in");
    }

    [Fact]
    public void Real_files_come_as_they_are() =>
        CheckRetrieved(RealCompressedFiles(), "Find-DicomStudy @peer | Receive-DicomInstance @peer -Path $in");
}
