using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>Files of several languages, where they are at hand.</summary>
public class CharacterSetFileTests
{
    [Theory]
    [InlineData("chrFren.dcm", "Buc^Jérôme")]
    [InlineData("chrGreek.dcm", "Διονυσιος")]
    [InlineData("chrRuss.dcm", "Люкceмбypг")]
    [InlineData("chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("chrKoreanMulti.dcm", "김희중")]
    [InlineData("chrX1.dcm", "Wang^XiaoDong=王^小東=")]
    public void The_name_of_the_patient_is_read_and_written(string file, string name)
    {
        Assert.SkipWhen(TestFiles.Folder is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        (SpecificCharacterSet set, byte[] value) = Read(Path.Combine(TestFiles.Folder, "charset", file), new DicomTag(0x0010, 0x0010));
        Assert.Empty(set.UnknownTerms);
        Assert.Equal(name, set.Decode(value, DicomVR.PN).TrimEnd(' '));
        Assert.True(set.TryEncode(name, DicomVR.PN, out byte[]? bytes));
        Assert.Equal(name, set.Decode(bytes, DicomVR.PN));
    }

    [Fact]
    public void Values_are_separated()
    {
        Assert.SkipWhen(TestFiles.Folder is null, "the test data (DICOMPS_TESTDATA) are not on this machine");
        (SpecificCharacterSet set, byte[] value) = Read(Path.Combine(TestFiles.Folder, "charset", "chrKoreanMulti.dcm"), new DicomTag(0x0010, 0x1001));
        Assert.Equal(["김희중", "김희중"], set.DecodeValues(value, DicomVR.PN).Select(name => name.TrimEnd(' ')));
    }

    private static (SpecificCharacterSet Set, byte[] Value) Read(string path, DicomTag tag)
    {
        using Part10File file = Part10File.Open(path);
        using DataSetReader reader = file.ReadDataSet();
        string[] terms = [];
        while (reader.Read())
        {
            if (reader.Tag == Tags.SpecificCharacterSet)
            {
                terms = reader.ReadText(1024).Split('\\');
            }
            else if (reader.Tag == tag)
            {
                byte[] value = new byte[reader.Length];
                reader.ReadValue(value);
                return (SpecificCharacterSet.Parse(terms), value);
            }
        }

        throw new InvalidDataException($"{path} has no {tag}.");
    }
}
