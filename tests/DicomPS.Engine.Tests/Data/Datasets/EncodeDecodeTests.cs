using System.Collections;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Data sets as bytes in memory, and the VRs that implicit VR leaves to the reader.</summary>
public sealed class EncodeDecodeTests
{
    private static readonly DicomTag ReferencedSeries = new(0x0008, 0x1115);
    private static readonly DicomTag SmallestPixel = new(0x0028, 0x0106);
    private static readonly DicomTag WaveformData = new(0x5400, 0x1010);
    private static readonly DicomTag LutData = new(0x0028, 0x3006);

    private readonly DicomDataset dataset = new();

    public static TheoryData<string> Syntaxes =>
        [Uids.ImplicitVRLittleEndian, Uids.ExplicitVRLittleEndian, Uids.ExplicitVRBigEndian, Uids.DeflatedExplicitVRLittleEndian];

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void What_is_encoded_is_decoded(string uid)
    {
        TransferSyntax syntax = TransferSyntax.Find(uid)!;
        dataset.SetValues(new Hashtable
        {
            ["PatientName"] = "山田^太郎",
            ["Rows"] = 512,
            ["ReferencedSeriesSequence"] = new[] { new Hashtable { ["SeriesInstanceUID"] = "1.2" }, [] },
        });

        byte[] bytes = dataset.Encode(syntax);
        DicomDataset read = DicomDataset.Decode(bytes, syntax);

        Assert.Equal(0, bytes.Length % 2);
        Assert.False(read.IsChanged);
        Assert.Equal(dataset.Elements.Select(element => element.ToString()), read.Elements.Select(element => element.ToString()));
        Assert.Equal("山田^太郎", read.GetValue(new(0x0010, 0x0010)));
        Assert.Equal((ushort)512, read.GetValue(new(0x0028, 0x0010)));
        Assert.Equal("1.2", read.GetItems(ReferencedSeries)[0].GetText(Tags.SeriesInstanceUid));
        Assert.Equal(bytes, read.Encode(syntax));
        using MemoryStream stream = new([0, .. bytes]) { Position = 1 };
        Assert.Equal(bytes, DicomDataset.Decode(stream, syntax).Encode(syntax));
    }

    [Theory]
    [MemberData(nameof(Syntaxes))]
    public void Damage_is_an_error(string uid)
    {
        dataset.SetValue(Tags.PatientId, "1234");
        byte[] bytes = dataset.Encode(TransferSyntax.Find(uid)!);

        DicomException e = Assert.Throws<DicomException>(() => DicomDataset.Decode(bytes.AsMemory(0, bytes.Length - 3), TransferSyntax.Find(uid)!));
        Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
    }

    [Fact]
    public void Pixel_data_are_not_mislabelled()
    {
        dataset.SetValue(Tags.PixelData, new byte[] { 1, 2 });
        TransferSyntax jpeg = TransferSyntax.Find("1.2.840.10008.1.2.4.50")!;
        Assert.Throws<DicomException>(() => dataset.Encode(jpeg));

        dataset.SetValue(Tags.PixelData, new[] { new byte[] { 1, 2 }, [3, 4] });
        Assert.Throws<DicomException>(() => dataset.Encode(TransferSyntax.ExplicitVRLittleEndian));
        DicomDataset read = DicomDataset.Decode(dataset.Encode(jpeg), jpeg);
        Assert.Equal(new[] { new byte[] { 1, 2 }, [3, 4] }, read.GetValue(Tags.PixelData));
    }

