using System.Collections;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Values as .NET has them, and what makes values of them.</summary>
public sealed class ElementValueTests
{
    private static readonly DicomTag PatientName = new(0x0010, 0x0010);
    private static readonly DicomTag ReferencedSeries = new(0x0008, 0x1115);

    private readonly DicomDataset dataset = new();

    public static TheoryData<uint, object?, object?> RoundTrips => new()
    {
        { 0x00100010, "A^B", "A^B" },
        { 0x00080008, new[] { "ORIGINAL", "PRIMARY" }, new[] { "ORIGINAL", "PRIMARY" } },
        { 0x00080008, @"ORIGINAL\PRIMARY", new[] { "ORIGINAL", "PRIMARY" } },
        { 0x00200013, 7, 7 },
        { 0x00200013, "7", 7 },
        { 0x00200013, 7.0, 7 },
        { 0x00200013, "3000000000", "3000000000" },
        { 0x00280030, new[] { 0.5, 1 }, new[] { 0.5, 1 } },
        { 0x00280030, new object[] { 0.5f, "x" }, new[] { "0.5", "x" } },
        { 0x00280030, Math.PI, 3.14159265358979 },
        { 0x00280030, 0.1f, 0.1 },
        { 0x00280010, 512, (ushort)512 },
        { 0x00280010, "512", (ushort)512 },
        { 0x00080020, new DateTime(2024, 2, 29, 13, 14, 15, DateTimeKind.Unspecified), "20240229" },
        { 0x00080020, new DateOnly(2024, 2, 29), "20240229" },
        { 0x00080030, new TimeOnly(13, 14, 15, 500), "131415.5" },
        { 0x0008002A, new DateOnly(2024, 2, 29), "20240229" },
        { 0x0008002A, new DateTimeOffset(2024, 2, 29, 13, 14, 15, TimeSpan.FromHours(1)), "20240229131415+0100" },
        { 0x00080020, DicomRange.ParseDate("20240101-"), "20240101-" },
        { 0x00100010, PersonName.Parse("A^B=C"), "A^B=C" },
        { 0x00280009, "(0018,1063)", new DicomTag(0x0018, 0x1063) },
        { 0x00280009, "FrameTime", new DicomTag(0x0018, 0x1063) },
        { 0x00280009, 0x00181063, new DicomTag(0x0018, 0x1063) },
        { 0x00080016, UidDictionary.Find(Uids.CTImageStorage), Uids.CTImageStorage },
        { 0x00189322, new[] { 1.5, 2 }, new[] { 1.5, 2 } },
        { 0x00100010, null, null },
        { 0x00100010, "", null },
        { 0x00100010, Array.Empty<string>(), null },
        { 0x00281201, new byte[] { 1, 2, 3 }, new byte[] { 1, 2, 3, 0 } },
        { 0x00280106, new byte[] { 1, 2 }, new ushort[] { 1, 2 } },
    };

    public static TheoryData<DicomVR, object, byte[]> BulkNumbers => new()
    {
        { DicomVR.OB, new object[] { 1, "2", 255 }, [1, 2, 255, 0] },
        { DicomVR.OW, new[] { 1, 65535, -1, -32768 }, [1, 0, 255, 255, 255, 255, 0, 128] },
        { DicomVR.OW, new ushort[] { 0x0102, 3 }, [2, 1, 3, 0] },
        { DicomVR.OW, 7, [7, 0] },
        { DicomVR.OF, new[] { 1f, -2f }, [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0] },
        { DicomVR.OD, new[] { 1.0 }, [0, 0, 0, 0, 0, 0, 0xF0, 0x3F] },
        { DicomVR.OL, new uint[] { uint.MaxValue, 1 }, [255, 255, 255, 255, 1, 0, 0, 0] },
        { DicomVR.OV, new[] { ulong.MaxValue }, [255, 255, 255, 255, 255, 255, 255, 255] },
        { DicomVR.OV, new[] { -2L }, [254, 255, 255, 255, 255, 255, 255, 255] },
    };

    [Theory]
    [MemberData(nameof(RoundTrips))]
    public void A_value_comes_back_in_the_type_of_its_VR(uint number, object? value, object? expected)
    {
        DicomTag tag = new(number);
        dataset.SetValue(tag, value);

        Assert.Equal(expected, dataset.GetValue(tag));
        Assert.Equal(expected, dataset[tag]!.Value);
        Assert.Equal(expected is string or byte[] ? [expected] : (expected as Array)?.Cast<object>() ?? (expected is null ? [] : [expected]),
            Assert.IsType<DicomValueElement>(dataset[tag]).GetValues());
    }

