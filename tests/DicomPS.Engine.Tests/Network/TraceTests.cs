using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Tracing;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>What a trace tells of associations, and what it never tells.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Passcode = "verysecretpasscode";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_text_tells_every_pdu_of_both_sides()
    {
        string[] requestor = await EchoAsync(".txt", UserIdentity.FromPasscode("SMITH", Passcode).WithResponseRequested());
        string[] heads = [.. Heads(requestor)];
        Assert.StartsWith("connected to 127.0.0.1:", heads[0], StringComparison.Ordinal);
        Assert.Equal(
            ["sent     A-ASSOCIATE-RQ", "received A-ASSOCIATE-AC", "sent     P-DATA-TF", "received P-DATA-TF", "sent     A-RELEASE-RQ", "received A-RELEASE-RP", "closed"],
            heads[1..].Select(head => head.Split(',')[0]));
        Assert.Contains("    calling AE title: REQUESTOR", requestor);
        Assert.Contains("    presentation context 1: Verification SOP Class (1.2.840.10008.1.1)", requestor);
        Assert.Contains("    presentation context 1: 0, accepted: Implicit VR Little Endian (1.2.840.10008.1.2)", requestor);
        Assert.Contains("    presentation context 3: 3, abstract syntax not supported", requestor);
        Assert.Contains($"    user identity: user name SMITH, passcode of {Passcode.Length} bytes, response requested", requestor);
        Assert.Contains("        (0000,0100) US CommandField: 48 (C-ECHO-RQ)", requestor);
        Assert.Contains("        (0000,0900) US Status: 0 (0000H, Success)", requestor);
        Assert.Equal(
            ["received A-ASSOCIATE-RQ", "sent     A-ASSOCIATE-AC", "received P-DATA-TF", "sent     P-DATA-TF", "received A-RELEASE-RQ", "sent     A-RELEASE-RP", "closed"],
            Heads(File.ReadAllLines(folder.PathOf("server.txt")))[1..].Select(head => head.Split(',')[0]));
    }

    [Theory]
    [InlineData(".txt")]
    [InlineData(".pcapng")]
    public async Task Passcodes_are_in_no_trace(string extension)
    {
        await EchoAsync(extension, UserIdentity.FromPasscode("SMITH", Passcode));
        await EchoAsync(extension, UserIdentity.FromJsonWebToken(Passcode));
        await EchoAsync(extension, UserIdentity.FromKerberosTicket(Encoding.UTF8.GetBytes(Passcode)));
        Assert.All(folder.Files, file =>
            Assert.DoesNotContain(Passcode, Encoding.Latin1.GetString(File.ReadAllBytes(folder.PathOf(file))), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(".txt", false)]
    [InlineData(".txt", true)]
    [InlineData(".pcapng", false)]
    [InlineData(".pcapng", true)]
    public async Task Values_of_data_sets_are_in_a_trace_only_where_they_are_asked_for(string extension, bool includesData)
    {
        const string Patient = "TRACED^PATIENT";
        await StoreAsync(extension, includesData, new DataSetBuilder().Text(0x00080018, "UI", "1.2.3").Text(0x00100010, "PN", Patient));
        string trace = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(folder.PathOf("trace" + extension), Token));
        Assert.Equal(includesData, trace.Contains(Patient, StringComparison.Ordinal));
        if (extension == ".txt")
        {
            Assert.Contains("        (0000,0100) US CommandField: 1 (C-STORE-RQ)\n", trace, StringComparison.Ordinal);
            Assert.Equal(includesData, trace.Contains("        (0010,0010) PN PatientName: TRACED^PATIENT\n", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_large_data_set_is_shown_from_its_beginning_and_counted_whole()
    {
        await StoreAsync(".txt", includesData: true, new DataSetBuilder()
            .Text(0x00080018, "UI", "1.2.3").Text(0x00100020, "LO", "P-1").Element(0x7FE00010, "OB", new byte[2_000_000]));
        string[] trace = await File.ReadAllLinesAsync(folder.PathOf("trace.txt"), Token);
        Assert.Contains("        (0010,0020) LO PatientID: P-1", trace);
        Assert.Single(trace, line => line.Contains("bytes, of which the trace shows the first 65536", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deflated_data_set_is_shown_and_a_bomb_is_not_followed()
    {
        byte[] values = new DataSetBuilder().Text(0x00100020, "LO", "P-1").Element(0x7FE00010, "OB", new byte[50_000_000]).ToArray();
        using MemoryStream deflated = new();
        await using (DeflateStream compressor = new(deflated, CompressionLevel.Optimal, leaveOpen: true))
        {
            await compressor.WriteAsync(values, Token);
        }

        string[] lines = [.. DataSetText.Lines(deflated.ToArray(), deflated.Length, TransferSyntax.DeflatedExplicitVRLittleEndian)];
        Assert.Equal("(0010,0020) LO PatientID: P-1", lines[0]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task The_packets_of_a_capture_have_the_sizes_of_the_pdus()
    {
        await StoreAsync(".pcapng", includesData: false, new DataSetBuilder().Text(0x00080018, "UI", "1.2.3").Element(0x7FE00010, "OB", new byte[500_000]));
        byte[] bytes = await File.ReadAllBytesAsync(folder.PathOf("trace.pcapng"), Token);
        long kept = 0;
        long original = 0;
        for (int offset = 0; offset < bytes.Length;)
        {
            uint type = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset + 4));
            Assert.Equal(length, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset + length - 4)));
            if (type == 6)
            {
                kept += BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset + 20));
                original += BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset + 24));
            }

            offset += length;
        }

        Assert.InRange(kept, 500, 5_000);
        Assert.InRange(original, 500_000, 505_000);
    }

    [Fact]
    public async Task One_file_takes_many_associations_at_a_time_and_nothing_is_missing()
    {
        await using StorageServer server = new(changeEntity: entity => entity.MaximumAssociations = 20);
        PduTrace trace = PduTrace.Create(folder.PathOf("trace.txt"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using Association association = await Association.ConnectAsync(
                Requestor(), new("127.0.0.1", server.Server.Port) { Trace = trace, AcseTimeout = TimeSpan.FromSeconds(60) }, Token);
            for (int i = 0; i < 10; i++)
            {
                await association.EchoAsync(Token);
            }

            await association.ReleaseAsync(Token);
        })).Soon();
        await trace.DisposeAsync().AsTask().Soon();
        string[] heads = Heads(await File.ReadAllLinesAsync(folder.PathOf("trace.txt"), Token));
        Assert.Equal(400, heads.Count(head => head.Contains("P-DATA-TF", StringComparison.Ordinal)));
        Assert.Equal(20, heads.Count(head => head == "closed"));
        Assert.Null(trace.Fault);
    }

    [Fact]
    public async Task A_writer_that_is_slow_is_waited_for()
    {
        const int Echoes = 100;
        await using StorageServer server = new();
        SlowFormat format = new();
        PduTrace trace = PduTrace.Of("slow", format);
        await using (Association association = await Association.ConnectAsync(Requestor(), new("127.0.0.1", server.Server.Port) { Trace = trace }, Token))
        {
            for (int i = 0; i < Echoes; i++)
            {
                await association.EchoAsync(Token);
            }

            await association.ReleaseAsync(Token);
        }

        await trace.DisposeAsync().AsTask().Soon();
        Assert.Null(trace.Fault);
        Assert.Equal(4 + 2 * Echoes, format.Pdus.Count);
        Assert.All(format.Pdus.Index(), pdu => Assert.Equal(pdu.Index % 2 == 0, pdu.Item.IsSent));
    }

    [Fact]
    public async Task What_is_no_dicom_is_told_without_its_bytes()
    {
        PduTrace trace = PduTrace.Create(folder.PathOf("server.txt"));
        await using (StorageServer server = new(options => options.Trace = trace))
        {
            using ScriptedPeer peer = await ScriptedPeer.ConnectAsync(server.Server.Port);
            await peer.SendAsync("GET / HTTP/1.1\r\nSecret: abc\r\n\r\n"u8.ToArray());
            await peer.ReceiveAsync<Abort>();
        }

        string text = await File.ReadAllTextAsync(folder.PathOf("server.txt"), Token);
        Assert.Contains("sent     A-ABORT, 10 bytes", text, StringComparison.Ordinal);
        Assert.Contains("of a PDU that is not whole", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_a_peer_makes_no_lines_of_its_own()
    {
        AssociateRq request = new() { CalledAETitle = "A\nforged", CallingAETitle = "\u001b[31mRED", UserInformation = new() };
        Assert.DoesNotContain(AssociationText.Lines(request), line => line.Any(char.IsControl));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void A_secret_in_a_damaged_request_is_masked_or_cut_off(int missing)
    {
        AssociateRq request = new()
        {
            CalledAETitle = "A",
            CallingAETitle = "B",
            UserInformation = new() { UserIdentityRq = UserIdentity.FromPasscode("SMITH", Passcode).ToItem() },
        };
        byte[] bytes = request.Encode()[..^missing];
        int sure = IdentityMask.Apply(bytes);
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(bytes.AsSpan(0, sure)), StringComparison.Ordinal);
        Assert.Equal(missing == 0, sure == bytes.Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_at_the_start()
    {
        Assert.Throws<ArgumentException>(() => PduTrace.Create(folder.PathOf("trace.log")));
        Assert.Throws<DirectoryNotFoundException>(() => PduTrace.Create(folder.PathOf("missing", "trace.txt")));
        await using PduTrace trace = PduTrace.Create(folder.PathOf("trace.txt"));
        Assert.Throws<IOException>(() => PduTrace.Create(folder.PathOf("trace.txt")));
    }

    [Fact]
    public async Task A_disk_that_is_full_ends_the_trace_and_no_association()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "the system has no device that is always full");
        await using StorageServer server = new();
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write);
        PduTrace trace = PduTrace.Of("/dev/full", new TextTrace(full));
        await using (Association association = await Association.ConnectAsync(Requestor(), new("127.0.0.1", server.Server.Port) { Trace = trace }, Token))
        {
            Assert.True((await association.EchoAsync(Token)).Status.IsSuccess);
            await association.ReleaseAsync(Token);
        }

        await trace.DisposeAsync().AsTask().Soon();
        Assert.IsType<IOException>(trace.Fault, exactMatch: false);
    }

    // The heads of the entries, without time and number.
    private static string[] Heads(string[] lines) =>
        [.. lines.Where(line => line.Contains(" [", StringComparison.Ordinal) && line[0] is >= '0' and <= '9').Select(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..])];

    private async Task<string[]> EchoAsync(string extension, UserIdentity identity)
    {
        PduTrace serverTrace = PduTrace.Create(folder.PathOf("server" + extension));
        await using (StorageServer server = new(options =>
        {
            options.Trace = serverTrace;
            options.Contexts = PrebuiltContexts.ForService(DicomServiceClass.Verification);
        }))
        {
            await using PduTrace trace = PduTrace.Create(folder.PathOf("trace" + extension));
            await using Association association = await Association.ConnectAsync(
                Requestor(), new("127.0.0.1", server.Server.Port) { Trace = trace, UserIdentity = identity }, Token);
            await association.EchoAsync(Token);
            await association.ReleaseAsync(Token);
        }

        return await File.ReadAllLinesAsync(folder.PathOf("trace" + extension), Token);
    }

    private async Task StoreAsync(string extension, bool includesData, DataSetBuilder dataSet)
    {
        PduTrace trace = PduTrace.Create(folder.PathOf("trace" + extension), includesData);
        await using StorageServer server = new(options => options.Trace = trace, entity => entity.MaximumPduLength = 0);
        await server.StoreAsync("1.2.3", dataSet.ToArray());
    }

    private sealed class SlowFormat : ITraceFormat
    {
        public List<TracedPdu> Pdus { get; } = [];

        public void Write(TraceEntry entry)
        {
            Thread.Sleep(2);
            if (entry.Pdu is { } pdu)
            {
                Pdus.Add(pdu);
            }
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
