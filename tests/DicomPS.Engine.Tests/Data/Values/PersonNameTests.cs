using DicomPS.Engine.Data;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Values;

/// <summary>PN; the names are those of the examples in PS3.5 section 6.2.1.</summary>
public class PersonNameTests
{
    [Theory]
    [InlineData("Adams^John Robert Quincy^^Rev.^B.A. M.Div.", "Adams|John Robert Quincy||Rev.|B.A. M.Div.", "Rev. John Robert Quincy Adams, B.A. M.Div.")]
    [InlineData("Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer", "Morrison-Jones|Susan|||Ph.D., Chief Executive Officer", "Susan Morrison-Jones, Ph.D., Chief Executive Officer")]
    [InlineData("Doe^John", "Doe|John|||", "John Doe")]
    [InlineData("Smith^Fluffy", "Smith|Fluffy|||", "Fluffy Smith")]
    [InlineData("ABC Farms^Running on Water", "ABC Farms|Running on Water|||", "Running on Water ABC Farms")]
    [InlineData("", "||||", "")]
    [InlineData("^^^^", "||||", "")]
    [InlineData("^John", "|John|||", "John")]
    [InlineData("Doe ^ John ^^ ", "Doe|John|||", "John Doe")]
    [InlineData("A^B^C^D^E^F^G^", "A|B|C|D|E^F^G", "D B C A, E^F^G")]
    public void Components_are_read(string text, string components, string display)
    {
        PersonName name = PersonName.Parse(text);
        Assert.Equal(components, $"{name.FamilyName}|{name.GivenName}|{name.MiddleName}|{name.Prefix}|{name.Suffix}");
        Assert.Equal(display, name.ToDisplay());
        Assert.Equal(text.TrimEnd(' '), name.ToString());
        Assert.Equal(name, PersonName.Parse(name.ToCanonicalString()));
    }

    [Theory]
    [InlineData("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada", "山田", "やまだ", "Tarou Yamada")]
    [InlineData("=山田^太郎", "", "山田", "", "山田 太郎")]
    [InlineData("==やまだ^たろう", "", "", "やまだ", "やまだ たろう")]
    [InlineData("Hong^Gildong=洪^吉洞=홍^길동", "Hong", "洪", "홍", "Gildong Hong")]
    [InlineData("A=B=C=D", "A", "B", "C=D", "A")]
    [InlineData("===", "", "", "", "")]
    public void Groups_are_read(string text, string alphabetic, string ideographic, string phonetic, string display)
    {
        PersonName name = PersonName.Parse(text);
        Assert.Equal((alphabetic, ideographic, phonetic), (name.Alphabetic.FamilyName, name.Ideographic.FamilyName, name.Phonetic.FamilyName));
        Assert.Equal(display, name.ToDisplay());
        Assert.Equal(name, PersonName.Parse(name.ToCanonicalString()));
        Assert.Equal(alphabetic + ideographic + phonetic == "", name.IsEmpty);
    }

    [Theory]
    [InlineData("Doe^John", "Doe^John^^^", true)]
    [InlineData("Doe^John", "Doe^John==", true)]
    [InlineData("Doe^John", "Doe^John ", true)]
    [InlineData("Doe^John", "DOE^JOHN", false)]
    [InlineData("Doe^John", "Doe^^John", false)]
    [InlineData("Doe^John", "=Doe^John", false)]
    [InlineData("A^B^C^D^E^F", "A^B^C^D^E^F^^", true)]
    public void Delimiters_at_the_end_say_nothing(string first, string second, bool areEqual)
    {
        PersonName left = PersonName.Parse(first);
        PersonName right = PersonName.Parse(second);
        Assert.Equal(areEqual, left.Equals(right));
        Assert.Equal(areEqual, left.ToCanonicalString() == right.ToCanonicalString());
        Assert.True(!areEqual || left.GetHashCode() == right.GetHashCode());
    }

    [Fact]
    public void A_name_is_made_of_components()
    {
        Assert.Equal("Doe^John", new PersonName("Doe", "John").Text);
        Assert.Equal("Doe^^^Dr.", new PersonName("Doe", prefix: "Dr.").Text);
        Assert.Equal("=山田^太郎", new PersonName(PersonNameGroup.Empty, new PersonNameGroup("山田", "太郎")).Text);
        Assert.Equal("Doe==ド", new PersonName(new PersonNameGroup("Doe"), phonetic: new("ド")).Text);
        Assert.Equal(PersonName.Parse("Doe^John^^^"), new PersonName("Doe", "John"));
    }

    [Theory]
    [InlineData("a=b")]
    [InlineData("a^b")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("a\eb")]
    [InlineData("a\u0085b")]
    public void A_component_has_no_delimiters(string component)
    {
        Assert.Throws<ArgumentException>(() => new PersonName(component));
        Assert.Throws<ArgumentException>(() => new PersonName("Doe", suffix: component));
    }

    [Fact]
    public void A_group_has_at_most_64_characters()
    {
        Assert.Equal(64, new PersonName(new string('x', 31), new string('y', 32)).Text.Length);
        Assert.Throws<ArgumentException>(() => new PersonName(new string('x', 32), new string('y', 32)));
        string pairs = string.Concat(Enumerable.Repeat("𠮷", 64));
        Assert.Equal(pairs, new PersonName(pairs).Text);
        Assert.Throws<ArgumentException>(() => new PersonName(pairs + "𠮷"));
        Assert.Throws<ArgumentNullException>(() => new PersonName("Doe", null!));
    }
}
