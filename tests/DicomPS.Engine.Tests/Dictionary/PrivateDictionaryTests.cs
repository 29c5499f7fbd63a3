using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Dictionary;

public class PrivateDictionaryTests
{
    [Fact]
    public void An_element_is_found_in_every_block_of_its_creator()
    {
        DicomTagEntry entry = PrivateDictionary.Register(" ENGINE 1 ", new DicomTag(0x0029, 0x1208), "cs", "1-n", "EngineType", "Type");

        Assert.Equal(("(0029,xx08)", "ENGINE 1", "CS", "1-n", "EngineType", "Type"), (entry.Pattern, entry.Creator, entry.VR, entry.VM, entry.Keyword, entry.Name));
        Assert.Equal(new DicomTag(0x0029, 0x1008), entry.Tag);
        DicomTag tag = new(0x0029, 0xFF08);
        Assert.Equal(new DicomTagEntry(tag, "CS", "1-n", "EngineType", "Type", false) { Creator = "ENGINE 1" }, PrivateDictionary.Find("ENGINE 1 ", tag));
        Assert.Null(PrivateDictionary.Find("engine 1", tag));
        Assert.Null(PrivateDictionary.Find("ENGINE 1", new DicomTag(0x0029, 0x0008)));
        Assert.Null(PrivateDictionary.Find("ENGINE 1", new DicomTag(0x0029, 0x1009)));
        Assert.Null(PrivateDictionary.Find("ENGINE 1", new DicomTag(0x002B, 0x1008)));
        Assert.Same(entry, Assert.Single(PrivateDictionary.Of("ENGINE 1")));
    }

    [Fact]
    public void Registered_again_it_is_replaced()
    {
        DicomTag tag = PrivateDictionary.ParseTag("0029xx01");
        PrivateDictionary.Register("ENGINE 2", tag, "LO");
        PrivateDictionary.Register("ENGINE 2", tag, "US or SS");

        Assert.Equal(("US or SS", "(0029,xx01)"), Assert.Single(PrivateDictionary.Of("ENGINE 2")) is var entry ? (entry.VR, entry.Name) : default);
    }

    [Fact]
    public void Many_threads_may_register_at_once()
    {
        Parallel.For(0, 256, i =>
        {
            DicomTag tag = new(0x0031, (ushort)(0x1000 | i));
            PrivateDictionary.Register("ENGINE 3", tag, "UL");
            Assert.NotNull(PrivateDictionary.Find("ENGINE 3", tag));
            Assert.NotEmpty(PrivateDictionary.Of("ENGINE 3"));
        });

        Assert.Equal(Enumerable.Range(0x1000, 256), PrivateDictionary.Of("ENGINE 3").Select(entry => (int)entry.Tag.Element));
    }

    [Theory]
    [InlineData("", 0x00091001, "LO", "1", "")]
    [InlineData("A\\B", 0x00091001, "LO", "1", "")]
    [InlineData("A\n", 0x00091001, "LO", "1", "")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", 0x00091001, "LO", "1", "")]
    [InlineData("A", 0x00101001, "LO", "1", "")]
    [InlineData("A", 0x00071001, "LO", "1", "")]
    [InlineData("A", 0xFFFF1001, "LO", "1", "")]
    [InlineData("A", 0x00090F01, "LO", "1", "")]
    [InlineData("A", 0x00091001, "", "1", "")]
    [InlineData("A", 0x00091001, "None", "1", "")]
    [InlineData("A", 0x00091001, "16716", "1", "")]
    [InlineData("A", 0x00091001, "LO or", "1", "")]
    [InlineData("A", 0x00091001, "LO", "", "")]
    [InlineData("A", 0x00091001, "LO", "0", "")]
    [InlineData("A", 0x00091001, "LO", "1-", "")]
    [InlineData("A", 0x00091001, "LO", "1", "1st")]
    [InlineData("A", 0x00091001, "LO", "1", "Umlaut\u00C4")]
    public void What_is_faulty_is_refused(string creator, uint tag, string vr, string vm, string keyword) =>
        Assert.Throws<ArgumentException>(() => PrivateDictionary.Register(creator, new DicomTag(tag), vr, vm, keyword));

    [Theory]
    [InlineData("1")]
    [InlineData("1-3")]
    [InlineData("1-n")]
    [InlineData("2-2n")]
    [InlineData("16")]
    public void Multiplicities_of_the_standard_are_taken(string vm) =>
        Assert.Equal(vm, PrivateDictionary.Register("ENGINE 4", new DicomTag(0x0033, 0x1001), "FD", vm).VM);

    [Theory]
    [InlineData("(0009,xx01)", 0x00091001)]
    [InlineData("0009XX01", 0x00091001)]
    [InlineData("0009,2001", 0x00092001)]
    [InlineData("(0009,0001)", 0x00090001)]
    public void Tags_may_lack_a_block(string text, uint tag) => Assert.Equal(new DicomTag(tag), PrivateDictionary.ParseTag(text));

    [Theory]
    [InlineData("")]
    [InlineData("AcmeSerial")]
    [InlineData("(0009,x001)")]
    [InlineData("(00xx,xx01)")]
    public void Other_text_is_no_tag(string text) => Assert.Throws<ArgumentException>(() => PrivateDictionary.ParseTag(text));

    [Fact]
    public void The_data_dictionary_knows_them_too()
    {
        DicomTag tag = new(0x0035, 0x1001);
        PrivateDictionary.Register("ENGINE 5", tag, "LO", keyword: "EngineLabel");
        PrivateDictionary.Register("ENGINE 6", tag, "SH");

        Assert.Equal(["LO", "SH"], TagDictionary.FindAll("00352001").Select(entry => entry.VR));
        Assert.Equal("SH", Assert.Single(TagDictionary.FindAll("(0035,xx01)", "ENGINE 6")).VR);
        Assert.Equal("ENGINE 5", Assert.Single(TagDictionary.FindAll("enginelabel")).Creator);
        Assert.Contains("EngineLabel", Assert.Throws<DicomException>(() => TagDictionary.FindAll("EngineLabl")).Message);
        Assert.Throws<DicomException>(() => TagDictionary.FindAll("PatientName", "ENGINE 5"));
        Assert.Throws<DicomException>(() => TagDictionary.FindAll("00100010", "ENGINE 5"));
    }
}
