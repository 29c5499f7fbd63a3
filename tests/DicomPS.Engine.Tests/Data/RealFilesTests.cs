using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>Files of many makers, where they are at hand.</summary>
public class RealFilesTests
{
    [Theory]
    [InlineData("files")]
    [InlineData("charset")]
    [InlineData("study")]
    public async Task Good_files_are_read_and_converted_there_and_back(string folder)
    {
        Assert.SkipWhen(TestFiles.Folder is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        foreach (string path in TestFiles.In(folder))
        {
            using Part10File file = Part10File.Open(path);
            if (file.MediaStorageSopClassUid != Uids.MediaStorageDirectoryStorage)
            {
                InstanceSummary summary = file.ReadSummary();
                Assert.Equal(file.MediaStorageSopClassUid, summary.SopClassUid);
                Assert.True(UidSyntax.IsValid(summary.SopInstanceUid!), path);
                Assert.True(UidSyntax.IsValid(summary.SeriesInstanceUid!), path);
            }

            using (DataSetReader reader = file.ReadDataSet())
            {
                while (reader.Read())
                {
                }
            }

            if (file.TransferSyntax is { CanConvert: true } syntax)
            {
                byte[] normal = await Convert(file.SeekDataSet(), syntax, TransferSyntax.ExplicitVRLittleEndian);
                foreach (TransferSyntax way in new[] { TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian })
                {
                    byte[] there = await Convert(new MemoryStream(normal), TransferSyntax.ExplicitVRLittleEndian, way);
                    AssertBytes.Equal(normal, await Convert(new MemoryStream(there), way, TransferSyntax.ExplicitVRLittleEndian));
                }

                byte[] implicitly = await Convert(new MemoryStream(normal), TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian);
                byte[] back = await Convert(new MemoryStream(implicitly), TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian);
                AssertBytes.Equal(implicitly, await Convert(new MemoryStream(back), TransferSyntax.ExplicitVRBigEndian, TransferSyntax.ImplicitVRLittleEndian));
            }
        }
    }

    [Fact]
    public void Broken_files_are_read_or_refused()
    {
        Assert.SkipWhen(TestFiles.Folder is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        foreach (string path in TestFiles.In("broken"))
        {
            try
            {
                using Part10File file = Part10File.Open(path);
                file.ReadSummary();
                using DataSetReader reader = file.ReadDataSet();
                while (reader.Read())
                {
                }
            }
            catch (DicomException e)
            {
                Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
                TestContext.Current.TestOutputHelper?.WriteLine(e.Message);
            }
        }
    }

    private static async Task<byte[]> Convert(Stream source, TransferSyntax from, TransferSyntax to)
    {
        using MemoryStream sink = new();
        await DataSetTranscoder.ConvertAsync(source, from, sink, to, TestContext.Current.CancellationToken);
        return sink.ToArray();
    }
}
