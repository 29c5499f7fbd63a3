namespace DicomPS.Engine.Data;

/// <content>The parts of the text.</content>
public sealed partial class DicomDateTime
{
    // The date alone: YYYY, YYYYMM or the first eight digits of what is longer.
    private static bool TryReadDay(ReadOnlySpan<char> text, out DateTime day, out ClockFields clock)
    {
        day = default;
        clock = default(ClockFields) with { Precision = DicomPrecision.Day };
        if (text.Length >= 8)
        {
            return DicomDate.TryReadDay(text[..8], out day);
        }

        int month = 1;
        if (text.Length is not (4 or 6)
            || !ValueText.TryReadDigits(text[..4], out int year) || year == 0
            || (text.Length == 6 && !ValueText.TryReadDigits(text[4..], out month)) || month is 0 or > 12)
        {
            return false;
        }

        day = new(year, month, 1);
        clock = clock with { Precision = text.Length == 4 ? DicomPrecision.Year : DicomPrecision.Month };
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 5
            || !ValueText.TryReadDigits(text[1..3], out int hours)
            || !ValueText.TryReadDigits(text[3..], out int minutes) || minutes > 59)
        {
            return false;
        }

        offset = TimeSpan.FromMinutes((text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes));
        return offset >= LowestOffset && offset <= HighestOffset;
    }

    private static string Format(DateTime day, ClockFields clock, TimeSpan? offset) =>
        ValueText.Digits(day.Year, 4)
        + (clock.Precision >= DicomPrecision.Month ? ValueText.Digits(day.Month, 2) : "")
        + (clock.Precision >= DicomPrecision.Day ? ValueText.Digits(day.Day, 2) : "")
        + (clock.Precision >= DicomPrecision.Hour ? clock.ToString() : "")
        + (offset is { } stated
            ? (stated < TimeSpan.Zero ? "-" : "+") + ValueText.Digits(Math.Abs(stated.Hours), 2) + ValueText.Digits(Math.Abs(stated.Minutes), 2)
            : "");

    private static long FirstOf(DateTime day, ClockFields clock, TimeSpan? offset) =>
        ((day.Ticks - (offset?.Ticks ?? 0)) / TimeSpan.TicksPerMicrosecond) + clock.Microseconds;

    private (long First, bool IsAfterLeapSecond, DicomPrecision Precision, int FractionDigits, TimeSpan Offset, bool IsStated) OrderKey() =>
        (First, clock.Second != 60, Precision, FractionDigits, Offset ?? TimeSpan.Zero, Offset is not null);

    private void Require(DicomPrecision precision)
    {
        if (Precision < precision)
        {
            throw new InvalidOperationException($"'{Text}' does not state the {(precision == DicomPrecision.Day ? "day" : "hour")}.");
        }
    }
}