    [Theory]
    [InlineData(0x00280010u, 65536)]
    [InlineData(0x00280010u, 1.5)]
    [InlineData(0x00280010u, "SECRET")]
    [InlineData(0x00200013u, 3000000000)]
    [InlineData(0x00200013u, 2.5)]
    [InlineData(0x00280030u, double.NaN)]
    [InlineData(0x00186011u, "SECRET")]
    [InlineData(0x00280009u, "SECRET")]
    [InlineData(0x00080060u, "SECRÉT")]
    [InlineData(0x7FE00010u, "SECRET")]
    [InlineData(0x00189073u, "SECRET")]
    [InlineData(0x00720076u, 1e300)]
    public void What_the_VR_cannot_hold_is_refused_without_telling_it(uint number, object value)
    {
        DicomTag tag = new(number);
        dataset.SetValue(Tags.SpecificCharacterSet, "ISO_IR 100");

        ArgumentException e = Assert.Throws<ArgumentException>(() => dataset.SetValue(tag, value));

        Assert.DoesNotContain("SECR", e.Message, StringComparison.Ordinal);
        Assert.Null(e.InnerException);
        Assert.Null(dataset[tag]);
        Assert.Equal("ISO_IR 100", dataset.GetValue(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void A_VR_of_one_value_takes_no_more()
    {
        DicomTag comments = new(0x0010, 0x4000);
        Assert.Throws<ArgumentException>(() => dataset.SetValue(comments, new[] { "a", "b" }));
        Assert.Throws<ArgumentException>(() => dataset.SetValues(comments, DicomVR.LT, "a", "b"));
        dataset.SetValue(comments, @"a\b");
        Assert.Equal(@"a\b", dataset.GetValue(comments));
    }

    [Fact]
    public void Null_among_numbers_is_refused_and_among_texts_is_empty()
    {
        Assert.Throws<ArgumentException>(() => dataset.SetValue(new(0x0028, 0x3002), new object?[] { 1, null, 2 }));
        dataset.SetValue(new(0x0008, 0x0008), new[] { "A", null, "B" });
        Assert.Equal(new[] { "A", "", "B" }, dataset.GetValue(new(0x0008, 0x0008)));
    }

    [Fact]
    public void An_unknown_VR_has_to_be_given()
    {
        DicomTag tag = new(0x0009, 0x1001);
        Assert.Equal(DicomErrorId.UnknownTag, Assert.Throws<DicomException>(() => dataset.SetValue(tag, "x")).ErrorId);
        dataset.SetValue(tag, "x", DicomVR.SH);
        dataset.SetValue(tag, "y");
        Assert.Equal(DicomVR.SH, dataset[tag]!.VR);
        Assert.Equal("y", dataset.GetValue(tag));
        Assert.Throws<ArgumentException>(() => dataset.SetValue(Tags.Item, "x"));
    }

    [Fact]
    public void A_sequence_is_always_an_array_of_its_live_items()
    {
        dataset.SetValue(ReferencedSeries, new Hashtable { ["SeriesInstanceUID"] = "1.2" });

        DicomDataset item = Assert.Single(Assert.IsType<DicomDataset[]>(dataset.GetValue(ReferencedSeries)));
        item.SetValue(PatientName, "A");

        Assert.Equal("A", dataset.GetItems(ReferencedSeries)[0].GetValue(PatientName));
        dataset.SetValue(ReferencedSeries, null);
        Assert.Empty(Assert.IsType<DicomDataset[]>(dataset.GetValue(ReferencedSeries)));
    }

    [Fact]
    public void A_data_set_that_is_no_item_becomes_one_and_of_another_a_copy_does()
    {
        DicomDataset free = new();
        dataset.SetValue(ReferencedSeries, free);
        Assert.Same(free, dataset.GetItems(ReferencedSeries)[0]);

        DicomDataset other = new();
        other.SetValue(ReferencedSeries, new object[] { free, new Hashtable() });
        Assert.NotSame(free, other.GetItems(ReferencedSeries)[0]);
        Assert.Equal(2, other.GetItems(ReferencedSeries).Count);
        Assert.Same(dataset, free.Parent);
    }

    [Fact]
    public void No_data_set_gets_into_itself()
    {
        dataset.SetValue(PatientName, "A");
        dataset.SetValue(ReferencedSeries, dataset);
        Assert.Equal("A", dataset.GetItems(ReferencedSeries)[0].GetValue(PatientName));

        DicomDataset item = new();
        dataset.SetValue(ReferencedSeries, item);
        Assert.Throws<ArgumentException>(() => item.Set(new DicomSequence(ReferencedSeries, dataset)));
        Assert.Throws<ArgumentException>(() => ((DicomSequence)dataset[ReferencedSeries]!).Items.Add(dataset));

        Hashtable endless = [];
        endless["ReferencedSeriesSequence"] = endless;
        Assert.Contains("deep", Assert.Throws<DicomException>(() => dataset.SetValues(endless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_that_fails_leaves_what_was_there()
    {
        DicomDataset item = new();
        dataset.SetValue(ReferencedSeries, item);

        Assert.Throws<ArgumentException>(() => dataset.SetValue(ReferencedSeries, "text"));
        Assert.Throws<DicomException>(() => dataset.SetValue(ReferencedSeries, new Hashtable { ["Rows"] = "SECRET" }));

        Assert.Same(item, Assert.Single(dataset.GetItems(ReferencedSeries)));
    }

    [Fact]
    public void Fragments_are_arrays_of_bytes_in_and_out()
    {
        dataset.SetValue(Tags.PixelData, new[] { new byte[] { 1, 2 }, [3] });

        DicomFragments fragments = Assert.IsType<DicomFragments>(dataset[Tags.PixelData]);
        Assert.Equal(DicomVR.OB, fragments.VR);
        Assert.Equal(new[] { new byte[] { 1, 2 }, [3, 0] }, fragments.Value);
    }

    [Fact]
    public void A_clone_shares_nothing_that_changes()
    {
        dataset.SetValue(Tags.SpecificCharacterSet, "ISO_IR 100");
        dataset.SetValue(ReferencedSeries, new Hashtable { ["PatientName"] = "Müller" });
        DicomDataset item = dataset.GetItems(ReferencedSeries)[0];

        DicomDataset clone = dataset.Clone();
        DicomDataset cut = item.Clone();
        item.SetValue(PatientName, "B");

        Assert.False(clone.IsChanged);
        Assert.Null(cut.Parent);
        Assert.Equal("Müller", clone.GetItems(ReferencedSeries)[0].GetValue(PatientName));
        Assert.Equal("Müller", cut.GetValue(PatientName));
        Assert.Equal("ISO_IR 100", cut.GetValue(Tags.SpecificCharacterSet));
    }

    [Fact]
    public void A_clone_of_a_part_is_a_part()
    {
        DicomFile part = DicomFile.Read(TestInstances.Part10(), new DatasetReadOptions { SkipsPixelData = true });

        DicomDataset clone = part.Dataset.Clone();

        Assert.True(clone.IsPartial);
        Assert.Null(clone.File);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.dcm");
        Assert.Equal(DicomErrorId.PartialDataset, Assert.Throws<DicomException>(() => new DicomFile(clone).Save(path)).ErrorId);
        Assert.False(File.Exists(path));
        Assert.False(DicomFile.Read(TestInstances.Part10()).Dataset.Clone().IsPartial);
    }

    [Theory]
    [MemberData(nameof(BulkNumbers))]
    public void Bulk_data_are_made_of_numbers_too(DicomVR vr, object numbers, byte[] bytes)
    {
        DicomTag tag = new(0x0009, 0x1001);

        dataset.SetValue(tag, numbers, vr);

        Assert.Equal(vr, dataset[tag]!.VR);
        Assert.Equal(bytes, dataset.GetValue(tag));
    }

    [Theory]
    [InlineData(DicomVR.OB, 256)]
    [InlineData(DicomVR.OB, -1)]
    [InlineData(DicomVR.OW, 65536)]
    [InlineData(DicomVR.OW, -32769)]
    [InlineData(DicomVR.OW, 0.5)]
    [InlineData(DicomVR.OL, 4294967296L)]
    [InlineData(DicomVR.OF, 1e39)]
    [InlineData(DicomVR.UN, 1)]
    [InlineData(DicomVR.OW, "x")]
    public void Numbers_that_bulk_data_cannot_hold_are_refused(DicomVR vr, object number) =>
        Assert.Throws<ArgumentException>(() => dataset.SetValue(new(0x0009, 0x1001), new[] { number }, vr));

    [Fact]
    public void Pixel_data_take_numbers_of_the_size_that_is_allocated()
    {
        dataset.SetValue(Tags.PixelData, new[] { 1, 2 });
        Assert.Equal((DicomVR.OW, 4L), (dataset[Tags.PixelData]!.VR, ((DicomValueElement)dataset[Tags.PixelData]!).Length));

        dataset.SetValue(Tags.BitsAllocated, 8);
        dataset.SetValue(Tags.PixelData, new[] { 1, 2 });
        Assert.Equal((DicomVR.OB, 2L), (dataset[Tags.PixelData]!.VR, ((DicomValueElement)dataset[Tags.PixelData]!).Length));
    }

    [Theory]
    [InlineData(256, DicomVR.US)]
    [InlineData(32767, DicomVR.US)]
    [InlineData(65536, DicomVR.OW)]
    public void A_look_up_table_is_of_a_VR_that_has_room_for_it(int entries, DicomVR vr)
    {
        DicomTag table = new(0x0028, 0x3006);
        dataset.SetValue(table, Enumerable.Range(0, entries).ToArray());
        Assert.Equal(vr, dataset[table]!.VR);

        DicomDataset read = DicomDataset.Decode(dataset.Encode(TransferSyntax.ExplicitVRLittleEndian), TransferSyntax.ExplicitVRLittleEndian);
        Assert.Equal((vr, 2L * entries), (read[table]!.VR, ((DicomValueElement)read[table]!).Length));
    }

    [Fact]
    public void Items_nest_no_deeper_than_they_can_be_read()
    {
        DicomDataset nested = new();
        for (int depth = 0; depth < DataSetReader.MaxDepth; depth++)
        {
            nested = Around(nested);
        }

        Assert.Equal(nested.Encode(TransferSyntax.ExplicitVRLittleEndian), nested.Clone().Encode(TransferSyntax.ExplicitVRLittleEndian));
        Assert.Contains("64 deep", Assert.Throws<ArgumentException>(() => Around(nested)).Message, StringComparison.Ordinal);
        DicomSequence sequence = Assert.IsType<DicomSequence>(nested[ReferencedSeries]);
        Assert.Throws<ArgumentException>(() => sequence.Items.Add(nested.Clone()));

        // Of what was refused nothing stays.
        Assert.Single(sequence.Items);
        Assert.Null(nested.Parent);
    }

    [Fact]
    public void A_sequence_is_put_only_where_there_is_room_for_its_items()
    {
        DicomDataset inner = new();
        DicomDataset outer = Around(inner);
        for (int depth = 1; depth < DataSetReader.MaxDepth; depth++)
        {
            outer = Around(outer);
        }

        DicomSequence sequence = new(ReferencedSeries, new DicomDataset());
        Assert.Throws<ArgumentException>(() => inner.Set(sequence));
        Assert.Null(inner[ReferencedSeries]);
        inner.Set(new DicomSequence(ReferencedSeries));
        Assert.NotNull(inner[ReferencedSeries]);
    }

    [Fact]
    public void An_element_tells_its_name_and_place()
    {
        dataset.SetValues(new Hashtable
        {
            ["ReferencedSeriesSequence"] = new object[] { new Hashtable(), new Hashtable { ["SeriesInstanceUID"] = "1.2" } },
            ["(0009,0010)"] = "ACME 1",
            ["(6002,3000)"] = new byte[] { 1, 2 },
        });
        dataset.SetValue(new(0x0009, 0x1001), "x", DicomVR.LO);

        DicomElement uid = dataset.GetItems(ReferencedSeries)[1][Tags.SeriesInstanceUid]!;
        Assert.Equal("ReferencedSeriesSequence[1].SeriesInstanceUID", uid.Path);
        Assert.Equal(("Series Instance UID", "SeriesInstanceUID", 1), (uid.Name, uid.Keyword, uid.Depth));
        DicomElement element = dataset[new(0x0009, 0x1001)]!;
        Assert.Equal(("(0009,xx01:ACME 1)", "", "ACME 1", 0), (element.Path, element.Name, element.PrivateCreator, element.Depth));
        Assert.Equal("(0009,0010)", dataset[new(0x0009, 0x0010)]!.Path);
        Assert.Equal("(6002,3000)", dataset[new(0x6002, 0x3000)]!.Path);
        Assert.Equal("Overlay Data", dataset[new(0x6002, 0x3000)]!.Name);
    }

    private static DicomDataset Around(DicomDataset item)
    {
        DicomDataset outer = new();
        outer.SetValue(ReferencedSeries, item);
        return outer;
    }
}