    [Theory]
    [InlineData(null, 5, DicomVR.US)]
    [InlineData(null, -5, DicomVR.SS)]
    [InlineData(0, 5, DicomVR.US)]
    [InlineData(1, 5, DicomVR.SS)]
    public void Pixel_representation_here_or_around_decides_between_US_and_SS(int? representation, int value, DicomVR expected)
    {
        DicomDataset item = new();
        dataset.SetValue(new(0x5200, 0x9230), item);
        if (representation is not null)
        {
            dataset.SetValue(Tags.PixelRepresentation, representation);
        }

        dataset.SetValue(SmallestPixel, value);
        item.SetValue(SmallestPixel, value);

        Assert.Equal(expected, dataset[SmallestPixel]!.VR);
        Assert.Equal(expected, item[SmallestPixel]!.VR);
        if (representation is not null)
        {
            DicomDataset read = DicomDataset.Decode(dataset.Encode(TransferSyntax.ImplicitVRLittleEndian), TransferSyntax.ImplicitVRLittleEndian);
            Assert.Equal(expected, read[SmallestPixel]!.VR);
            Assert.Equal(expected, read.GetItems(new(0x5200, 0x9230))[0][SmallestPixel]!.VR);
        }
    }

    [Fact]
    public void Pixel_representation_counts_for_what_stands_before_it()
    {
        DicomDataset inherits = new();
        DicomDataset hasOwn = new();
        dataset.SetValue(ReferencedSeries, new[] { inherits, hasOwn });
        inherits.SetValue(SmallestPixel, new byte[] { 0xFB, 0xFF }, DicomVR.OW);
        hasOwn.SetValue(Tags.PixelRepresentation, 0);
        hasOwn.SetValue(SmallestPixel, 40000);
        dataset.SetValue(new(0x0018, 0x9810), -5);
        dataset.SetValue(Tags.PixelRepresentation, 1);

        DicomDataset read = DicomDataset.Decode(dataset.Encode(TransferSyntax.ImplicitVRLittleEndian), TransferSyntax.ImplicitVRLittleEndian);

        Assert.Equal((short)-5, read.GetItems(ReferencedSeries)[0].GetValue(SmallestPixel));
        Assert.Equal((ushort)40000, read.GetItems(ReferencedSeries)[1].GetValue(SmallestPixel));
        Assert.Equal((short)-5, read.GetValue(new(0x0018, 0x9810)));
        Assert.False(read.IsChanged);
    }

    [Theory]
    [InlineData(8, DicomVR.OB)]
    [InlineData(16, DicomVR.OW)]
    [InlineData(null, DicomVR.OW)]
    public void Bits_allocated_decide_between_OB_and_OW_and_implicit_VR_has_OW(int? bits, DicomVR expected)
    {
        if (bits is not null)
        {
            dataset.SetValue(Tags.BitsAllocated, bits);
            dataset.SetValue(Tags.WaveformBitsAllocated, bits);
        }

        dataset.SetValue(Tags.PixelData, new byte[] { 1, 2 });
        dataset.SetValue(WaveformData, new byte[] { 1, 2 });

        Assert.Equal(expected, dataset[Tags.PixelData]!.VR);
        Assert.Equal(expected, dataset[WaveformData]!.VR);
        DicomDataset read = DicomDataset.Decode(dataset.Encode(TransferSyntax.ImplicitVRLittleEndian), TransferSyntax.ImplicitVRLittleEndian);
        Assert.Equal(DicomVR.OW, read[Tags.PixelData]!.VR);
        Assert.Equal(DicomVR.OW, read[WaveformData]!.VR);
    }

    [Fact]
    public void The_data_of_a_look_up_table_are_words_or_numbers_as_they_come()
    {
        dataset.SetValue(LutData, new byte[] { 1, 2 });
        Assert.Equal(DicomVR.OW, dataset[LutData]!.VR);
        dataset.SetValue(LutData, new[] { 1, 40000 });
        Assert.Equal(new ushort[] { 1, 40000 }, dataset.GetValue(LutData));
    }

