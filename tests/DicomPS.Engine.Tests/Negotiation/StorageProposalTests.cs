using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Tests.Network;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Negotiation;

public sealed class StorageProposalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private InstanceFile File(string sopClass = Uids.CTImageStorage, string transferSyntax = Uids.ExplicitVRLittleEndian) =>
        InstanceFile.Read(folder.Instance(sopClass, transferSyntax));

    private InstanceSource Source(string sopClass = Uids.CTImageStorage, string transferSyntax = Uids.ExplicitVRLittleEndian) =>
        InstanceSource.FromFile(folder.Instance(sopClass, transferSyntax));

    [Fact]
    public void Each_pair_has_a_context_of_its_own_and_each_class_one_for_the_uncompressed()
    {
        InstanceFile[] files =
        [
            File(),
            File(transferSyntax: Uids.JpegBaseline8Bit),
            File(Uids.MRImageStorage, Uids.RleLossless),
            File(),
            File(transferSyntax: Uids.JpegBaseline8Bit),
        ];

        StorageProposal proposal = Assert.Single(StorageProposal.Plan(files));
        Assert.Equal(files, proposal.Files);
        Assert.Equal(
            [
                (Uids.CTImageStorage, Uids.ExplicitVRLittleEndian),
                (Uids.CTImageStorage, string.Join('+', PresentationContext.DefaultTransferSyntaxes)),
                (Uids.CTImageStorage, Uids.JpegBaseline8Bit),
                (Uids.MRImageStorage, Uids.RleLossless),
                (Uids.MRImageStorage, string.Join('+', PresentationContext.DefaultTransferSyntaxes)),
            ],
            proposal.Contexts.Select(context => (context.AbstractSyntax, string.Join('+', context.TransferSyntaxes))));
    }

    [Fact]
    public void No_files_need_no_association() => Assert.Empty(StorageProposal.Plan([]));

    [Theory]
    [InlineData(64, 1, 1)]
    [InlineData(65, 1, 2)]
    [InlineData(129, 1, 3)]
    [InlineData(1, 127, 1)]
    [InlineData(1, 128, 2)]
    [InlineData(1, 300, 3)]
    [InlineData(3, 60, 2)]
    public void More_pairs_than_fit_go_over_several_associations(int classes, int transferSyntaxes, int associations)
    {
        InstanceFile[] files =
        [
            .. Enumerable.Range(1, transferSyntaxes).SelectMany(syntax => Enumerable.Range(1, classes).Select(sopClass =>
                File($"1.2.{sopClass}", $"1.3.{syntax}"))),
        ];

        IReadOnlyList<StorageProposal> proposals = StorageProposal.Plan(files);
        Assert.Equal(associations, proposals.Count);
        Assert.Equal(files.Length, proposals.Sum(proposal => proposal.Files.Count));
        Assert.Equal(files.ToHashSet(), proposals.SelectMany(proposal => proposal.Files).ToHashSet());
        Assert.All(proposals, proposal =>
        {
            Assert.InRange(proposal.Contexts.Count, 1, 128);
            Assert.Equal(proposal.Files.OrderBy(file => Array.IndexOf(files, file)), proposal.Files);
            Assert.All(proposal.Files, file =>
            {
                PresentationContext[] ofClass = [.. proposal.Contexts.Where(context => context.AbstractSyntax == file.SopClassUid)];
                Assert.Single(ofClass, context => context.TransferSyntaxes.SequenceEqual([file.TransferSyntaxUid]));
                Assert.Single(ofClass, context => context.TransferSyntaxes.SequenceEqual(PresentationContext.DefaultTransferSyntaxes));
            });
        });
    }

    [Fact]
    public void A_file_travels_in_its_own_transfer_syntax_where_it_can()
    {
        AcceptedContext[] accepted =
        [
            new(1, Uids.MRImageStorage, Uids.ExplicitVRLittleEndian),
            new(3, Uids.CTImageStorage, Uids.ImplicitVRLittleEndian),
            new(5, Uids.CTImageStorage, Uids.ExplicitVRLittleEndian),
            new(7, Uids.CTImageStorage, Uids.RleLossless),
        ];
        Assert.Equal((byte?)5, StorageProposal.Choose(Source(), accepted)?.Id);
        Assert.Equal((byte?)7, StorageProposal.Choose(Source(transferSyntax: Uids.RleLossless), accepted)?.Id);
        Assert.Equal((byte?)3, StorageProposal.Choose(Source(transferSyntax: Uids.DeflatedExplicitVRLittleEndian), accepted)?.Id);
        Assert.Equal((byte?)3, StorageProposal.Choose(Source(transferSyntax: Uids.ExplicitVRBigEndian), accepted)?.Id);
    }

    [Fact]
    public void A_file_that_cannot_be_labelled_truly_has_no_context()
    {
        AcceptedContext[] uncompressed = [new(1, Uids.CTImageStorage, Uids.ImplicitVRLittleEndian)];
        AcceptedContext[] compressed = [new(1, Uids.CTImageStorage, Uids.RleLossless), new(3, Uids.CTImageStorage, "1.3.1")];
        Assert.Null(StorageProposal.Choose(Source(transferSyntax: Uids.RleLossless), uncompressed));
        Assert.Null(StorageProposal.Choose(Source(transferSyntax: "1.3.2"), uncompressed));
        Assert.Null(StorageProposal.Choose(Source(), compressed));
        Assert.Null(StorageProposal.Choose(Source(transferSyntax: Uids.JpegBaseline8Bit), compressed));
        Assert.Null(StorageProposal.Choose(Source(Uids.MRImageStorage), uncompressed));
        Assert.Null(StorageProposal.Choose(Source(), []));
        Assert.Equal((byte?)3, StorageProposal.Choose(Source(transferSyntax: "1.3.1"), compressed)?.Id);
    }

    [Theory]
    [InlineData("NOT A UID")]
    [InlineData("1.2.840.010008.1.2")]
    [InlineData("ExplicitVRLittleEndian")]
    public void A_file_whose_transfer_syntax_is_no_uid_cannot_be_sent(string transferSyntax)
    {
        string path = folder.PathOf("a.dcm");
        string instance = Some.Uid();
        System.IO.File.WriteAllBytes(path, [
            .. TestInstances.Meta(Uids.CTImageStorage, instance, transferSyntax),
            .. TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: instance)),
        ]);
        DicomException error = Some.Fails(DicomErrorId.NotDicom, () => InstanceFile.Read(path));
        Assert.Contains("transfer syntax", error.Message, StringComparison.Ordinal);
    }
}
