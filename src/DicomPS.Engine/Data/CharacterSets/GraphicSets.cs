namespace DicomPS.Engine.Data;

/// <summary>The coded character sets that escape sequences choose between (PS3.3 tables C.12-3 and C.12-4), by ISO registration.</summary>
internal static class GraphicSets
{
    /// <summary>ISO-IR 6: ASCII.</summary>
    internal static GraphicSet Ir6 { get; } = GraphicSet.LikeAscii("(B");

    /// <summary>ISO-IR 14: the Latin half of JIS X 0201, with yen and overline in place of backslash and tilde (PS3.5 section H.1.1).</summary>
    internal static GraphicSet Ir14 { get; } = GraphicSet.LikeAscii("(J", ('\\', '\u00A5'), ('~', '\u203E'));

    /// <summary>ISO-IR 13: the half-width katakana of JIS X 0201. The Shift JIS code page has them as bytes of their own.</summary>
    internal static GraphicSet Ir13 { get; } = GraphicSet.SingleByte(")I", 932);

    /// <summary>ISO-IR 100: Latin alphabet No. 1.</summary>
    internal static GraphicSet Ir100 { get; } = GraphicSet.SingleByte("-A", 28591);

    /// <summary>ISO-IR 101: Latin alphabet No. 2.</summary>
    internal static GraphicSet Ir101 { get; } = GraphicSet.SingleByte("-B", 28592);

    /// <summary>ISO-IR 109: Latin alphabet No. 3.</summary>
    internal static GraphicSet Ir109 { get; } = GraphicSet.SingleByte("-C", 28593);

    /// <summary>ISO-IR 110: Latin alphabet No. 4.</summary>
    internal static GraphicSet Ir110 { get; } = GraphicSet.SingleByte("-D", 28594);

    /// <summary>ISO-IR 144: Cyrillic.</summary>
    internal static GraphicSet Ir144 { get; } = GraphicSet.SingleByte("-L", 28595);

    /// <summary>ISO-IR 127: Arabic.</summary>
    internal static GraphicSet Ir127 { get; } = GraphicSet.SingleByte("-G", 28596);

    /// <summary>ISO-IR 126: Greek.</summary>
    internal static GraphicSet Ir126 { get; } = GraphicSet.SingleByte("-F", 28597);

    /// <summary>ISO-IR 138: Hebrew.</summary>
    internal static GraphicSet Ir138 { get; } = GraphicSet.SingleByte("-H", 28598);

    /// <summary>ISO-IR 148: Latin alphabet No. 5.</summary>
    internal static GraphicSet Ir148 { get; } = GraphicSet.SingleByte("-M", 28599);

    /// <summary>ISO-IR 203: Latin alphabet No. 9.</summary>
    internal static GraphicSet Ir203 { get; } = GraphicSet.SingleByte("-b", 28605);

    /// <summary>ISO-IR 166: Thai.</summary>
    internal static GraphicSet Ir166 { get; } = GraphicSet.SingleByte("-T", 874);

    /// <summary>ISO-IR 87: JIS X 0208, kanji and kana. Rows 9 to 15 are free in the standard; systems have signs of their own there.</summary>
    internal static GraphicSet Ir87 { get; } =
        GraphicSet.DoubleByte("$B", isG1: false, 20932, trailBit: 0x80, (row, _) => row is < 9 or > 15);

    /// <summary>
    /// ISO-IR 159: JIS X 0212, supplementary kanji. The code page tells it from JIS X 0208 by a second byte below 80h,
    /// and has kanji of one maker behind its last row.
    /// </summary>
    internal static GraphicSet Ir159 { get; } =
        GraphicSet.DoubleByte("$(D", isG1: false, 20932, trailBit: 0, (row, _) => row <= 77);

    /// <summary>ISO-IR 149: KS X 1001, Hangul and Hanja, as registered: the euro and the registered sign came later.</summary>
    internal static GraphicSet Ir149 { get; } =
        GraphicSet.DoubleByte("$)C", isG1: true, 20949, trailBit: 0x80, (row, cell) => row != 2 || cell <= 69);

    /// <summary>
    /// ISO-IR 58: GB 2312. Its own code page reads the middle dot of names and the dash as signs that no other software
    /// writes for them; that of GBK has the usual ones, and some more in rows 2, 6 and 8, which GB 2312 does not have.
    /// </summary>
    internal static GraphicSet Ir58 { get; } =
        GraphicSet.DoubleByte("$)A", isG1: true, CodePages.Gbk, trailBit: 0x80, IsInGb2312);

    private static GraphicSet[] All { get; } =
    [
        Ir6, Ir14, Ir13, Ir100, Ir101, Ir109, Ir110, Ir144, Ir127, Ir126, Ir138, Ir148, Ir203, Ir166, Ir87, Ir159, Ir149, Ir58,
    ];

    /// <summary>The set whose escape sequence the bytes begin with; null where it is none, or cut off.</summary>
    internal static GraphicSet? Designated(ReadOnlySpan<byte> bytes)
    {
        foreach (GraphicSet set in All)
        {
            if (bytes.StartsWith(set.Escape))
            {
                return set;
            }
        }

        return null;
    }

    private static bool IsInGb2312(int row, int cell) =>
        row switch
        {
            2 => cell > 16,
            6 => cell <= 56,
            8 => cell is <= 26 or >= 37,
            _ => true,
        };
}
