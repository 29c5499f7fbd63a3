using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// How text values are encoded, as Specific Character Set (0008,0005) declares it (PS3.3 section C.12.1.1.2, PS3.5
/// section 6.1). Reading takes what comes: it never throws, and what cannot be decoded becomes U+FFFD. Writing holds to
/// the standard. Padding is the caller's: it is neither removed nor added.
/// </summary>
public sealed class SpecificCharacterSet
{
    // Data sets come with a handful of declarations. A peer that invents more does not fill the memory.
    private const int MostCached = 256;
    private const int LongestCached = 256;

    private static readonly ConcurrentDictionary<string, SpecificCharacterSet> Cache = new(StringComparer.Ordinal);

    // What Smallest chooses from: the default, then one byte a character.
    private static readonly string[] SmallTerms =
    [
        "", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126", "ISO_IR 138",
        "ISO_IR 148", "ISO_IR 203", "ISO_IR 166",
    ];

    private readonly TextCodec codec;

    private SpecificCharacterSet(TextCodec codec, IReadOnlyList<string> terms, IReadOnlyList<string> unknownTerms)
    {
        this.codec = codec;
        Terms = terms;
        UnknownTerms = unknownTerms;
    }

    /// <summary>
    /// The default repertoire ISO_IR 6, which needs no declaration (PS3.5 section 6.1.2.1). Bytes above 7Fh, which it does
    /// not have, are read as UTF-8 where the value is valid UTF-8, else as ISO 8859-1.
    /// </summary>
    public static SpecificCharacterSet Default { get; } = Parse([]);

    /// <summary>Unicode in UTF-8, ISO_IR 192.</summary>
    public static SpecificCharacterSet Utf8 { get; } = Parse(["ISO_IR 192"]);

    /// <summary>
    /// The defined terms, in the spelling of PS3.3 section C.12.1.1.2 whatever the declaration's was, fit to be written;
    /// empty for the default repertoire. An empty first term stands for ISO 2022 IR 6.
    /// </summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The declared values that were left out: no term is meant by them, or it cannot stand with the others.</summary>
    public IReadOnlyList<string> UnknownTerms { get; }

    /// <summary>
    /// What the values of Specific Character Set declare. Terms are recognised in other spellings and under the names that
    /// the character sets have elsewhere; what means nothing is left out.
    /// </summary>
    /// <param name="values">The values, in order; none for a data set without the attribute.</param>
    public static SpecificCharacterSet Parse(IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string key = string.Join(TextRules.ValueDelimiter, values);
        if (Cache.TryGetValue(key, out SpecificCharacterSet? known))
        {
            return known;
        }

        SpecificCharacterSet set = Create(values);
        if (set.UnknownTerms.Count == 0 && key.Length <= LongestCached && Cache.Count < MostCached)
        {
            Cache.TryAdd(key, set);
        }

        return set;
    }

