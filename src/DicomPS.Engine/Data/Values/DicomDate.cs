using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>
/// A date, value representation DA (PS3.5 section 6.2): YYYYMMDD in the Gregorian calendar, years 0001 to 9999. The form
/// YYYY.MM.DD of ACR-NEMA is read too (PS3.5 section 6.2, note on DA).
/// </summary>
public sealed partial class DicomDate : DicomMoment, IEquatable<DicomDate>, IComparable<DicomDate>, IComparable
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private readonly DateTime date;

    private DicomDate(string text, DateTime date)
        : base(text, DicomPrecision.Day, 0) => this.date = date;

    /// <summary>The year, 1 to 9999.</summary>
    public int Year => date.Year;

    /// <summary>The month, 1 to 12.</summary>
    public int Month => date.Month;

    /// <summary>The day of the month, 1 to 31.</summary>
    public int Day => date.Day;

    internal override long First => date.Ticks / TimeSpan.TicksPerMicrosecond;

    internal override long Last => First + MicrosecondsPerDay - 1;

    /// <summary>Reads a date; padding is passed over.</summary>
    /// <param name="text">YYYYMMDD or YYYY.MM.DD.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no date, or one that the calendar does not have.</exception>
    public static DicomDate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DicomDate? date) ? date : throw ValueText.NotA("a date of the form YYYYMMDD (VR DA)", text);
    }

    /// <summary>Reads a date; padding is passed over. Never throws.</summary>
    /// <param name="text">YYYYMMDD or YYYY.MM.DD.</param>
    /// <param name="date">The date; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DicomDate? date)
    {
        date = null;
        if (text is null)
        {
            return false;
        }

        string trimmed = ValueText.TrimPadding(text);
        string digits = trimmed is [_, _, _, _, '.', _, _, '.', _, _] ? trimmed.Remove(7, 1).Remove(4, 1) : trimmed;
        if (!TryReadDay(digits, out DateTime day))
        {
            return false;
        }

        date = new(trimmed, day);
        return true;
    }

    /// <summary>The date of a moment, as it stands: no time zone is applied, the time of day is left out.</summary>
    /// <param name="value">The moment, of any kind.</param>
    public static DicomDate From(DateTime value) => new(DayText(value), value.Date);

    /// <summary>Midnight at the beginning of the day, of unspecified kind.</summary>
    public DateTime ToDateTime() => date;

    /// <inheritdoc/>
    public override string ToCanonicalString() => DayText(date);

    /// <summary>Whether it is the same day; the form of the text does not matter.</summary>
    /// <param name="other">The other date.</param>
    public bool Equals([NotNullWhen(true)] DicomDate? other) => other is not null && date == other.date;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as DicomDate);

    /// <inheritdoc/>
    public override int GetHashCode() => date.GetHashCode();

    /// <summary>Compares by day; null comes first.</summary>
    /// <param name="other">The other date.</param>
    public int CompareTo(DicomDate? other) => other is null ? 1 : date.CompareTo(other.date);

    /// <inheritdoc cref="CompareTo(DicomDate)"/>
    /// <exception cref="ArgumentException">The other object is no <see cref="DicomDate"/>.</exception>
    public int CompareTo(object? obj) => obj is null or DicomDate
        ? CompareTo(obj as DicomDate)
        : throw new ArgumentException("A DicomDate is compared with a DicomDate only.", nameof(obj));

    /// <summary>Reads YYYYMMDD.</summary>
    internal static bool TryReadDay(ReadOnlySpan<char> text, out DateTime day)
    {
        day = default;
        if (text.Length != 8
            || !ValueText.TryReadDigits(text[..4], out int year) || year == 0
            || !ValueText.TryReadDigits(text[4..6], out int month) || month is 0 or > 12
            || !ValueText.TryReadDigits(text[6..], out int number) || number == 0 || number > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new(year, month, number);
        return true;
    }

    private static string DayText(DateTime day) =>
        ValueText.Digits(day.Year, 4) + ValueText.Digits(day.Month, 2) + ValueText.Digits(day.Day, 2);
}
