using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>Whole files through JSON and back.</summary>
public sealed class JsonFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-json-").FullName;

    public static TheoryData<string> RealFiles =>
        [.. TestFiles.In("files").Concat(TestFiles.In("charset")).Concat(TestFiles.In("study")).DefaultIfEmpty("")];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.RleLossless)]
    [InlineData(Uids.JpegBaseline8Bit)]
    public void Files_come_back_with_equal_values(string transferSyntax) =>
        RoundTrip(TestInstances.WriteFile(Path.Combine(folder, "a.dcm"), transferSyntaxUid: transferSyntax, rows: 2048));

    [Theory]
    [MemberData(nameof(RealFiles), DisableDiscoveryEnumeration = true)]
    public void Real_files_come_back_with_equal_values(string path)
    {
        Assert.SkipWhen(path.Length == 0, "the test data (DICOMPS_TESTDATA) are not on this machine");
        RoundTrip(path);
    }

    private static void RoundTrip(string path)
    {
        DicomDataset dataset = DicomFile.Open(path).Dataset;
        string json = DicomJson.ToJson(dataset);

        DicomDataset again = DicomJson.Parse(json);

        DatasetAssert.Equal(dataset, again);
        Assert.Equal(json, DicomJson.ToJson(again));
    }
}
