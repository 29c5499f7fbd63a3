using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Brings the text of a data set from JSON, which came as UTF-8, into the character set that the data set declares
/// (PS3.18 section F.2.2 keeps the source's declaration so that this can be done). Where that cannot hold it all, the
/// text stays UTF-8 and ISO_IR 192 is declared.
/// </summary>
internal static class JsonCharacterSet
{
    private static readonly byte[] Utf8Term = "ISO_IR 192"u8.ToArray();

    internal static void Settle(DicomDataset root, JsonPath path)
    {
        List<(DicomDataset Dataset, DicomValueElement Element)> encoded = [];
        if (!TryEncode(root, encoded, path))
        {
            DeclareUtf8(root, isRoot: true);
            return;
        }

        foreach ((DicomDataset dataset, DicomValueElement element) in encoded)
        {
            dataset.Set(element);
        }
    }

    private static bool TryEncode(DicomDataset dataset, List<(DicomDataset Dataset, DicomValueElement Element)> encoded, JsonPath path)
    {
        SpecificCharacterSet characterSet = dataset.CharacterSet;
        foreach (DicomElement element in dataset.Elements)
        {
            if (element is DicomSequence sequence)
            {
                if (!sequence.Items.All(item => TryEncode(item, encoded, path)))
                {
                    return false;
                }
            }
            else if (element is DicomValueElement value && NeedsEncoding(value, characterSet))
            {
                string text = SpecificCharacterSet.Utf8.Decode(value.GetBytes().Span, value.VR).TrimEnd(' ');
                if (!Holds(characterSet, text, value.VR))
                {
                    return false;
                }

                encoded.Add((dataset, new DicomValueElement(value.Tag, value.VR, JsonValueReader.Encode(text, value.VR, characterSet, path))));
            }
        }

        return true;
    }

    private static bool NeedsEncoding(DicomValueElement element, SpecificCharacterSet characterSet) =>
        TextRules.HasCharacterSet(element.VR)
        && characterSet.Terms is not ["ISO_IR 192"]
        && !(characterSet.Terms.Count == 0 && Ascii.IsValid(element.GetBytes().Span));

    // Some sets have two characters for one code: what would come back otherwise is not held.
    private static bool Holds(SpecificCharacterSet characterSet, string text, DicomVR vr) =>
        characterSet.TryEncode(text, vr, out byte[]? bytes) && characterSet.Decode(bytes, vr) == text;

    private static void DeclareUtf8(DicomDataset dataset, bool isRoot)
    {
        if (isRoot || dataset[Tags.SpecificCharacterSet] is not null)
        {
            dataset.Set(new DicomValueElement(Tags.SpecificCharacterSet, DicomVR.CS, Utf8Term));
        }

        foreach (DicomDataset item in dataset.Elements.OfType<DicomSequence>().SelectMany(sequence => sequence.Items))
        {
            DeclareUtf8(item, isRoot: false);
        }
    }
}
