namespace DicomPS.Engine.Data;

/// <summary>The defined terms of Specific Character Set (PS3.3 tables C.12-2 to C.12-5), and how they are found by what writers make of them.</summary>
internal static class CharacterSetTerms
{
    // No term, with whatever spaces and signs, is longer.
    private const int LongestSpelling = 64;

    private static readonly Dictionary<string, CharacterSetTerm> ByNumber = new()
    {
        ["6"] = Term(6, GraphicSets.Ir6, null),
        ["13"] = Term(13, GraphicSets.Ir14, GraphicSets.Ir13),
        ["58"] = Term(58, null, GraphicSets.Ir58),
        ["87"] = Term(87, GraphicSets.Ir87, null),
        ["100"] = Term(100, GraphicSets.Ir6, GraphicSets.Ir100),
        ["101"] = Term(101, GraphicSets.Ir6, GraphicSets.Ir101),
        ["109"] = Term(109, GraphicSets.Ir6, GraphicSets.Ir109),
        ["110"] = Term(110, GraphicSets.Ir6, GraphicSets.Ir110),
        ["126"] = Term(126, GraphicSets.Ir6, GraphicSets.Ir126),
        ["127"] = Term(127, GraphicSets.Ir6, GraphicSets.Ir127),
        ["138"] = Term(138, GraphicSets.Ir6, GraphicSets.Ir138),
        ["144"] = Term(144, GraphicSets.Ir6, GraphicSets.Ir144),
        ["148"] = Term(148, GraphicSets.Ir6, GraphicSets.Ir148),
        ["149"] = Term(149, null, GraphicSets.Ir149),
        ["159"] = Term(159, GraphicSets.Ir159, null),
        ["166"] = Term(166, GraphicSets.Ir6, GraphicSets.Ir166),
        ["192"] = Term("ISO_IR 192", new Utf8Codec()),
        ["203"] = Term(203, GraphicSets.Ir6, GraphicSets.Ir203),
        ["GB18030"] = Term("GB18030", new ChineseCodec(CodePages.Gb18030)),
        ["GBK"] = Term("GBK", new ChineseCodec(CodePages.Gbk)),
    };

    // Names that the character sets have elsewhere, without the signs in between.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["ASCII"] = "6", ["USASCII"] = "6", ["ISO646"] = "6",
        ["LATIN1"] = "100", ["ISO88591"] = "100", ["WINDOWS1252"] = "100",
        ["LATIN2"] = "101", ["ISO88592"] = "101",
        ["LATIN3"] = "109", ["ISO88593"] = "109",
        ["LATIN4"] = "110", ["ISO88594"] = "110",
        ["ISO88595"] = "144",
        ["ISO88596"] = "127",
        ["ISO88597"] = "126",
        ["ISO88598"] = "138",
        ["LATIN5"] = "148", ["ISO88599"] = "148",
        ["LATIN9"] = "203", ["ISO885915"] = "203",
        ["TIS620"] = "166", ["ISO885911"] = "166",
        ["JISX0201"] = "13", ["JISX0208"] = "87", ["JISX0212"] = "159",
        ["KSX1001"] = "149", ["KSC5601"] = "149", ["EUCKR"] = "149",
        ["UTF8"] = "192", ["UNICODE"] = "192",
        ["GB2312"] = "GBK", ["CP936"] = "GBK", ["EUCCN"] = "GBK",
    };

    /// <summary>The default repertoire (PS3.5 section 6.1.2.1).</summary>
    internal static CharacterSetTerm Ascii { get; } = ByNumber["6"];

    /// <summary>The term that a value of Specific Character Set means; null where it means none.</summary>
    internal static CharacterSetTerm? Find(string value)
    {
        if (value.Length > LongestSpelling || value.Contains(TextRules.ValueDelimiter, StringComparison.Ordinal))
        {
            return null;
        }

        // "ISO-IR 100", "ISO_IR_100" and "ISO 2022 IR100" differ from a term by signs only.
        string letters = string.Concat(value.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (Elsewhere.TryGetValue(letters, out string? number))
        {
            return ByNumber[number];
        }

        foreach (string prefix in (ReadOnlySpan<string>)["ISO", "2022", "IR"])
        {
            letters = letters.StartsWith(prefix, StringComparison.Ordinal) ? letters[prefix.Length..] : letters;
        }

        return ByNumber.GetValueOrDefault(letters);
    }

    private static CharacterSetTerm Term(int number, GraphicSet? g0, GraphicSet? g1) => new($"ISO_IR {number}", $"ISO 2022 IR {number}", g0, g1);

    private static CharacterSetTerm Term(string name, TextCodec codec) => new(name, name, null, null, codec);
}
