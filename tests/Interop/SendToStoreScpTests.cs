using System.Globalization;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Send-DicomInstance into storescp, which with --bit-preserving writes the bytes it received.</summary>
public sealed class SendToStoreScpTests : StoreScpTest
{
    [Theory]
    [InlineData(TestInstances.ImplicitVRLittleEndian)]
    [InlineData(TestInstances.ExplicitVRLittleEndian)]
    [InlineData(TestInstances.ExplicitVRBigEndian)]
    [InlineData(TestInstances.DeflatedExplicitVRLittleEndian, "+xa")]
    [InlineData(TestInstances.JpegBaseline8Bit, "+xa")]
    [InlineData(TestInstances.RleLossless, "+xa")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "+xe")]
    [InlineData(TestInstances.ImplicitVRLittleEndian, "+xi")]
    [InlineData(TestInstances.ExplicitVRBigEndian, "+xb")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-pdu", "4096")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-pdu", "4097")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-pdu", "131072")]
    public void The_bytes_of_the_data_set_arrive(string transferSyntax, params string[] options)
    {
        using StoreScp peer = new([.. options, "--bit-preserving"]);
        string sent = NewFile(transferSyntaxUid: transferSyntax, rows: 3000);

        StoreResult result = Assert.Single(Send(peer.Port, [sent], "-AE MODALITY").ShouldStore(sent));

        Assert.Equal(transferSyntax, result.TransferSyntaxUid);
        Assert.Equal(InstanceBytes.DataSetOf(sent).Length, result.Bytes);
        string received = Assert.Single(peer.Files);
        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(received));
        Assert.Equal(Dcmtk.DumpDataSets(sent), Dcmtk.DumpDataSets(received));
        Assert.Equal(transferSyntax, Dcmtk.DumpMeta(received, "0002,0010"));
        Assert.Equal("MODALITY", Dcmtk.DumpMeta(received, "0002,0016"));
    }

    [Theory]
    [MemberData(nameof(CompressedTransferSyntaxes.ByOption), MemberType = typeof(CompressedTransferSyntaxes))]
    public void A_compressed_data_set_arrives_as_it_is(string option, string transferSyntax)
    {
        using StoreScp peer = new("+" + option, "--bit-preserving");
        string sent = NewEncapsulatedFile(transferSyntax);

        Send(peer.Port, [sent]).ShouldStore(sent);

        string received = Assert.Single(peer.Files);
        Assert.Equal(transferSyntax, InstanceBytes.TransferSyntaxOf(received));
        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(received));
    }

    /// <summary>Every uncompressed file into a peer that knows one transfer syntax alone: it is converted, if it has another.</summary>
    [Theory]
    [InlineData(TestInstances.ImplicitVRLittleEndian, "+ti")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "+te")]
    [InlineData(TestInstances.ExplicitVRBigEndian, "+tb")]
    [InlineData(TestInstances.DeflatedExplicitVRLittleEndian, "+te")]
    public void Uncompressed_files_are_converted_to_what_the_peer_accepts(string accepted, string dcmconv)
    {
        using StoreScp peer = StoreScpAccepting([accepted], "--bit-preserving");
        string[] sent =
        [
            NewFile(transferSyntaxUid: TestInstances.ImplicitVRLittleEndian),
            NewFile(transferSyntaxUid: TestInstances.ExplicitVRLittleEndian),
            NewFile(transferSyntaxUid: TestInstances.ExplicitVRBigEndian),
            NewFile(transferSyntaxUid: TestInstances.DeflatedExplicitVRLittleEndian),
        ];

        IReadOnlyList<StoreResult> results = Send(peer.Port, sent).ShouldStore(sent);

        Assert.All(results, result => Assert.Equal(accepted, result.TransferSyntaxUid));
        Assert.All(sent, path =>
        {
            string received = peer.FileOf(InstanceBytes.SopInstanceOf(path));
            Assert.Equal(accepted, InstanceBytes.TransferSyntaxOf(received));
            Assert.Equal(Dcmtk.Normalize(path, dcmconv), Dcmtk.Normalize(received, dcmconv));
            if (accepted == TestInstances.ExplicitVRLittleEndian)
            {
                Assert.Equal(Dcmtk.Normalize(path, "+te"), InstanceBytes.DataSetOf(received));
            }
        });
    }

    [Theory]
    [InlineData]
    [InlineData("+xa")]
    [InlineData("+xe")]
    [InlineData("+xi")]
    [InlineData("+xb")]
    [InlineData("+xs")]
    [InlineData("+xd")]
    public void Storescp_reads_what_it_receives(params string[] options)
    {
        // Without --bit-preserving it parses each data set and writes it anew.
        using StoreScp peer = new(options);
        string[] sent =
        [
            NewFile(transferSyntaxUid: TestInstances.ImplicitVRLittleEndian),
            NewFile(transferSyntaxUid: TestInstances.ExplicitVRLittleEndian),
            NewFile(TestInstances.MRImageStorage, TestInstances.ExplicitVRBigEndian),
            NewFile(transferSyntaxUid: TestInstances.DeflatedExplicitVRLittleEndian),
        ];

        Send(peer.Port, sent).ShouldStore(sent);

        Assert.All(sent, path => Assert.Equal(
            Dcmtk.Normalize(path, "+te"), Dcmtk.Normalize(peer.FileOf(InstanceBytes.SopInstanceOf(path)), "+te")));
    }

    [Fact]
    public void A_compressed_file_that_the_peer_lacks_fails_alone()
    {
        using StoreScp peer = new();
        string[] sent = [NewFile(), NewEncapsulatedFile(TestInstances.JpegBaseline8Bit), NewFile(TestInstances.SecondaryCaptureImageStorage)];

        Sending sending = Send(peer.Port, sent);

        Assert.Equal(sent, sending.Results.Select(result => result.Path));
        Assert.Equal([true, false, true], sending.Results.Select(result => result.IsStored));
        Assert.Equal(DicomErrorId.NoAcceptedContext, sending.Results[1].Error!.ErrorId);
        Assert.Equal("NoAcceptedContext", Assert.Single(sending.ErrorIds));
        Assert.Contains("JPEG Baseline", Assert.Single(sending.Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(2, peer.Files.Length);
    }

    [Fact]
    public void A_file_that_is_not_dicom_fails_alone()
    {
        using StoreScp peer = new();
        string text = InFolder("sent", "notes.txt");
        string sent = NewFile();
        File.WriteAllText(text, "This is not DICOM, however long the text becomes. This is not DICOM, however long the text becomes.");

        Sending sending = Send(peer.Port, [InFolder("sent")]);

        Assert.Equal("NotDicom", Assert.Single(sending.ErrorIds));
        Assert.Equal(text, Assert.Single(sending.Results, result => !result.IsStored).Path);
        Assert.Equal(sent, Assert.Single(sending.Results, result => result.IsStored).Path);
    }

    [Fact]
    public void A_folder_tree_is_sent_over_one_association()
    {
        using StoreScp peer = new("--bit-preserving");
        string[] sent = [.. Enumerable.Range(0, 60).Select(i => TestInstances.WriteFile(
            InFolder("sent", $"{i % 4}", $"{i % 3}", $"{i}.dcm"), i % 2 == 0 ? TestInstances.CTImageStorage : TestInstances.MRImageStorage))];

        Send(peer.Port, [InFolder("sent")], "-Recurse").ShouldStore(sent);

        Assert.Equal(1, Associations(peer));
        Assert.All(sent, path => Assert.Equal(
            InstanceBytes.DataSetOf(path), InstanceBytes.DataSetOf(peer.FileOf(InstanceBytes.SopInstanceOf(path)))));
    }

    [Fact]
    public void Files_travel_over_an_association_that_is_open()
    {
        using StoreScp peer = new("--bit-preserving");
        string[] sent = [NewFile(), NewFile(transferSyntaxUid: TestInstances.ExplicitVRBigEndian), NewFile(TestInstances.MRImageStorage)];

        Sending sending = new(PowerShell.Invoke(
            """
            $association = Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext CTImageStorage -TransferSyntax ImplicitVRLittleEndian)
            $paths | Send-DicomInstance -Association $association
            Disconnect-DicomAssociation $association
            """,
            ("port", peer.Port),
            ("paths", sent)));

        Assert.Equal([true, true, false], sending.Results.Select(result => result.IsStored));
        Assert.Equal("NoAcceptedContext", Assert.Single(sending.ErrorIds));
        Assert.Equal(1, Associations(peer));
        Assert.Equal(2, peer.Files.Length);
        Assert.All(sent[..2], path => Assert.Equal(
            Dcmtk.Normalize(path, "+ti"), InstanceBytes.DataSetOf(peer.FileOf(InstanceBytes.SopInstanceOf(path)))));
    }

    [Fact]
    public void More_contexts_than_one_association_holds_go_over_several()
    {
        // Some of the classes are younger than DCMTK 3.6.7: without --promiscuous it refuses those.
        using StoreScp peer = new("+xa", "--promiscuous", "--bit-preserving");
        string[] sopClasses =
        [
            .. UidDictionary.OfService(DicomServiceClass.Storage).Where(uid => !uid.IsRetired).Select(uid => uid.Uid).Take(90),
        ];
        Assert.Equal(90, sopClasses.Length);
        string[] sent =
        [
            .. sopClasses.Select(uid => NewFile(uid)),
            .. sopClasses.Take(10).Select(uid => NewEncapsulatedFile(TestInstances.JpegBaseline8Bit, uid)),
            .. sopClasses.Take(10).Select(uid => NewEncapsulatedFile(TestInstances.RleLossless, uid)),
        ];

        IReadOnlyList<StoreResult> results = Send(peer.Port, sent).ShouldStore(sent);

        // 90 classes with two contexts each, and 20 for the compressed ones.
        Assert.Equal(2, Associations(peer));
        Assert.Equal(110, results.Count);
        Assert.All(sent, path => Assert.Equal(
            InstanceBytes.DataSetOf(path), InstanceBytes.DataSetOf(peer.FileOf(InstanceBytes.SopInstanceOf(path)))));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(131072)]
    [InlineData(0)]
    public void The_own_maximum_suits_storescp(int maximum)
    {
        using StoreScp peer = new("-d");
        string sent = NewFile();

        Send(peer.Port, [sent], string.Create(CultureInfo.InvariantCulture, $"-MaximumPduLength {maximum}")).ShouldStore(sent);

        Assert.Contains($"Their Max PDU Receive Size:  {maximum}", peer.Log, StringComparison.Ordinal);
    }

    // Those that came with a request; the probing at the beginning is none.
    private static int Associations(StoreScp peer) => peer.Log.Split("Association Acknowledged").Length - 1;
}