    /// <summary>A character set that holds all of the texts, and that as many readers as possible know.</summary>
    /// <param name="texts">The texts; a backslash in them separates values.</param>
    /// <param name="preferred">The one to keep if it holds them.</param>
    /// <returns>The preferred one, else the first of those with one byte a character that holds them, else UTF-8.</returns>
    public static SpecificCharacterSet Smallest(IEnumerable<string> texts, SpecificCharacterSet preferred)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(preferred);
        return Smallest([.. texts.Select(text => (text, DicomVR.PN))], preferred);
    }

    /// <summary>As above, for texts of their own VRs: what is a delimiter in one can be a character to encode in another.</summary>
    internal static SpecificCharacterSet Smallest(List<(string Text, DicomVR VR)> texts, SpecificCharacterSet preferred) =>
        SmallTerms.Select(term => Parse([term])).Prepend(preferred)
            .FirstOrDefault(set => texts.TrueForAll(text => set.CanEncode(text.Text, text.VR))) ?? Utf8;

    /// <summary>
    /// Decodes a value. The VRs SH, LO, ST, LT, UC, UT and PN have the declared character set; all others are ASCII
    /// (PS3.5 section 6.1.2.2), and bytes above 7Fh are read as ISO 8859-1 there.
    /// </summary>
    /// <param name="value">The bytes of the value, or of several with backslashes between them.</param>
    /// <param name="vr">The VR.</param>
    public string Decode(ReadOnlySpan<byte> value, DicomVR vr)
    {
        if (!TextRules.HasCharacterSet(vr))
        {
            return Encoding.Latin1.GetString(value);
        }

        // Nearly all text is ASCII, and then there is nothing to decode.
        return codec.IsAsciiCompatible && Ascii.IsValid(value) && !value.Contains((byte)0x1B)
            ? Encoding.ASCII.GetString(value)
            : codec.Decode(value, TextRules.Delimiters(vr));
    }

    /// <summary>
    /// Decodes a value and separates it at the backslashes that are delimiters: not at those within a character of several
    /// bytes, and not for ST, LT, UT and UR, which have one value (PS3.5 section 6.4).
    /// </summary>
    /// <param name="value">The bytes of all values.</param>
    /// <param name="vr">The VR.</param>
    /// <returns>The values; one that is empty where there are no bytes.</returns>
    public IReadOnlyList<string> DecodeValues(ReadOnlySpan<byte> value, DicomVR vr)
    {
        // No set has a backslash besides that of ASCII: one that is left in the text is a delimiter.
        string text = Decode(value, vr);
        return TextRules.CanHaveValues(vr) ? text.Split(TextRules.ValueDelimiter) : [text];
    }

    /// <summary>Whether a text can be encoded.</summary>
    /// <param name="text">The text, or several with backslashes between them.</param>
    /// <param name="vr">The VR.</param>
    public bool CanEncode(string text, DicomVR vr) => TryEncode(text, vr, out _);

    /// <summary>
    /// Encodes a text. Where several terms are declared, escape sequences choose between them, and the initial state is
    /// active again before delimiters, before control characters and at the end (PS3.5 section 6.1.2.5.3).
    /// </summary>
    /// <param name="text">The text, or several with backslashes between them.</param>
    /// <param name="vr">The VR.</param>
    /// <param name="bytes">The value; null where the text has a character that the declared sets do not have.</param>
    public bool TryEncode(string text, DicomVR vr, [NotNullWhen(true)] out byte[]? bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isAscii = Ascii.IsValid(text);
        bool isPlain = isAscii && (!TextRules.HasCharacterSet(vr) || (codec.IsAsciiCompatible && !text.Contains('\x1B', StringComparison.Ordinal)));
        bytes = isPlain ? Encoding.ASCII.GetBytes(text)
            : TextRules.HasCharacterSet(vr) ? codec.Encode(text, TextRules.Delimiters(vr))
            : null;
        return bytes is not null;
    }

    /// <summary>The terms as they stand in a data set.</summary>
    public override string ToString() => string.Join(TextRules.ValueDelimiter, Terms);

    private static SpecificCharacterSet Create(IReadOnlyList<string> values)
    {
        List<CharacterSetTerm> terms = [];
        List<string> unknown = [];
        foreach (string value in values.Where(value => !string.IsNullOrWhiteSpace(value)))
        {
            CharacterSetTerm? term = CharacterSetTerms.Find(value);
            if (term is null || terms.Exists(other => !CanStandTogether(other, term)))
            {
                unknown.Add(value);
            }
            else if (!terms.Contains(term))
            {
                terms.Add(term);
            }
        }

        if (terms.Find(term => term.Codec is not null) is { Codec: TextCodec codec } single)
        {
            return new(codec, [single.Name], unknown);
        }

        // Without a set of one byte a character in the first place, ASCII is there (PS3.5 section 6.1.2.5.1).
        bool isFirstMissing = values.Count == 0 || CharacterSetTerms.Find(values[0] ?? "") is not { CanBeFirst: true };
        if (isFirstMissing)
        {
            terms.Remove(CharacterSetTerms.Ascii);
            terms.Insert(0, CharacterSetTerms.Ascii);
        }

        return new(new Iso2022Codec(terms), NamesOf(terms, isFirstMissing), unknown);
    }

    // UTF-8 and the like stand alone, so whichever comes first decides; an ASCII before them is no contradiction.
    private static bool CanStandTogether(CharacterSetTerm first, CharacterSetTerm second) =>
        first == second || (first.Codec is null && (second.Codec is null || first == CharacterSetTerms.Ascii));

    private static string[] NamesOf(List<CharacterSetTerm> terms, bool isFirstMissing) => terms switch
    {
        [var only] => only == CharacterSetTerms.Ascii ? [] : [only.Name],
        _ => [.. terms.Select((term, index) => index == 0 && isFirstMissing ? "" : term.NameWithExtensions)],
    };
}
