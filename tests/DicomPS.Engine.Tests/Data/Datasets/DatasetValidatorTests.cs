using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Data sets held against the standard.</summary>
public sealed class DatasetValidatorTests
{
    private readonly DicomDataset dataset = new();

    [Theory]
    [InlineData("PatientName", DicomVR.PN, "A^B", "")]
    [InlineData("PatientName", DicomVR.LO, "A^B", "not PN")]
    [InlineData("PatientName", DicomVR.PN, @"A\B", "2, not 1")]
    [InlineData("PatientName", DicomVR.PN, "", "")]
    [InlineData("PixelSpacing", DicomVR.DS, @"1\2", "")]
    [InlineData("PixelSpacing", DicomVR.DS, @"1\2\3", "3, not 2")]
    [InlineData("PixelSpacing", DicomVR.DS, @"1\x", "value 2: DS")]
    [InlineData("ImageType", DicomVR.CS, "A", "1, not 2-n")]
    [InlineData("ImageType", DicomVR.CS, @"A\B\C", "")]
    [InlineData("Modality", DicomVR.CS, "ct", "U+0063")]
    [InlineData("AccessionNumber", DicomVR.SH, "12345678901234567", "at most 16")]
    [InlineData("StudyDate", DicomVR.DA, "20240230", "calendar")]
    [InlineData("(0011,1001)", DicomVR.LO, "x", "creator")]
    [InlineData("(0011,0010)", DicomVR.LO, "x", "")]
    [InlineData("(0011,0010)", DicomVR.SH, "x", "not LO")]
    [InlineData("(0007,1001)", DicomVR.LO, "x", "group 0007")]
    [InlineData("(0010,0011)", DicomVR.LO, "x", "not know")]
    [InlineData("TransferSyntaxUID", DicomVR.UI, "1.2", "group 0002")]
    public void A_rule_that_is_broken_is_told(string key, DicomVR vr, string text, string word)
    {
        dataset.SetValues(ElementKey.Parse(key).Tag, vr, text);

        IEnumerable<ElementFault> faults = DatasetValidator.Validate(dataset);
        if (word.Length == 0)
        {
            Assert.Empty(faults);
        }
        else
        {
            ElementFault fault = Assert.Single(faults);
            Assert.Contains(word, fault.Message, StringComparison.Ordinal);
            Assert.Equal((key, vr), (fault.Path, fault.VR));
        }
    }

    [Theory]
    [InlineData("Rows", DicomVR.US, 3, "odd", "no multiple of 2")]
    [InlineData("Rows", DicomVR.US, 2)]
    [InlineData("Rows", DicomVR.US, 4, "2, not 1")]
    [InlineData("FrameIncrementPointer", DicomVR.AT, 6, "no multiple of 4")]
    [InlineData("PixelData", DicomVR.OW, 6)]
    [InlineData("PixelData", DicomVR.OL, 8, "not OB or OW")]
    [InlineData("PatientName", DicomVR.UN, 2)]
    [InlineData("PatientComments", DicomVR.LT, 65536, "more bytes", "at most 10240")]
    public void Lengths_are_those_of_the_VR(string key, DicomVR vr, int length, params string[] words)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, (byte)'a');
        dataset.Set(new DicomValueElement(ElementKey.Parse(key).Tag, vr, bytes));

        string[] messages = [.. DatasetValidator.Validate(dataset).Select(fault => fault.Message)];

        Assert.Equal(words.Length, messages.Length);
        Assert.All(words.Zip(messages), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2-2n", 2, true)]
    [InlineData("2-2n", 4, true)]
    [InlineData("2-2n", 3, false)]
    [InlineData("3-3n", 6, true)]
    [InlineData("1-3", 3, true)]
    [InlineData("1-3", 4, false)]
    [InlineData("1-99", 99, true)]
    [InlineData("6-n", 5, false)]
    [InlineData("6-n", 700, true)]
    [InlineData("1", 2, false)]
    public void Multiplicities_are_read_as_the_dictionary_writes_them(string vm, int count, bool isAllowed) =>
        Assert.Equal(isAllowed, ValueMultiplicity.Allows(vm, count));

    [Fact]
    public void Every_entry_of_the_dictionary_has_a_multiplicity_that_is_read() =>
        Assert.All(TagDictionary.All, entry => ValueMultiplicity.Allows(entry.VM, 1));

    [Fact]
    public void Faults_are_looked_for_when_they_are_asked_for_and_tell_no_value()
    {
        dataset.SetValue(Tags.Modality, "secret");
        IEnumerable<ElementFault> faults = DatasetValidator.Validate(dataset);
        dataset.SetValue(new(0x0008, 0x1115), new DicomDataset());
        dataset.GetItems(new(0x0008, 0x1115))[0].SetValue(Tags.Modality, "secret");

        Assert.Equal(["Modality", "ReferencedSeriesSequence[0].Modality"], faults.Select(fault => fault.Path));
        Assert.All(faults, fault => Assert.DoesNotContain("secret", fault.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Text_that_cannot_be_decoded_is_a_fault()
    {
        dataset.SetValue(Tags.SpecificCharacterSet, "ISO_IR 192");
        dataset.Set(new DicomValueElement(new(0x0010, 0x0010), DicomVR.PN, new byte[] { 0xC3, 0x28 }));
        Assert.Contains("Specific Character Set", Assert.Single(DatasetValidator.Validate(dataset)).Message, StringComparison.Ordinal);
    }
}
