using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

/// <summary>Bytes that no writer should have written.</summary>
public class CharacterSetDamageTests
{
    /// <summary>All terms, alone and in combinations.</summary>
    public static TheoryData<string> Terms { get; } =
    [
        "", "ISO_IR 6", "ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126",
        "ISO_IR 138", "ISO_IR 148", "ISO_IR 203", "ISO_IR 13", "ISO_IR 166", "ISO_IR 192", "GB18030", "GBK",
        @"\ISO 2022 IR 87", @"\ISO 2022 IR 159", @"\ISO 2022 IR 149", @"\ISO 2022 IR 58",
        @"ISO 2022 IR 6\ISO 2022 IR 100\ISO 2022 IR 101\ISO 2022 IR 109\ISO 2022 IR 110\ISO 2022 IR 203",
        @"ISO 2022 IR 100\ISO 2022 IR 144\ISO 2022 IR 127\ISO 2022 IR 126\ISO 2022 IR 138\ISO 2022 IR 148\ISO 2022 IR 166",
        @"ISO 2022 IR 13\ISO 2022 IR 87\ISO 2022 IR 159",
        @"ISO 2022 IR 100\ISO 2022 IR 149\ISO 2022 IR 58\ISO 2022 IR 87",
        "FOO",
    ];

    [Theory]
    [InlineData("", "A\e", "A\uFFFD")]
    [InlineData("", "A\e$", "A\uFFFD$")]
    [InlineData("", "A\e$(", "A\uFFFD$(")]
    [InlineData("", "A\e-\\B", "A\uFFFD-\\B")]
    [InlineData("", "\e\e(B", "\uFFFD")]
    [InlineData(@"\ISO 2022 IR 87", "\e$B;", "\uFFFD")]
    [InlineData(@"\ISO 2022 IR 87", "\e$B;\e(BA", "\uFFFDA")]
    [InlineData(@"\ISO 2022 IR 87", "\e$B;\u00b3\e(BA", "\uFFFD³A")]
    [InlineData(@"\ISO 2022 IR 87", "\e$B)!\e(BA", "\uFFFDA")]
    [InlineData(@"\ISO 2022 IR 149", "\e$)C\u00c8\\\u00c8A\u00c8", "\uFFFD\\\uFFFDA\uFFFD")]
    [InlineData(@"\ISO 2022 IR 58", "\e$)A\u0080\u00a0\u00ff", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("ISO_IR 127", "\u00c7\u00ff", "\u0627\uFFFD")]
    [InlineData("ISO_IR 166", "\u00a1\u00fc", "ก\uFFFD")]
    [InlineData("ISO_IR 13", "\u00b1\u00e0\u00a0", "ｱ\uFFFD\uFFFD")]
    [InlineData("ISO_IR 192", "\u00e9A", "\uFFFDA")]
    [InlineData("ISO_IR 192", "A\u00e7\u008e", "A\uFFFD")]
    [InlineData("ISO_IR 192", "\u00c1\u009c\\B", "\uFFFD\uFFFD\\B")]
    [InlineData("GBK", "\u0081=\u0081 \u0081", "\uFFFD=\uFFFD \uFFFD")]
    [InlineData("GB18030", "\u00810\\", "\uFFFD\\")]
    [InlineData("GB18030", "\u00ff\u0080A", "\uFFFD\uFFFDA")]
    public void What_cannot_be_decoded_is_marked_and_nothing_else_is_lost(string terms, string bytes, string text)
    {
        Assert.Equal(text, SpecificCharacterSet.Parse(terms.Split('\\')).Decode(Encoding.Latin1.GetBytes(bytes), DicomVR.PN));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ISO_IR 100")]
    [InlineData(@"\ISO 2022 IR 87")]
    public void An_escape_character_in_a_text_is_not_written(string terms)
    {
        Assert.False(SpecificCharacterSet.Parse(terms.Split('\\')).CanEncode("A\e$B", DicomVR.LO));
        Assert.False(SpecificCharacterSet.Parse(terms.Split('\\')).CanEncode("é\e$B", DicomVR.LO));
    }

    [Theory]
    [MemberData(nameof(Terms))]
    public void Random_bytes_become_some_text_and_what_can_be_written_comes_back(string terms)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(terms.Split('\\'));
        Random random = new(20_240_117);
        string[] pieces = ["\e", "\e$B", "\e$(D", "\e$)C", "\e$)A", "\e(B", "\e(J", "\e)I", "\e-A", "\e-L", "\e-T", "\e$", "\\", "^", "=", "\r\n", "\t"];
        DicomVR[] vrs = [DicomVR.PN, DicomVR.LO, DicomVR.LT, DicomVR.UC, DicomVR.CS];
        for (int round = 0; round < 2000; round++)
        {
            StringBuilder bytes = new();
            while (bytes.Length < round / 10)
            {
                bytes.Append(random.Next(4) == 0 ? pieces[random.Next(pieces.Length)] : ((char)random.Next(256)).ToString());
            }

            byte[] value = Encoding.Latin1.GetBytes(bytes.ToString());
            DicomVR vr = vrs[round % vrs.Length];
            string text = set.Decode(value, vr);
            Assert.InRange(text.Length, 0, value.Length);
            Assert.Equal(text, string.Join('\\', set.DecodeValues(value, vr)));
            foreach (string part in text.Split('\uFFFD', '\e').Append(text))
            {
                if (set.TryEncode(part, vr, out byte[]? written))
                {
                    Assert.Equal(part, set.Decode(written, vr));
                }
            }
        }
    }

    [Theory]
    [InlineData("", "\e", 8)]
    [InlineData("", "\u00e9", 8)]
    [InlineData("", "\u00e9A", 8)]
    [InlineData("", "\e$)C\u00e9", 8)]
    [InlineData(@"\ISO 2022 IR 87", "\e$B\e(B", 8)]
    [InlineData(@"\ISO 2022 IR 149", "\e$)C\u00c8^", 8)]
    [InlineData("ISO_IR 192", "\u00ff", 8)]
    [InlineData("GBK", "\u0081", 8)]
    [InlineData("GBK", "\u00ff", 40)] // The code page makes a short-lived array for each.
    public void Long_values_take_a_small_multiple_of_their_length(string terms, string pattern, int multiple)
    {
        SpecificCharacterSet set = SpecificCharacterSet.Parse(terms.Split('\\'));
        byte[] value = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(pattern, 1_000_000 / pattern.Length)));
        set.Decode(value.AsSpan(0, 1000), DicomVR.PN);
        long before = GC.GetAllocatedBytesForCurrentThread();
        set.Decode(value, DicomVR.PN);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, multiple * value.Length);
    }
}
