using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DicomPS.Engine.Dictionary;

/// <summary>
/// The private data elements (PS3.5 section 7.8) that were registered in this process, by creator. A creator numbers its
/// elements from 00 to FF; which block of a data set they lie in is told there, so the block does not matter here.
/// It may be used from several threads at once.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is the counterpart of the data dictionary of the standard.")]
public static partial class PrivateDictionary
{
    private const int MaxCreatorLength = 64;
    private const int BlockShift = 8;
    private const byte FirstBlock = 0x10;

    private static readonly ConcurrentDictionary<(string Creator, ushort Group, byte Element), DicomTagEntry> Entries = new();

    /// <summary>All of them, by creator and tag.</summary>
    public static IEnumerable<DicomTagEntry> All => Entries.Values
        .OrderBy(entry => entry.Creator, StringComparer.Ordinal)
        .ThenBy(entry => entry.Tag);

    /// <summary>The elements of a creator, in the order of their tags.</summary>
    /// <param name="creator">The private creator; spaces at its ends do not count.</param>
    public static IEnumerable<DicomTagEntry> Of(string creator)
    {
        ArgumentNullException.ThrowIfNull(creator);
        string wanted = Trim(creator);
        return All.Where(entry => entry.Creator == wanted);
    }

    /// <summary>Makes an element known. One that is known already is replaced.</summary>
    /// <param name="creator">The private creator: 1 to 64 characters; spaces at its ends do not count.</param>
    /// <param name="tag">The tag, of an odd group; its block, the upper byte of the element number, does not matter.</param>
    /// <param name="vr">The VR: one, or several as in "US or SS".</param>
    /// <param name="vm">The value multiplicity, as "1", "1-3", "1-n" or "2-2n".</param>
    /// <param name="keyword">The name as one word of ASCII letters and digits; empty where there is none.</param>
    /// <param name="name">The name; without one it is the keyword, or the tag.</param>
    /// <returns>The new entry.</returns>
    /// <exception cref="ArgumentException">Something is not as it has to be.</exception>
    public static DicomTagEntry Register(
        string creator, DicomTag tag, string vr, string vm = "1", string keyword = "", string name = "")
    {
        ArgumentNullException.ThrowIfNull(creator);
        ArgumentNullException.ThrowIfNull(vr);
        ArgumentNullException.ThrowIfNull(vm);
        ArgumentNullException.ThrowIfNull(keyword);
        ArgumentNullException.ThrowIfNull(name);
        string owner = Trim(creator);
        Require(
            IsCreator(owner),
            $"A private creator has 1 to 64 characters, without backslash and control characters; '{owner}' has not.");

        int block = tag.Element >> BlockShift;
        Require(
            IsGroup(tag.Group),
            $"A private tag has an odd group from 0009 to FFFD; {tag} has not.");
        Require(block is 0 or >= FirstBlock, $"A private element is numbered xx00 to xxFF in a block from 10 to FF; {tag} is not.");
        string[] vrs = vr.Trim().ToUpperInvariant().Split(" OR ");
        Require(
            vrs.All(one => Enum.TryParse(one, out DicomVR known) && known.IsKnown() && one.Length == 2),
            $"'{vr}' is no VR of PS3.5, such as LO, nor several, such as 'US or SS'.");
        Require(Multiplicity().IsMatch(vm), $"'{vm}' is no value multiplicity, such as 1, 1-3, 1-n or 2-2n.");
        Require(keyword.Length == 0 || Word().IsMatch(keyword), $"'{keyword}' is no keyword: a letter, then letters and digits of ASCII.");

        byte number = (byte)tag.Element;
        string pattern = TagText.Format(string.Create(CultureInfo.InvariantCulture, $"{tag.Group:X4}xx{number:X2}"));
        DicomTagEntry entry = new(
            new DicomTag(tag.Group, (ushort)((FirstBlock << BlockShift) | number)),
            string.Join(" or ", vrs),
            vm,
            keyword,
            name.Length > 0 ? name : keyword.Length > 0 ? keyword : pattern,
            IsRetired: false)
        {
            Creator = owner,
            Pattern = pattern,
        };
        Entries[(owner, tag.Group, number)] = entry;
        return entry;
    }

    /// <summary>Looks up the tag of a private element.</summary>
    /// <param name="creator">The private creator of its block; spaces at its ends do not count.</param>
    /// <param name="tag">The tag, in whatever block.</param>
    /// <returns>Its entry, with this tag; null where it is not registered.</returns>
    public static DicomTagEntry? Find(string creator, DicomTag tag)
    {
        ArgumentNullException.ThrowIfNull(creator);
        return tag.Element >> BlockShift >= FirstBlock
            && Entries.TryGetValue((Trim(creator), tag.Group, (byte)tag.Element), out DicomTagEntry? entry) ? entry.At(tag) : null;
    }

    /// <summary>Reads the tag of a private element, whose block may be written as xx.</summary>
    /// <param name="text">(gggg,xxee), (gggg,bbee), (gggg,00ee), or any of them without parentheses and comma.</param>
    /// <returns>The tag; one with xx in the first block.</returns>
    /// <exception cref="ArgumentException">The text is no such tag.</exception>
    public static DicomTag ParseTag(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? digits = TagText.DigitsOf(text);
        if (digits is not null && digits[4..6] == "xx")
        {
            digits = digits.Remove(4, 2).Insert(4, FirstBlock.ToString("X2", CultureInfo.InvariantCulture));
        }

        return DicomTag.TryParse(digits, out DicomTag tag)
            ? tag
            : throw new ArgumentException($"'{text}' is no private tag such as '(0009,xx01)' or '(0009,1001)'; write it in quotes.");
    }

    /// <summary>Whether no element is registered, so that no look-up can find one.</summary>
    internal static bool IsEmpty => Entries.IsEmpty;

    /// <summary>Whether a text can name a creator, without its padding: a value of LO.</summary>
    internal static bool IsCreator(string creator) =>
        creator.Length is > 0 and <= MaxCreatorLength && !creator.Any(c => c == '\\' || char.IsControl(c));

    /// <summary>Whether a group has private elements: groups 0001 to 0007 and FFFF have none (PS3.5 section 7.8.1).</summary>
    internal static bool IsGroup(ushort group) => (group & 1) != 0 && group is > 0x0008 and < 0xFFFF;

    /// <summary>The entries of a tag: of one creator, or of each that has it.</summary>
    internal static IEnumerable<DicomTagEntry> FindAll(DicomTag tag, string? creator) =>
        (string.IsNullOrEmpty(creator) ? All.Select(entry => entry.Creator).Distinct().ToArray() : [creator])
            .Select(one => Find(one, tag))
            .OfType<DicomTagEntry>();

    // Padding of the value (PS3.5 section 6.2).
    private static string Trim(string creator) => creator.Trim(' ', '\0');

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new ArgumentException(otherwise);
        }
    }

    [GeneratedRegex(@"^[1-9][0-9]*(-([1-9][0-9]*|[1-9]?[0-9]*n))?\z")]
    private static partial Regex Multiplicity();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*\z")]
    private static partial Regex Word();
}
