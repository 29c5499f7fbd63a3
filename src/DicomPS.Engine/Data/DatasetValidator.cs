using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Holds data sets against the standard: VRs and value multiplicities of the dictionary (PS3.6), lengths, characters and
/// forms of values (PS3.5 section 6.2), blocks of private elements (section 7.8). Which elements a SOP class needs is
/// another matter. Nothing of this happens on reading or writing.
/// </summary>
public static class DatasetValidator
{
    private const char Undecoded = '\uFFFD';

    /// <summary>Finds what is wrong, in the order of the elements, through all items. Each is looked for when it is asked for.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="isQuery">
    /// Whether it is the identifier of a query (PS3.4 section C.2.2.2): dates and times may be ranges, text may have
    /// wildcards, UIDs may be lists, and a sequence has one item at most.
    /// </param>
    /// <returns>The faults; none where nothing is wrong.</returns>
    /// <exception cref="DicomException">NotDicom: the file a value stayed in was changed.</exception>
    public static IEnumerable<ElementFault> Validate(DicomDataset dataset, bool isQuery = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Elements.SelectMany(element => Validate(element, isQuery));
    }

    private static IEnumerable<ElementFault> Validate(DicomElement element, bool isQuery)
    {
        IEnumerable<ElementFault> own = FindFaults(element, isQuery)
            .Select(message => new ElementFault(element.Path, element.Tag, element.Keyword, element.VR, message));
        return element is DicomSequence sequence ? own.Concat(sequence.Items.SelectMany(item => Validate(item, isQuery))) : own;
    }

    private static IEnumerable<string> FindFaults(DicomElement element, bool isQuery)
    {
        DicomTagEntry? entry = element.Entry;
        if (FindTagFault(element, entry) is { } tagFault)
        {
            yield return tagFault;
        }

        if (FindVrFault(element, entry) is { } vrFault)
        {
            yield return vrFault;
        }
        else if (element is DicomValueElement { IsEmpty: false } value)
        {
            foreach (string fault in FindValueFaults(value, entry?.VM, isQuery))
            {
                yield return fault;
            }
        }
        else if (isQuery && element is DicomSequence { Items.Count: > 1 } sequence)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"a sequence of a query has one item; there are {sequence.Items.Count}");
        }
    }

    private static string? FindTagFault(DicomElement element, DicomTagEntry? entry)
    {
        DicomTag tag = element.Tag;
        return tag.Group is 0x0000 or 0x0002 ? $"group {tag.Group:X4} is of command sets and meta headers, not of data sets"
            : tag.IsGroupLength || tag.IsPrivateCreator ? null
            : !tag.IsPrivate ? entry is null ? "the standard does not know the tag" : null
            : !PrivateDictionary.IsGroup(tag.Group) ? $"group {tag.Group:X4} has no private elements"
            : element.PrivateCreator is null ? "no private creator is there for its block"
            : null;
    }

    // UN is what a writer gives that does not know the VR (PS3.5 section 6.2.2).
    private static string? FindVrFault(DicomElement element, DicomTagEntry? entry)
    {
        string? names = element.Tag.IsPrivateCreator ? nameof(DicomVR.LO) : element.Tag.IsGroupLength ? nameof(DicomVR.UL) : entry?.VR;
        return element.VR == DicomVR.UN || names is null || names.Split(" or ").Contains(element.VR.ToString())
            ? null
            : $"the VR is {element.VR}, not {names}";
    }

    private static IEnumerable<string> FindValueFaults(DicomValueElement element, string? vm, bool isQuery)
    {
        if (element.Length % 2 != 0)
        {
            yield return "the length is odd";
        }

        if (!element.VR.HasLongLength() && element.Length > ElementHeader.MaxShortLength)
        {
            yield return $"the value has more bytes than VR {element.VR} can tell";
        }

        bool isText = element.VR.IsText();
        if (!isText && !ValueDecoder.HasNumbers(element.VR))
        {
            // Bytes, one value whatever their number.
            yield break;
        }

        int unit = element.VR == DicomVR.AT ? 2 * element.VR.SwapUnit() : element.VR.SwapUnit();
        if (!isText && element.Length % unit != 0)
        {
            yield return $"the length is no multiple of {unit}, the length of a value of VR {element.VR}";
        }

        IReadOnlyList<string> texts = isText ? element.GetTexts() : [];
        int count = isText ? texts.Count : (int)(element.Length / unit);
        bool isList = isQuery && element.VR == DicomVR.UI;
        if (vm is not null && !isList && texts is not [""] && !ValueMultiplicity.Allows(vm, count))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the number of values is {count}, not {vm}");
        }

        for (int i = 0; i < texts.Count; i++)
        {
            if (FindTextFault(element.VR, texts[i], isQuery) is { } fault)
            {
                yield return count == 1 ? fault : string.Create(CultureInfo.InvariantCulture, $"value {i + 1}: {fault}");
            }
        }
    }

    private static string? FindTextFault(DicomVR vr, string text, bool isQuery) =>
        TextRules.HasCharacterSet(vr) && text.Contains(Undecoded, StringComparison.Ordinal) ? "it has bytes that the Specific Character Set does not have"
        : isQuery ? ValueRules.FindQueryFault(vr, text)
        : ValueRules.FindFault(vr, text);
}