    [Fact]
    public void Implicit_VR_takes_private_VRs_from_the_private_dictionary()
    {
        const string Creator = "EncodeDecodeTests";
        PrivateDictionary.Register(Creator, new(0x0033, 0x1001), "FD");
        PrivateDictionary.Register(Creator, new(0x0033, 0x1002), "SQ");
        PrivateDictionary.Register(Creator, new(0x0033, 0x1003), "SQ");
        PrivateDictionary.Register(Creator, new(0x0033, 0x1004), "US or SS");
        dataset.SetValue(Tags.PixelRepresentation, 1);
        dataset.SetValues(new(0x0033, 0x0010), DicomVR.LO, "OTHER");
        dataset.SetValues(new(0x0033, 0x1001), DicomVR.FD, 1.5);
        dataset.SetValues(new(0x0033, 0x0011), DicomVR.LO, Creator);
        dataset.SetValue(new(0x0033, 0x1101), 1.5);
        DicomSequence sequence = new(new(0x0033, 0x1102), new DicomDataset { HasUndefinedLength = false }) { HasUndefinedLength = false };
        dataset.Set(sequence);
        sequence.Items[0].SetValues(new(0x0033, 0x1101), DicomVR.FD, 1.5);
        dataset.SetValues(new(0x0033, 0x1103), DicomVR.UN, new byte[] { 1, 2, 3, 4 });
        dataset.SetValue(new(0x0033, 0x1104), -1);

        DicomDataset read = DicomDataset.Decode(dataset.Encode(TransferSyntax.ImplicitVRLittleEndian), TransferSyntax.ImplicitVRLittleEndian);

        Assert.Equal(DicomVR.UN, read[new(0x0033, 0x1001)]!.VR);
        Assert.Equal(1.5, read.GetValue(new(0x0033, 0x1101)));
        DicomDataset item = Assert.Single(read.GetItems(new(0x0033, 0x1102)));
        Assert.Equal(DicomVR.UN, item[new(0x0033, 0x1101)]!.VR); // No creator stands in the item.
        Assert.Equal(DicomVR.UN, read[new(0x0033, 0x1103)]!.VR);
        Assert.Equal((short)-1, read.GetValue(new(0x0033, 0x1104)));
    }

    [Fact]
    public void Text_is_encoded_for_its_own_VR_whatever_others_hold()
    {
        // The backslash is a delimiter in LO; in UT it is a character, which ISO_IR 13 does not have.
        DicomDataset item = new();
        dataset.SetValue(new(0x0040, 0xA160), @"a\b");
        dataset.SetValue(ReferencedSeries, item);
        item.SetValue(Tags.SpecificCharacterSet, "ISO_IR 13");
        item.SetValue(new(0x0010, 0x1000), @"ﾔﾏﾀﾞ\ﾀﾛｳ");

        item.SetValue(new(0x0010, 0x0010), "~");

        Assert.Equal(@"a\b", dataset.GetValue(new(0x0040, 0xA160)));
        Assert.Equal(new[] { "ﾔﾏﾀﾞ", "ﾀﾛｳ" }, item.GetValue(new(0x0010, 0x1000)));
        Assert.Equal("~", item.GetValue(new(0x0010, 0x0010)));

        item.SetValue(new(0x0040, 0xA160), @"c\d");
        Assert.Equal(@"c\d", item.GetValue(new(0x0040, 0xA160)));
    }

    [Fact]
    public void A_character_set_that_is_put_in_encodes_text_anew_or_is_refused()
    {
        DicomTag name = new(0x0010, 0x0010);
        dataset.SetValue(name, "Müller");
        dataset.SetValue(Tags.SpecificCharacterSet, "ISO_IR 192");
        Assert.Equal("Müller", dataset.GetValue(name));
        Assert.Equal(8, Assert.IsType<DicomValueElement>(dataset[name]).Length);

        Assert.Throws<ArgumentException>(() => dataset.SetValue(Tags.SpecificCharacterSet, "ISO_IR 144"));
        Assert.Throws<ArgumentException>(() => dataset.SetValue(Tags.SpecificCharacterSet, "KLINGON"));
        Assert.Equal("Müller", dataset.GetValue(name));
        Assert.Equal("ISO_IR 192", dataset.GetValue(Tags.SpecificCharacterSet));
    }
}
