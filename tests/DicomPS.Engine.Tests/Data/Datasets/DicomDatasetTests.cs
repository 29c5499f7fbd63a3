using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Elements, values and character sets of a data set in memory.</summary>
public sealed class DicomDatasetTests
{
    private static readonly DicomTag PatientName = new(0x0010, 0x0010);
    private static readonly DicomTag OtherPatientIds = new(0x0010, 0x1000);
    private static readonly DicomTag ReferencedSeries = new(0x0008, 0x1115);

    private readonly DicomDataset dataset = new();

    public static TheoryData<DicomVR, object[]> Values => new()
    {
        { DicomVR.US, [(ushort)0, (ushort)65535] },
        { DicomVR.SS, [short.MinValue, short.MaxValue] },
        { DicomVR.UL, [0u, uint.MaxValue] },
        { DicomVR.SL, [int.MinValue, int.MaxValue] },
        { DicomVR.UV, [0ul, ulong.MaxValue] },
        { DicomVR.SV, [long.MinValue, long.MaxValue] },
        { DicomVR.FL, [1.5f, float.NegativeInfinity] },
        { DicomVR.FD, [Math.PI, double.MaxValue] },
        { DicomVR.AT, [new DicomTag(0x0010, 0x0010), new DicomTag(0x7FE0, 0x0010)] },
        { DicomVR.LO, ["one", "two", ""] },
        { DicomVR.DS, [1.5, -2.0] },
        { DicomVR.IS, [1, -2] },
        { DicomVR.UI, ["1.2.3", "1.2.840.10008.1.1"] },
        { DicomVR.LT, ["a text \\ with a backslash"] },
        { DicomVR.OB, [new byte[] { 1, 2, 3, 4 }] },
        { DicomVR.US, [] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_of_every_kind_come_back(DicomVR vr, object[] values)
    {
        dataset.SetValues(OtherPatientIds, vr, values);

        DicomValueElement element = Assert.IsType<DicomValueElement>(dataset[OtherPatientIds]);
        Assert.Equal(values, element.GetValues());
        Assert.Equal(0, element.Length % 2);
        Assert.Equal(values.Length == 0, element.IsEmpty);
    }

    [Theory]
    [InlineData(DicomVR.US, 65536)]
    [InlineData(DicomVR.SS, "text")]
    [InlineData(DicomVR.UN, 1)]
    [InlineData(DicomVR.SQ, "x")]
    public void A_value_that_does_not_fit_changes_nothing(DicomVR vr, object value)
    {
        dataset.SetValues(OtherPatientIds, DicomVR.LO, "before");

        Assert.Throws<ArgumentException>(() => dataset.SetValues(OtherPatientIds, vr, value));

        Assert.Equal("before", dataset.GetText(OtherPatientIds));
    }

    [Fact]
    public void Elements_stand_in_the_order_of_their_tags()
    {
        dataset.SetValues(Tags.StudyInstanceUid, DicomVR.UI, "1.2");
        dataset.SetValues(PatientName, DicomVR.PN, "A^B");
        dataset.SetValues(Tags.SopClassUid, DicomVR.UI, "1.3");

        Assert.Equal([Tags.SopClassUid, PatientName, Tags.StudyInstanceUid], dataset.Elements.Select(element => element.Tag));
        Assert.True(dataset.Remove(PatientName));
        Assert.False(dataset.Remove(PatientName));
        Assert.Null(dataset[PatientName]);
        Assert.Equal(2, dataset.Elements.Count);
    }

    [Fact]
    public void Text_that_does_not_fit_changes_the_character_set_of_the_whole()
    {
        DicomDataset item = new();
        dataset.SetValues(Tags.SpecificCharacterSet, DicomVR.CS, "ISO_IR 100");
        dataset.SetValues(OtherPatientIds, DicomVR.LO, "Jérôme");
        dataset.Set(new DicomSequence(ReferencedSeries, item));
        item.SetValues(OtherPatientIds, DicomVR.LO, "Müller");
        Assert.Equal("ISO_IR 100", dataset.GetText(Tags.SpecificCharacterSet));

        item.SetValues(PatientName, DicomVR.PN, "山田^太郎");

        Assert.Equal("ISO_IR 192", dataset.GetText(Tags.SpecificCharacterSet));
        Assert.Null(item[Tags.SpecificCharacterSet]);
        Assert.Equal("Jérôme", dataset.GetText(OtherPatientIds));
        Assert.Equal("Müller", item.GetText(OtherPatientIds));
        Assert.Equal("山田^太郎", item.GetText(PatientName));
    }

    [Fact]
    public void An_item_inherits_the_character_set_around_it_and_may_have_its_own()
    {
        DicomDataset item = new();
        item.Set(new DicomValueElement(PatientName, DicomVR.PN, new byte[] { 0xC3, 0xE9 }));
        dataset.Set(new DicomSequence(ReferencedSeries, item));

        dataset.SetValues(Tags.SpecificCharacterSet, DicomVR.CS, "ISO_IR 144");
        Assert.Equal("Ущ", item.GetText(PatientName)); // ISO 8859-5

        item.SetValues(Tags.SpecificCharacterSet, DicomVR.CS, "ISO_IR 100");
        Assert.Equal("Ãé", item.GetText(PatientName)); // ISO 8859-1
    }

    [Fact]
    public void An_element_and_an_item_belong_to_one_place()
    {
        DicomValueElement element = new(PatientName, DicomVR.PN, "A "u8.ToArray());
        DicomDataset item = new();
        dataset.Set(element);
        dataset.Set(new DicomSequence(ReferencedSeries, item));

        Assert.Throws<ArgumentException>(() => new DicomDataset().Set(element));
        Assert.Throws<ArgumentException>(() => new DicomSequence(ReferencedSeries, item));
        dataset.Remove(PatientName);
        new DicomDataset().Set(element);
        Assert.Same(item, Assert.Single(dataset.GetItems(ReferencedSeries)));
        Assert.Same(dataset, item.Parent);
    }

    [Fact]
    public void A_change_is_known_up_to_the_outermost_data_set()
    {
        DicomDataset item = new();
        DicomSequence sequence = new(ReferencedSeries, item);
        dataset.Add(sequence);
        Assert.False(dataset.IsChanged);

        item.SetValues(PatientName, DicomVR.PN, "A");

        Assert.True(item.IsChanged);
        Assert.True(dataset.IsChanged);
    }

    [Fact]
    public void No_text_form_shows_a_value()
    {
        dataset.SetValues(PatientName, DicomVR.PN, "SECRET^NAME");

        Assert.DoesNotContain("SECRET", dataset.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", dataset[PatientName]!.ToString(), StringComparison.Ordinal);
    }
}
