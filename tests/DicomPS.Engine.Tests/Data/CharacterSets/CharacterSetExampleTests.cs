using DicomPS.Engine.Data;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>The examples of the standard, read and written.</summary>
public class CharacterSetExampleTests
{
    [Theory]
    [MemberData(nameof(CharacterSetExample.All), MemberType = typeof(CharacterSetExample))]
    public void Bytes_become_the_text(CharacterSetExample example)
    {
        Assert.Equal(example.Text, SpecificCharacterSet.Parse(example.Values).Decode(example.Value, example.VR));
    }

    [Theory]
    [MemberData(nameof(CharacterSetExample.All), MemberType = typeof(CharacterSetExample))]
    public void The_text_becomes_bytes_and_text_again(CharacterSetExample example)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(example.Values);
        Assert.True(set.CanEncode(example.Text, example.VR));
        Assert.True(set.TryEncode(example.Text, example.VR, out byte[]? bytes));
        if (example.IsCanonical)
        {
            AssertBytes.Equal(example.Value, bytes);
        }

        Assert.Equal(example.Text, set.Decode(bytes, example.VR));
    }

    [Theory]
    [MemberData(nameof(CharacterSetExample.All), MemberType = typeof(CharacterSetExample))]
    public void Declared_terms_are_what_would_be_written(CharacterSetExample example)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(example.Values);
        Assert.Equal(example.Terms, set.ToString());
        Assert.Empty(set.UnknownTerms);
    }
}
