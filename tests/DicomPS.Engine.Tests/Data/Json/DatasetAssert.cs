using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Json;

/// <summary>Compares data sets by the values that count, not by how they are encoded.</summary>
internal static class DatasetAssert
{
    internal static void Equal(DicomDataset expected, DicomDataset actual)
    {
        List<DicomElement> wanted = [.. expected.Elements.Where(element => !element.Tag.IsGroupLength)];
        Assert.Equal(wanted.Select(element => element.Tag), actual.Elements.Select(element => element.Tag));
        foreach ((DicomElement one, DicomElement other) in wanted.Zip(actual.Elements))
        {
            Equal(one, other);
        }
    }

    private static void Equal(DicomElement expected, DicomElement actual)
    {
        Assert.Equal(expected.VR, actual.VR);
        switch (expected)
        {
            case DicomSequence sequence:
                IList<DicomDataset> items = Assert.IsType<DicomSequence>(actual).Items;
                Assert.Equal(sequence.Items.Count, items.Count);
                foreach ((DicomDataset one, DicomDataset other) in sequence.Items.Zip(items))
                {
                    Equal(one, other);
                }

                break;
            case DicomFragments fragments:
                DicomFragments others = Assert.IsType<DicomFragments>(actual);
                Assert.Equal(fragments.Contents.Select(Bytes), others.Contents.Select(Bytes));
                break;
            default:
                Assert.Equal(Values(expected), Values(actual));
                break;
        }
    }

    private static byte[] Bytes(ElementContent content) => content.Read().ToArray();

    // One empty value is no value.
    private static IReadOnlyList<object> Values(DicomElement element)
    {
        IReadOnlyList<object> values = Assert.IsType<DicomValueElement>(element).GetValues();
        return element.VR == DicomVR.PN ? [.. values.Select(name => ((string)name).TrimEnd('=')).Where(name => values.Count > 1 || name.Length > 0)]
            : values is [""] ? []
            : values is [byte[] { Length: var length } bytes] && length % 2 != 0 ? [(byte[])[.. bytes, 0]] // Written padded.
            : values;
    }
}
