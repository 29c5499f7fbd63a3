using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Files of many makers, where they are at hand.</summary>
public sealed class RealFilesTests : StoreScpTest
{
    // storescu proposes one compressed transfer syntax at a time.
    private static readonly Dictionary<string, string> StoreScuOptions = CompressedTransferSyntaxes.ByOption
        .ToDictionary(row => row.Data.Item2, row => "-" + row.Data.Item1);

    public static TheoryData<string> Folders { get; } = new("files", "charset", "study");

    /// <summary>Bit for bit: storescp --bit-preserving writes what it received, our server too.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Files_arrive_at_storescp_bit_for_bit(string folder)
    {
        foreach (string[] files in BatchesOf(folder))
        {
            using StoreScp peer = new("+xa", "--bit-preserving");

            IReadOnlyList<StoreResult> results = Send(peer.Port, files).ShouldStore(files);

            Assert.All(results, result => Assert.Equal(InstanceBytes.TransferSyntaxOf(result.Path), result.TransferSyntaxUid));
            string[] received = [.. files.Select(path => peer.FileOf(InstanceBytes.SopInstanceOf(path)))];
            Assert.All(files.Zip(received), pair => AssertSent(InstanceBytes.DataSetOf(pair.First), InstanceBytes.DataSetOf(pair.Second)));
            Assert.Equal(Dcmtk.DumpDataSets(files), Dcmtk.DumpDataSets(received));
        }
    }

    [Theory]
    [InlineData("files")]
    [InlineData("study")]
    public void Files_are_read_as_dcmdump_reads_them(string folder)
    {
        Assert.NotEmpty(RealFiles(folder));
        Assert.All(TestFiles.In(folder), DumpComparison.AssertSame);
    }

    /// <summary>
    /// storescu encodes anew with explicit lengths, and so does storescp without --bit-preserving: what dcmconv makes of
    /// both files is the same.
    /// </summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Files_arrive_from_storescu(string folder)
    {
        DicomServer server = StartServer();
        foreach (string[] files in BatchesOf(folder))
        {
            foreach (IGrouping<string, string> sameOption in files.GroupBy(OptionOf))
            {
                StoreScu(server, ["-R", sameOption.Key], sameOption).ShouldSucceed();
            }

            Assert.All(files, path =>
            {
                string stored = StoredFileOf(path);
                Assert.Equal(InstanceBytes.TransferSyntaxOf(path), InstanceBytes.TransferSyntaxOf(stored));
                Assert.Equal(Normal(path), Normal(stored));
            });
        }

        Assert.Equal(RealFiles(folder).Length, server.Counters.Instances);
        Assert.Equal(0, server.Counters.Failures);
    }

    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    public void Uncompressed_files_are_converted_as_dcmtk_converts_them(string accepted)
    {
        HashSet<string> sopClasses = [TestInstances.CTImageStorage, TestInstances.MRImageStorage, TestInstances.SecondaryCaptureImageStorage];
        foreach (string[] batch in BatchesOf("files"))
        {
            string[] files =
            [
                .. batch.Where(path => TransferSyntax.Find(InstanceBytes.TransferSyntaxOf(path)) is { CanConvert: true }
                    && sopClasses.Contains(Engine.Data.InstanceFile.Read(path).SopClassUid)),
            ];
            if (files.Length == 0)
            {
                continue;
            }

            using StoreScp peer = StoreScpAccepting([accepted], "--bit-preserving");

            IReadOnlyList<StoreResult> results = Send(peer.Port, files).ShouldStore(files);

            Assert.All(results, result => Assert.Equal(accepted, result.TransferSyntaxUid));
            Assert.All(files, path => Assert.Equal(Normal(path), Normal(peer.FileOf(InstanceBytes.SopInstanceOf(path)))));
        }
    }

    [Fact]
    public void Files_of_a_peer_without_compression_are_stored_or_told()
    {
        string[] files = RealFiles("files");
        using StoreScp peer = new("--bit-preserving");

        Sending sending = Send(peer.Port, files);

        Assert.Equal(files.Length, sending.Results.Count);
        Assert.All(sending.Results, result =>
        {
            bool isPlain = TransferSyntax.Find(InstanceBytes.TransferSyntaxOf(result.Path)) is { CanConvert: true };
            Assert.Equal(isPlain, result.IsStored);
            Assert.Equal(isPlain ? null : DicomErrorId.NoAcceptedContext, result.Error?.ErrorId);
        });
        Assert.Equal(
            sending.Results.Where(result => result.IsStored).Select(result => result.SopInstanceUid).Distinct().Count(), peer.Files.Length);
    }

    // No VRs in implicit VR: a dictionary that knows more private elements than the other makes no difference.
    private static byte[] Normal(string path) =>
        Dcmtk.Normalize(path, TransferSyntax.Find(InstanceBytes.TransferSyntaxOf(path)) is { CanConvert: true } ? "+ti" : "+t=");

    private static string OptionOf(string path) => InstanceBytes.TransferSyntaxOf(path) switch
    {
        Uids.DeflatedExplicitVRLittleEndian => "-xd",
        Uids.ExplicitVRBigEndian => "-xb",
        Uids.ImplicitVRLittleEndian => "-xi",
        var uid => StoreScuOptions.GetValueOrDefault(uid, "-xe"),
    };

    // Deflated bytes of an odd number are padded (PS3.5 section A.5).
    private static void AssertSent(byte[] file, byte[] received) =>
        Assert.Equal(file.Length % 2 == 0 ? file : [.. file, 0], received);

    // Some files are one instance in several transfer syntaxes: each in a batch of its own.
    private static IEnumerable<string[]> BatchesOf(string folder) => RealFiles(folder)
        .GroupBy(InstanceBytes.SopInstanceOf)
        .SelectMany(sameInstance => sameInstance.Select((path, index) => (path, index)))
        .GroupBy(file => file.index, file => file.path, (_, paths) => paths.ToArray());

    // The index of a medium is no instance.
    private static string[] RealFiles(string folder)
    {
        Assert.SkipWhen(TestFiles.Folder is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        return [.. TestFiles.In(folder).Where(path => Path.GetFileName(path) != "DICOMDIR")];
    }
}
