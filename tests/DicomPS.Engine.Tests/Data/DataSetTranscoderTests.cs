using System.IO.Compression;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

public class DataSetTranscoderTests
{
    private static readonly string[] Plain =
    [
        Uids.ImplicitVRLittleEndian, Uids.ExplicitVRLittleEndian, Uids.DeflatedExplicitVRLittleEndian, Uids.ExplicitVRBigEndian,
    ];

    public static TheoryData<string, string, bool> Pairs()
    {
        TheoryData<string, string, bool> pairs = [];
        foreach (string from in Plain)
        {
            foreach (string to in Plain)
            {
                pairs.Add(from, to, true);
                pairs.Add(from, to, false);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Every_pair_gives_what_the_standard_says(string from, string to, bool defined)
    {
        byte[] source = TestInstances.Encode(from, builder => SampleDataSet.Write(builder, defined));
        byte[] expected = TestInstances.Encode(to, builder => SampleDataSet.Write(builder, defined: false));
        byte[] converted = await Convert(source, from, to);
        Assert.Equal(0, converted.Length % 2);
        AssertBytes.Equal(Inflate(expected, to), Inflate(converted, to));
        AssertBytes.Equal(Inflate(TestInstances.Encode(from, builder => SampleDataSet.Write(builder, defined: false)), from), Inflate(await Convert(converted, to, from), from));
    }

    [Fact]
    public async Task A_source_that_gives_a_byte_at_a_time_makes_no_difference()
    {
        byte[] source = TestInstances.Encode(Uids.ExplicitVRBigEndian, builder => SampleDataSet.Write(builder, defined: true));
        byte[] expected = TestInstances.Encode(Uids.ExplicitVRLittleEndian, builder => SampleDataSet.Write(builder, defined: false));
        using TrickleStream trickle = new(source);
        using MemoryStream sink = new();
        await DataSetTranscoder.ConvertAsync(trickle, TransferSyntax.ExplicitVRBigEndian, sink, TransferSyntax.ExplicitVRLittleEndian, TestContext.Current.CancellationToken);
        AssertBytes.Equal(expected, sink.ToArray());
    }

    [Fact]
    public async Task Private_elements_lose_their_VR_in_implicit_encoding_but_no_byte()
    {
        static void Write(DataSetBuilder builder, string vr) => builder
            .Text(0x00090010, "LO", "MAKER 1")
            .Element(0x00091001, vr, [1, 2, 3, 4])
            .Sequence(0x00091002, defined: false, item => item.Text(0x00090010, "LO", "MAKER 2").Element(0x00091003, vr, [5, 6]));

        byte[] known = TestInstances.Encode(Uids.ExplicitVRLittleEndian, builder => Write(builder, "US"));
        byte[] @implicit = TestInstances.Encode(Uids.ImplicitVRLittleEndian, builder => Write(builder, "US"));
        byte[] unknown = TestInstances.Encode(Uids.ExplicitVRLittleEndian, builder => Write(builder, "UN"));
        byte[] bigEndian = TestInstances.Encode(Uids.ExplicitVRBigEndian, builder => Write(builder, "UN"));
        AssertBytes.Equal(@implicit, await Convert(known, Uids.ExplicitVRLittleEndian, Uids.ImplicitVRLittleEndian));
        AssertBytes.Equal(unknown, await Convert(@implicit, Uids.ImplicitVRLittleEndian, Uids.ExplicitVRLittleEndian));
        AssertBytes.Equal(bigEndian, await Convert(@implicit, Uids.ImplicitVRLittleEndian, Uids.ExplicitVRBigEndian));
        AssertBytes.Equal(@implicit, await Convert(bigEndian, Uids.ExplicitVRBigEndian, Uids.ImplicitVRLittleEndian));
    }

    [Fact]
    public async Task UN_of_undefined_length_is_a_sequence_in_implicit_VR()
    {
        DataSetBuilder foreign = new(explicitVr: false);
        foreign.Item(defined: false, item => item.Text(0x00080060, "CS", "CT").Words16(0x00280010, "US", 0x0102)).ItemHeader(0xFFFEE0DD, 0);
        foreach (bool bigEndian in new[] { false, true })
        {
            byte[] source = new DataSetBuilder(explicitVr: true, bigEndian)
                .Header(0x00091001, "UN", DataSetBuilder.Undefined).Raw(foreign.ToArray())
                .Words16(0x00280010, "US", 0x0304)
                .ToArray();
            byte[] expected = new DataSetBuilder()
                .Sequence(0x00091001, defined: false, item => item.Text(0x00080060, "CS", "CT").Words16(0x00280010, "US", 0x0102))
                .Words16(0x00280010, "US", 0x0304)
                .ToArray();
            AssertBytes.Equal(expected, await Convert(source, bigEndian ? Uids.ExplicitVRBigEndian : Uids.ExplicitVRLittleEndian, Uids.ExplicitVRLittleEndian));
        }
    }

    [Theory]
    [InlineData(65_534, "DS")]
    [InlineData(65_535, "UN")]
    [InlineData(65_536, "UN")]
    public async Task Values_too_long_for_their_VR_go_as_UN(int length, string vr)
    {
        byte[] value = [.. Enumerable.Repeat((byte)'1', length)];
        byte[] padded = length % 2 == 0 ? value : [.. value, 0];
        byte[] source = new DataSetBuilder(explicitVr: false).Element(0x30060050, "DS", value).ToArray();
        byte[] expected = new DataSetBuilder().Element(0x30060050, vr, padded).ToArray();
        AssertBytes.Equal(expected, await Convert(source, Uids.ImplicitVRLittleEndian, Uids.ExplicitVRLittleEndian));
    }

    [Fact]
    public async Task Values_of_odd_length_are_padded()
    {
        byte[] source = new DataSetBuilder()
            .Element(0x00080016, "UI", "1.2"u8.ToArray())
            .Element(0x00080060, "CS", "C"u8.ToArray())
            .Element(0x00091001, "UN", [1, 2, 3])
            .Sequence(0x00091002, defined: true, item => item.Element(0x00091003, "OW", [1, 2, 3]))
            .ToArray();
        byte[] expected = new DataSetBuilder(explicitVr: true, bigEndian: true)
            .Element(0x00080016, "UI", "1.2\0"u8.ToArray())
            .Element(0x00080060, "CS", "C "u8.ToArray())
            .Element(0x00091001, "UN", [1, 2, 3, 0])
            .Sequence(0x00091002, defined: false, item => item.Element(0x00091003, "OW", [2, 1, 3, 0]))
            .ToArray();
        AssertBytes.Equal(expected, await Convert(source, Uids.ExplicitVRLittleEndian, Uids.ExplicitVRBigEndian));
    }

    [Fact]
    public async Task Encapsulated_pixel_data_are_refused()
    {
        byte[] source = TestInstances.DataSetOf(TestInstances.Part10(transferSyntaxUid: Uids.RleLossless));
        DicomException error = await Assert.ThrowsAsync<DicomException>(() => Convert(source, Uids.ExplicitVRLittleEndian, Uids.ImplicitVRLittleEndian));
        Assert.Equal(DicomErrorId.NotDicom, error.ErrorId);
        Assert.Contains("(7FE0,0010)", error.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => Convert(source, Uids.RleLossless, Uids.ImplicitVRLittleEndian));
    }

    [Fact]
    public async Task A_failing_sink_and_a_cancelled_token_end_the_conversion()
    {
        byte[] source = TestInstances.Encode(Uids.ExplicitVRLittleEndian, builder => SampleDataSet.Write(builder, defined: true));
        CancellationToken cancelled = new(canceled: true);
        foreach (TransferSyntax to in new[] { TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.DeflatedExplicitVRLittleEndian })
        {
            using MemoryStream sink = new();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DataSetTranscoder.ConvertAsync(new MemoryStream(source), TransferSyntax.ExplicitVRLittleEndian, sink, to, cancelled));
            Assert.Equal(0, sink.Length);
            using MemoryStream full = new(new byte[10]);
            await Assert.ThrowsAsync<NotSupportedException>(() => DataSetTranscoder.ConvertAsync(new MemoryStream(source), TransferSyntax.ExplicitVRLittleEndian, full, to, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_object()
    {
        const int size = 1 << 30;
        byte[] head = new DataSetBuilder().Header(0x7FE00010, "OW", size).ToArray();
        using ZeroTailStream source = new(head, size);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await DataSetTranscoder.ConvertAsync(source, TransferSyntax.ExplicitVRLittleEndian, Stream.Null, TransferSyntax.ExplicitVRBigEndian, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, size / 4);
        Assert.Equal(head.Length + size, source.Position);
    }

    private static async Task<byte[]> Convert(byte[] source, string from, string to)
    {
        using MemoryStream sink = new();
        await DataSetTranscoder.ConvertAsync(new MemoryStream(source), TransferSyntax.Find(from)!, sink, TransferSyntax.Find(to)!, TestContext.Current.CancellationToken);
        return sink.ToArray();
    }

    private static byte[] Inflate(byte[] dataSet, string syntax)
    {
        if (syntax != Uids.DeflatedExplicitVRLittleEndian)
        {
            return dataSet;
        }

        using DeflateStream inflated = new(new MemoryStream(dataSet), CompressionMode.Decompress);
        using MemoryStream plain = new();
        inflated.CopyTo(plain);
        return plain.ToArray();
    }
}
