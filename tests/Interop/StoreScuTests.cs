using System.Globalization;
using DicomPS.Engine;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>
/// storescu into Start-DicomServer. storescu reads a file and encodes it anew, with explicit lengths of sequences; the
/// files made here have no sequences, so what it sends in the file's transfer syntax are the bytes of the file. Where
/// it converts, or deflates, the comparison is with what dcmconv or dcmdump make of the file.
/// </summary>
public sealed class StoreScuTests : InteropTest
{
    [Theory]
    [InlineData(TestInstances.ImplicitVRLittleEndian)]
    [InlineData(TestInstances.ExplicitVRLittleEndian)]
    [InlineData(TestInstances.ExplicitVRBigEndian, "-xb")]
    [InlineData(TestInstances.JpegBaseline8Bit, "-xy")]
    [InlineData(TestInstances.RleLossless, "-xr")]
    [InlineData(TestInstances.ImplicitVRLittleEndian, "-xi")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-xe")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-x=")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-R")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "-R", "-xe", "-aet", "WARD 7", "-aec", "ARCHIVE")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "--max-pdu", "4096")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "--max-pdu", "131072")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "--max-send-pdu", "4096")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "--max-send-pdu", "131072")]
    [InlineData(TestInstances.ExplicitVRLittleEndian, "--user", "someone", "--password", "secret")]
    public void The_bytes_of_the_data_set_arrive(string transferSyntax, params string[] options)
    {
        DicomServer server = StartServer();
        string sent = NewFile(transferSyntaxUid: transferSyntax, rows: 3000);

        StoreScu(server, options, sent).ShouldSucceed();

        string stored = Assert.Single(StoredFiles);
        Assert.Equal(transferSyntax, InstanceBytes.TransferSyntaxOf(stored));
        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(stored));
        Assert.Equal(Dcmtk.DumpDataSets(sent), Dcmtk.DumpDataSets(stored));
        Assert.Equal(1, server.Counters.Instances);
        Assert.Equal(InstanceBytes.DataSetOf(sent).Length, server.Counters.Bytes);
        Assert.Equal(0, server.Counters.Failures);
    }

    [Theory]
    [MemberData(nameof(CompressedTransferSyntaxes.ByOption), MemberType = typeof(CompressedTransferSyntaxes))]
    public void A_compressed_data_set_arrives_as_it_is(string option, string transferSyntax)
    {
        DicomServer server = StartServer();
        string sent = NewEncapsulatedFile(transferSyntax);

        StoreScu(server, ["-" + option], sent).ShouldSucceed();

        string stored = Assert.Single(StoredFiles);
        Assert.Equal(transferSyntax, InstanceBytes.TransferSyntaxOf(stored));
        Assert.Equal(transferSyntax, Dcmtk.DumpMeta(stored, "0002,0010"));
        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(stored));
    }

    [Fact]
    public void A_deflated_data_set_arrives()
    {
        DicomServer server = StartServer("-Context (New-DicomPresentationContext CTImageStorage -TransferSyntax DeflatedExplicitVRLittleEndian)");
        string sent = NewFile(transferSyntaxUid: TestInstances.DeflatedExplicitVRLittleEndian);

        StoreScu(server, ["-xd"], sent).ShouldSucceed();

        // storescu inflates the file and deflates it again: the bytes depend on its zlib, the content does not.
        string stored = Assert.Single(StoredFiles);
        Assert.Equal(TestInstances.DeflatedExplicitVRLittleEndian, InstanceBytes.TransferSyntaxOf(stored));
        Assert.Equal(Dcmtk.DumpDataSets(sent), Dcmtk.DumpDataSets(stored));
        Assert.Equal(Dcmtk.Normalize(sent, "+te"), Dcmtk.Normalize(stored, "+te"));
    }

    [Theory]
    [InlineData("ImplicitVRLittleEndian", TestInstances.ImplicitVRLittleEndian, "+ti")]
    [InlineData("ExplicitVRLittleEndian", TestInstances.ExplicitVRLittleEndian, "+te")]
    [InlineData("ExplicitVRBigEndian", TestInstances.ExplicitVRBigEndian, "+tb")]
    public void The_server_has_the_transfer_syntax_it_asks_for(string keyword, string uid, string dcmconv)
    {
        DicomServer server = StartServer($"-Context (New-DicomPresentationContext CTImageStorage -TransferSyntax {keyword})");
        string[] sent =
        [
            NewFile(transferSyntaxUid: TestInstances.ImplicitVRLittleEndian),
            NewFile(transferSyntaxUid: TestInstances.ExplicitVRLittleEndian),
            NewFile(transferSyntaxUid: TestInstances.ExplicitVRBigEndian),
        ];

        StoreScu(server, [], sent).ShouldSucceed();

        Assert.All(sent, path =>
        {
            string stored = StoredFileOf(path);
            Assert.Equal(uid, InstanceBytes.TransferSyntaxOf(stored));
            Assert.Equal(Dcmtk.Normalize(path, dcmconv), InstanceBytes.DataSetOf(stored));
        });
    }

    [Fact]
    public void The_meta_header_says_where_the_file_comes_from()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE)");
        string sent = NewFile(TestInstances.MRImageStorage);

        StoreScu(server, ["-aet", "MODALITY 1", "-aec", "ARCHIVE"], sent).ShouldSucceed();

        string stored = Assert.Single(StoredFiles);
        Assert.Equal(@"00\01", Dcmtk.DumpMeta(stored, "0002,0001"));
        Assert.Equal(TestInstances.MRImageStorage, Dcmtk.DumpMeta(stored, "0002,0002"));
        Assert.Equal(InstanceBytes.SopInstanceOf(sent), Dcmtk.DumpMeta(stored, "0002,0003"));
        Assert.Equal(TestInstances.ExplicitVRLittleEndian, Dcmtk.DumpMeta(stored, "0002,0010"));
        Assert.Equal(Implementation.ClassUid, Dcmtk.DumpMeta(stored, "0002,0012"));
        Assert.Equal(Implementation.VersionName, Dcmtk.DumpMeta(stored, "0002,0013"));
        Assert.Equal("MODALITY 1", Dcmtk.DumpMeta(stored, "0002,0016"));
        Dcmtk.Run("dcmftest", stored).ShouldSucceed();
    }

    [Theory]
    [InlineData]
    [InlineData("+C")]
    [InlineData("-R")]
    [InlineData("+C", "-xs")]
    public void Many_contexts_are_negotiated(params string[] options)
    {
        DicomServer server = StartServer();
        string[] sent =
        [
            NewFile(TestInstances.CTImageStorage),
            NewFile(TestInstances.MRImageStorage, TestInstances.ImplicitVRLittleEndian),
            NewFile(TestInstances.SecondaryCaptureImageStorage, TestInstances.ImplicitVRLittleEndian),
        ];

        string log = StoreScu(server, ["-d", .. options], sent).ShouldSucceed().Output;

        // Without -R, storescu proposes its whole list; with +C a context for each class, otherwise two.
        int accepted = log.Split("(Accepted)").Length - 1;
        Assert.Equal(options is ["-R"] ? 6 : options.Contains("+C") ? 64 : 128, accepted);
        Assert.DoesNotContain("Not Supported)", log, StringComparison.Ordinal);
        Assert.Equal(3, server.Counters.Instances);

        // With +C, the server's first choice among the four uncompressed ones converts the explicit file.
        Assert.All(sent, path => Assert.Equal(Dcmtk.Normalize(path, "+ti"), Dcmtk.Normalize(StoredFileOf(path), "+ti")));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1024)]
    [InlineData(4096)]
    [InlineData(5000)]
    [InlineData(131072)]
    [InlineData(0)]
    public void The_server_sets_the_length_of_the_fragments(int maximum)
    {
        DicomServer server = StartServer(string.Create(CultureInfo.InvariantCulture, $"-AE (New-DicomAE ARCHIVE -MaximumPduLength {maximum})"));
        string sent = NewFile(rows: 3000);

        string log = StoreScu(server, ["-d", "--max-send-pdu", "131072"], sent).ShouldSucceed().Output;

        Assert.Contains($"Their Max PDU Receive Size:  {maximum}", log, StringComparison.Ordinal);
        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(Assert.Single(StoredFiles)));
    }

    [Fact]
    public void A_folder_tree_is_received_in_one_association()
    {
        DicomServer server = StartServer();
        string[] sent = [.. Enumerable.Range(0, 60).Select(i => TestInstances.WriteFile(
            InFolder("sent", $"{i % 4}", $"{i % 3}", $"{i}.dcm"), i % 2 == 0 ? TestInstances.CTImageStorage : TestInstances.MRImageStorage))];

        StoreScu(server, ["+sd", "+r"], InFolder("sent")).ShouldSucceed();

        Assert.Equal(60, server.Counters.Instances);
        Assert.Equal(1, server.Counters.TotalAssociations);
        Assert.Equal(60, StoredFiles.Length);
        Assert.All(sent, path => Assert.Equal(InstanceBytes.DataSetOf(path), InstanceBytes.DataSetOf(StoredFileOf(path))));
    }

    [Fact]
    public void The_same_instance_over_and_over_is_one_file()
    {
        DicomServer server = StartServer();
        string sent = NewFile();

        StoreScu(server, ["--repeat", "10"], sent).ShouldSucceed();

        Assert.Equal(10, server.Counters.Instances);
        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(Assert.Single(StoredFiles)));
    }

    [Fact]
    public void Invented_instances_are_files_of_their_own()
    {
        DicomServer server = StartServer();

        StoreScu(server, ["--repeat", "10", "+II"], NewFile()).ShouldSucceed();

        Assert.Equal(10, StoredFiles.Length);
    }

    [Fact]
    public void Several_at_once_are_received()
    {
        DicomServer server = StartServer();
        string[][] batches = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 10).Select(_ => NewFile(rows: 1000)).ToArray())];

        ToolProcess[] senders = [.. batches.Select(batch => Dcmtk.Start("storescu", StoreScuArguments(server, [], batch)))];
        Assert.All(senders, sender =>
        {
            using (sender)
            {
                sender.Wait().ShouldSucceed();
            }
        });

        Assert.Equal(6, server.Counters.TotalAssociations);
        Assert.Equal(60, server.Counters.Instances);
        Assert.All(batches.SelectMany(batch => batch), path =>
            Assert.Equal(InstanceBytes.DataSetOf(path), InstanceBytes.DataSetOf(StoredFileOf(path))));
    }

    [Fact]
    public void An_abort_behind_the_answers_leaves_the_instances()
    {
        DicomServer server = StartServer();
        string[] sent = [NewFile(), NewFile()];

        StoreScu(server, ["--abort"], sent).ShouldSucceed();

        Assert.Equal(2, StoredFiles.Length);
        Wait.Until(() => server.Counters.OpenAssociations == 0, "the association is over");
        Assert.Equal(0, server.Counters.Failures);
        EchoScu(server).ShouldSucceed();
    }

    [Fact]
    public void A_sender_that_is_killed_leaves_whole_files_only()
    {
        DicomServer server = StartServer();
        string sent = NewFile(rows: 60_000);
        using (ToolProcess sender = Dcmtk.Start("storescu", StoreScuArguments(server, ["+II", "--repeat", "100000"], [sent])))
        {
            Wait.Until(() => server.Counters.Instances > 1 || sender.HasExited, "two instances are stored");
            sender.Kill();
        }

        Wait.Until(() => server.Counters.OpenAssociations == 0, "the association is over");
        Assert.Equal(server.Counters.Instances, StoredFiles.Length);
        int length = InstanceBytes.DataSetOf(sent).Length;
        Assert.All(StoredFiles, path => Assert.InRange(InstanceBytes.DataSetOf(path).Length, length - 128, length + 128));
        EchoScu(server).ShouldSucceed();
    }

    [Fact]
    public void A_transfer_syntax_that_the_server_lacks_is_told()
    {
        DicomServer server = StartServer("-Context ('SecondaryCaptureImageStorage', 'CTImageStorage' | New-DicomPresentationContext)");
        string compressed = NewEncapsulatedFile(TestInstances.JpegBaseline8Bit);
        string plain = NewFile();

        ToolRun run = StoreScu(server, ["-nh", "-xy"], compressed, plain);

        // It takes a context of the class in another transfer syntax and finds that it cannot convert to that.
        Assert.Contains("unable to convert dataset from 'JPEG Baseline'", run.Output, StringComparison.Ordinal);
        Assert.Equal(InstanceBytes.SopInstanceOf(plain), InstanceBytes.SopInstanceOf(Assert.Single(StoredFiles)));
    }

    [Fact]
    public void A_sop_class_that_the_server_lacks_is_told()
    {
        DicomServer server = StartServer("-Context (New-DicomPresentationContext CTImageStorage)");

        StoreScu(server, ["-R"], NewFile(TestInstances.MRImageStorage)).ShouldFailWith("No Acceptable Presentation Contexts");
        StoreScu(server, ["-R"], NewFile()).ShouldSucceed();

        Assert.Single(StoredFiles);
    }

    [Fact]
    public void Associations_are_rejected_as_echoes_are()
    {
        DicomServer server = StartServer("-AE (New-DicomAE ARCHIVE -RequireCalledTitle -AllowedCallingTitle CT1)");
        string sent = NewFile();

        StoreScu(server, ["-aec", "OTHER", "-aet", "CT1"], sent).ShouldFailWith("Called AE Title Not Recognized");
        StoreScu(server, ["-aec", "ARCHIVE", "-aet", "CT2"], sent).ShouldFailWith("Calling AE Title Not Recognized");
        Assert.Empty(StoredFiles);
        StoreScu(server, ["-aec", "ARCHIVE", "-aet", "CT1"], sent).ShouldSucceed();

        Assert.Equal(2, server.Counters.RejectedAssociations);
    }

    [Fact]
    public void A_duplicate_that_is_rejected_is_told()
    {
        DicomServer server = StartServer("-OnDuplicate Reject");
        string sent = NewFile();

        StoreScu(server, [], sent).ShouldSucceed();

        // Duplicate SOP Instance (PS3.7 section C.5.7), which DCMTK has no name for.
        StoreScu(server, ["-v"], sent).ShouldFailWith("Unknown Status: 0x111");

        Assert.Equal(InstanceBytes.DataSetOf(sent), InstanceBytes.DataSetOf(Assert.Single(StoredFiles)));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_answers_out_of_resources()
    {
        DicomServer server = StartServer();
        Directory.Delete(StoragePath);

        ToolRun run = StoreScu(server, ["-v"], NewFile());

        run.ShouldFailWith("Refused: OutOfResources");
        Assert.Equal(1, server.Counters.Failures);
    }

    [Fact]
    public void The_path_template_names_the_files()
    {
        DicomServer server = StartServer("-PathTemplate '{CallingAETitle}/{Modality}/{PatientID}/{SOPInstanceUID}.dcm'");
        string sent = NewFile(TestInstances.MRImageStorage);

        StoreScu(server, ["-aet", "MR1"], sent).ShouldSucceed();

        Assert.Equal(
            Path.Combine(StoragePath, "MR1", "MR", "TEST-1", InstanceBytes.SopInstanceOf(sent) + ".dcm"), Assert.Single(StoredFiles));
    }
}
