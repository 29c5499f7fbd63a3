using System.Diagnostics;
using System.Text;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Values;

/// <summary>Text that no writer should have written: it is read or refused, and never throws.</summary>
public class HostileValuesTests
{
    private static readonly string[] Pieces =
    [
        "2024", "0229", "12", "60", "00", ".", "-", "+", "-0500", "+1400", "e", "E", "Y", "d", "^", "=", "\\", " ", "\0", ":", "1", "9", "\e", "\n",
        "é", "山", "𠮷", "\ud800", "\udc00", "٣", "*", "?", "999999", "NaN", "∞", "\u0085",
    ];

    [Fact]
    public void Random_text_is_read_or_refused()
    {
        Random random = new(20_241_122);
        for (int round = 0; round < 6_000; round++)
        {
            StringBuilder text = new();
            for (int i = random.Next(9); i > 0; i--)
            {
                text.Append(random.Next(8) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(round % 2 == 0 ? 12 : Pieces.Length)]);
            }

            ReadAll(text.ToString());
        }
    }

    [Theory]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("=")]
    [InlineData("^")]
    [InlineData(" ")]
    [InlineData("2007-")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("=^ ")]
    [InlineData("\ud800")]
    public void Long_text_takes_time_by_its_length(string pattern)
    {
        string text = string.Concat(Enumerable.Repeat(pattern, 300_000 / pattern.Length));
        ReadAll(pattern);
        Stopwatch watch = Stopwatch.StartNew();
        ReadAll(text);
        ReadAll("0." + text);
        ReadAll("1e" + text);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static void ReadAll(string text)
    {
        if (DicomDate.TryParse(text, out DicomDate? date))
        {
            Assert.Equal(date, DicomDate.From(date.ToDateOnly()));
        }

        if (DicomTime.TryParse(text, out DicomTime? time))
        {
            Assert.Equal(time, DicomTime.Parse(time.ToCanonicalString()));
            time.ToTimeOnly();
        }

        if (DicomDateTime.TryParse(text, out DicomDateTime? moment))
        {
            Assert.Equal(moment, DicomDateTime.Parse(moment.ToCanonicalString()));
            Assert.True(moment.Earliest <= moment.Latest);
            Assert.True(moment.Precision < DicomPrecision.Day || moment.Offset is null || moment.ToDateTimeOffset().Offset == moment.Offset);
        }

        if (DicomRange.TryParseDateTime(text, out DicomRange<DicomDateTime>? range))
        {
            range.ToString();
            Assert.True(moment is null || range.Contains(moment));
        }

        _ = DicomRange.TryParseDate(text, out _);
        _ = DicomRange.TryParseTime(text, out _);
        _ = IntegerString.TryParse(text, out _);
        _ = AgeString.TryParse(text, out _);
        if (DecimalString.TryParse(text, out DecimalString? number))
        {
            Assert.InRange(DecimalString.From(number.Value).Text.Length, 1, 16);
        }

        PersonName name = PersonName.Parse(text);
        Assert.True(ValueRules.FindFault(DicomVR.PN, text) is not null || name.Equals(PersonName.Parse(name.ToCanonicalString())));
        name.ToDisplay();
        foreach (DicomVR vr in Enum.GetValues<DicomVR>())
        {
            ValueRules.FindFault(vr, text);
            ValueRules.FindQueryFault(vr, text);
        }
    }
}
