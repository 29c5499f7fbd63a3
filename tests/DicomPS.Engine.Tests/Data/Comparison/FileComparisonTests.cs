using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Comparison;

/// <summary>Data sets of files compared: large values stay in the files.</summary>
public sealed class FileComparisonTests : IDisposable
{
    private const string Uid = "1.2.3";

    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-compare-").FullName;

    public static TheoryData<string> RealFiles =>
        [.. TestFiles.In("files").Concat(TestFiles.In("charset")).Concat(TestFiles.In("study")).DefaultIfEmpty("")];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    public void A_file_in_another_transfer_syntax_is_equal(string transferSyntax)
    {
        DicomFile file = DicomFile.Open(Write("a.dcm"));
        file.Save(In("b.dcm"), new FileWriteOptions { TransferSyntax = TransferSyntax.Find(transferSyntax) });

        Assert.Empty(DatasetComparer.Compare(file.Dataset, DicomFile.Open(In("b.dcm")).Dataset));
    }

    [Theory]
    [MemberData(nameof(RealFiles), DisableDiscoveryEnumeration = true)]
    public void A_real_file_equals_what_its_JSON_gives(string path)
    {
        Assert.SkipWhen(path.Length == 0, "the test data (DICOMPS_TESTDATA) are not on this machine");
        DicomDataset dataset = DicomFile.Open(path).Dataset;

        Assert.Empty(DatasetComparer.Compare(dataset, DicomJson.Parse(DicomJson.ToJson(dataset))));
    }

    [Fact]
    public void Large_values_are_not_loaded()
    {
        string one = Write("a.dcm", rows: 4096);
        string other = In("b.dcm");
        byte[] bytes = File.ReadAllBytes(one);
        bytes[^1] ^= 0xFF;
        File.WriteAllBytes(other, bytes);
        DicomDataset reference = DicomFile.Open(one).Dataset;
        DicomDataset difference = DicomFile.Open(other).Dataset;
        _ = DatasetComparer.Compare(reference, difference).ToList();

        long before = GC.GetAllocatedBytesForCurrentThread();
        DatasetDifference found = Assert.Single(DatasetComparer.Compare(reference, difference));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("PixelData", found.Path);
        Assert.EndsWith(" bytes", Assert.IsType<string>(found.Reference), StringComparison.Ordinal);
        Assert.True(allocated < bytes.Length / 4, $"{allocated} of {bytes.Length} bytes were allocated");
    }

    [Fact]
    public void What_was_found_is_there_before_the_rest_is_read()
    {
        DicomDataset reference = DicomFile.Open(Write("a.dcm", rows: 4096)).Dataset;
        DicomDataset difference = DicomFile.Open(Write("b.dcm", rows: 4096, uid: "1.2.4")).Dataset;
        File.Delete(In("b.dcm"));

        using IEnumerator<DatasetDifference> found = DatasetComparer.Compare(reference, difference).GetEnumerator();

        Assert.True(found.MoveNext());
        Assert.Equal("SOPInstanceUID", found.Current.Path);
        DicomException error = Assert.Throws<DicomException>(() =>
        {
            while (found.MoveNext())
            {
            }
        });
        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
    }

    private string Write(string name, int rows = 64, string uid = Uid) =>
        TestInstances.WriteFile(In(name), sopInstanceUid: uid, rows: rows);

    private string In(string name) => Path.Combine(folder, name);
}
