using System.Text;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>A value, in bytes and in characters.</summary>
/// <param name="Name">Where it is from.</param>
/// <param name="Terms">The values of Specific Character Set, with backslashes between them.</param>
/// <param name="VR">The VR.</param>
/// <param name="Bytes">The bytes, as characters of ISO 8859-1.</param>
/// <param name="Text">What they mean.</param>
/// <param name="IsCanonical">Whether the project writes the same bytes; else it puts an escape sequence elsewhere.</param>
public sealed record CharacterSetExample(string Name, string Terms, DicomVR VR, string Bytes, string Text, bool IsCanonical = true)
{
    /// <summary>The examples of PS3.5 annexes H to K, and one for each other set.</summary>
    public static TheoryData<CharacterSetExample> All { get; } = new((CharacterSetExample[])
    [
        new("H.3.1", @"\ISO 2022 IR 87", DicomVR.PN,
            "Yamada^Tarou=\e$B;3ED\e(B^\e$BB@O:\e(B=\e$B$d$^$@\e(B^\e$B$?$m$&\e(B",
            "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        new("H.3.2", @"ISO 2022 IR 13\ISO 2022 IR 87", DicomVR.PN,
            "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3=\e$B;3ED\e(J^\e$BB@O:\e(J=\e$B$d$^$@\e(J^\e$B$?$m$&\e(J",
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        new("H.3.1, back by ESC ( J", @"\ISO 2022 IR 87", DicomVR.PN,
            "Yamada^Tarou=\e$B;3ED\e(J^\e$BB@O:\e(J=\e$B$d$^$@\e(J^\e$B$?$m$&\e(J",
            "Yamada^Tarou=山田^太郎=やまだ^たろう", IsCanonical: false),
        new("I.2", @"\ISO 2022 IR 149", DicomVR.PN,
            "Hong^Gildong=\e$)C\u00fb\u00f3^\e$)C\u00d1\u00ce\u00d4\u00d7=\e$)C\u00c8\u00ab^\e$)C\u00b1\u00e6\u00b5\u00bf",
            "Hong^Gildong=洪^吉洞=홍^길동"),
        new("I.3", @"\ISO 2022 IR 149", DicomVR.LT,
            "\e$)CThe first line includes \u00c7\u00d1\u00b1\u00db.\r\n\e$)CThe second line includes \u00c7\u00d1\u00b1\u00db, too.\r\nThe third line",
            "The first line includes 한글.\r\nThe second line includes 한글, too.\r\nThe third line", IsCanonical: false),
        new("J.1", "ISO_IR 192", DicomVR.PN,
            "Wang^XiaoDong=\u00e7\u008e\u008b^\u00e5\u00b0\u008f\u00e6\u009d\u00b1=",
            "Wang^XiaoDong=王^小東="),
        new("J.2", "ISO_IR 192", DicomVR.LT,
            "The first line includes\u00e4\u00b8\u00ad\u00e6\u0096\u0087.\r\nThe second line includes\u00e4\u00b8\u00ad\u00e6\u0096\u0087, too.\r\nThe third line.\r\n",
            "The first line includes中文.\r\nThe second line includes中文, too.\r\nThe third line.\r\n"),
        new("J.3", "GB18030", DicomVR.PN,
            "Wang^XiaoDong=\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab=",
            "Wang^XiaoDong=王^小东="),
        new("J.3 in GBK", "GBK", DicomVR.PN,
            "Wang^XiaoDong=\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab=",
            "Wang^XiaoDong=王^小东="),
        new("J.4", "GB18030", DicomVR.LT,
            "The first line includes\u00d6\u00d0\u00ce\u00c4.\r\nThe second line includes\u00d6\u00d0\u00ce\u00c4, too.\r\nThe third line.\r\n",
            "The first line includes中文.\r\nThe second line includes中文, too.\r\nThe third line.\r\n"),
        new("K.2", @"\ISO 2022 IR 58", DicomVR.PN,
            "Zhang^XiaoDong=\e$)A\u00d5\u00c5^\e$)A\u00d0\u00a1\u00b6\u00ab= ",
            "Zhang^XiaoDong=张^小东= "),
        new("K.3", @"\ISO 2022 IR 58", DicomVR.LT,
            "1.\e$)A\u00b5\u00da\u00d2\u00bb\u00d0\u00d0\u00ce\u00c4\u00d7\u00d6\u00a1\u00a3\r\n2.\e$)A\u00b5\u00da\u00b6\u00fe\u00d0\u00d0\u00ce\u00c4\u00d7\u00d6\u00a1\u00a3\r\n",
            "1.第一行文字。\r\n2.第二行文字。\r\n"),
        new("K.3, older: back to ASCII at the end of the line", @"\ISO 2022 IR 58", DicomVR.LT,
            "1.\e$)A\u00b5\u00da\u00d2\u00bb\u00a1\u00a3\e(B\r\n2.\e$)A\u00b5\u00da\u00b6\u00fe\u00a1\u00a3\e(B\r\n ",
            "1.第一。\r\n2.第二。\r\n ", IsCanonical: false),
        new("Supplementary kanji", @"\ISO 2022 IR 87\ISO 2022 IR 159", DicomVR.LO, "\e$B;3\e$(D0!\e(B", "山丂"),
        new("Half-width katakana alone", "ISO_IR 13", DicomVR.LO, "\u00d4\u00cf\u00c0\u00de 1\\\u00c0\u00db\u00b3", "ﾔﾏﾀﾞ 1\\ﾀﾛｳ"),
        new("ASCII", "", DicomVR.PN, "Adams^John Robert Quincy^^Rev.^B.A. M.Div.", "Adams^John Robert Quincy^^Rev.^B.A. M.Div."),
        new("French", "ISO_IR 100", DicomVR.PN, "Buc^J\u00e9r\u00f4me", "Buc^Jérôme"),
        new("German", "ISO_IR 100", DicomVR.PN, "\u00c4neas^R\u00fcdiger", "Äneas^Rüdiger"),
        new("Polish", "ISO_IR 101", DicomVR.PN, "Wa\u00b3\u00easa^Lech", "Wałęsa^Lech"),
        new("Maltese", "ISO_IR 109", DicomVR.LO, "\u00a1al", "Ħal"),
        new("Latvian", "ISO_IR 110", DicomVR.LO, "Ka\u00f3is", "Kaķis"),
        new("Russian", "ISO_IR 144", DicomVR.PN, "\u00bb\u00ee\u00dace\u00dc\u00d1yp\u00d3", "Люкceмбypг"),
        new("Arabic", "ISO_IR 127", DicomVR.PN,
            "\u00e2\u00c8\u00c7\u00e6\u00ea^\u00e4\u00e6\u00d2\u00c7\u00d1",
            "\u0642\u0628\u0627\u0646\u064A^\u0644\u0646\u0632\u0627\u0631"),
        new("Greek", "ISO_IR 126", DicomVR.PN, "\u00c4\u00e9\u00ef\u00ed\u00f5\u00f3\u00e9\u00ef\u00f2", "Διονυσιος"),
        new("Hebrew", "ISO_IR 138", DicomVR.PN,
            "\u00f9\u00f8\u00e5\u00ef^\u00e3\u00e1\u00e5\u00f8\u00e4",
            "\u05E9\u05E8\u05D5\u05DF^\u05D3\u05D1\u05D5\u05E8\u05D4"),
        new("Turkish", "ISO_IR 148", DicomVR.PN, "\u00c7avu\u00feo\u00f0lu", "Çavuşoğlu"),
        new("Latin-9", "ISO_IR 203", DicomVR.LO, "\u00bcuvre \u00a4", "Œuvre €"),
        new("Thai", "ISO_IR 166", DicomVR.LO, "\u00b9\u00d2\u00c1\u00ca\u00a1\u00d8\u00c5", "นามสกุล"),
        new("Two sets in G1", @"ISO 2022 IR 100\ISO 2022 IR 144", DicomVR.PN,
            "\u00e9\e-L\u00bb\e-A^\u00e9=\e-L\u00bb\e-A",
            "éЛ^é=Л"),
    ]);

    /// <summary>The declared values.</summary>
    public string[] Values => Terms.Split('\\');

    /// <summary>The bytes.</summary>
    public byte[] Value => Encoding.Latin1.GetBytes(Bytes);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
