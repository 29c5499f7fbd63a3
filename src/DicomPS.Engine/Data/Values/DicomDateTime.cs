using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>
/// A date and time, value representation DT (PS3.5 section 6.2): YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX. Any part after the year may be
/// missing with all that follow it; the offset from UTC, -1200 to +1400, may stand after any of them (2007-0500). Years 0001
/// to 9999 in UTC, 60 as the second for a leap second; an offset of -0000, which must not be written, is read as +0000.
/// </summary>
public sealed partial class DicomDateTime : DicomMoment, IEquatable<DicomDateTime>, IComparable<DicomDateTime>, IComparable
{
    private static readonly TimeSpan LowestOffset = TimeSpan.FromHours(-12);
    private static readonly TimeSpan HighestOffset = TimeSpan.FromHours(14);

    private readonly DateTime day;
    private readonly ClockFields clock;

    private DicomDateTime(string? text, DateTime day, ClockFields clock, TimeSpan? offset)
        : base(text ?? Format(day, clock, offset), clock.Precision, clock.FractionDigits)
    {
        this.day = day;
        this.clock = clock;
        Offset = offset;
    }

    /// <summary>The year, 1 to 9999.</summary>
    public int Year => day.Year;

    /// <summary>The month, 1 to 12; null where it is not stated.</summary>
    public int? Month => Precision >= DicomPrecision.Month ? day.Month : null;

    /// <summary>The day of the month, 1 to 31; null where it is not stated.</summary>
    public int? Day => Precision >= DicomPrecision.Day ? day.Day : null;

    /// <summary>The hour, 0 to 23; null where it is not stated.</summary>
    public int? Hour => Precision >= DicomPrecision.Hour ? clock.Hour : null;

    /// <summary>The minute, 0 to 59; null where it is not stated.</summary>
    public int? Minute => Precision >= DicomPrecision.Minute ? clock.Minute : null;

    /// <summary>The second, 0 to 59, or 60 for a leap second; null where it is not stated.</summary>
    public int? Second => Precision >= DicomPrecision.Second ? clock.Second : null;

    /// <summary>The microsecond, 0 to 999,999; null where no fraction is stated.</summary>
    public int? Microsecond => Precision == DicomPrecision.Fraction ? clock.Microsecond : null;

    /// <summary>
    /// The offset from UTC, -12 to +14 hours in minutes; null where it is not stated: then Timezone Offset From UTC (0008,0201)
    /// of the data set is meant, or the local time of who wrote it.
    /// </summary>
    public TimeSpan? Offset { get; }

    /// <summary>The first moment that the value may mean, in its own time zone, of unspecified kind.</summary>
    public DateTime Earliest => day + clock.ToTimeSpan();

    /// <summary>The last microsecond that the value may mean, in its own time zone, of unspecified kind.</summary>
    public DateTime Latest => clock.Second == 60 ? Earliest : Earliest.AddTicks((Span - 1) * TimeSpan.TicksPerMicrosecond);

    internal override long First => FirstOf(day, clock, Offset);

    internal override long Last => First + Span - 1;

    private long Span => Precision switch
    {
        DicomPrecision.Year => (DateTime.IsLeapYear(Year) ? 366 : 365) * 86_400_000_000,
        DicomPrecision.Month => DateTime.DaysInMonth(day.Year, day.Month) * 86_400_000_000,
        DicomPrecision.Day => 86_400_000_000,
        _ => clock.Span,
    };

    /// <summary>Reads a date and time; padding is passed over.</summary>
    /// <param name="text">YYYY to YYYYMMDDHHMMSS.FFFFFF, with or without an offset.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no date and time.</exception>
    public static DicomDateTime Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DicomDateTime? value)
            ? value
            : throw ValueText.NotA("a date and time of the form YYYYMMDDHHMMSS.FFFFFF&ZZXX (VR DT)", text);
    }

    /// <summary>Reads a date and time; padding is passed over. Never throws.</summary>
    /// <param name="text">YYYY to YYYYMMDDHHMMSS.FFFFFF, with or without an offset.</param>
    /// <param name="value">The date and time; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DicomDateTime? value)
    {
        value = null;
        if (text is null)
        {
            return false;
        }

        string trimmed = ValueText.TrimPadding(text);
        ReadOnlySpan<char> rest = trimmed;
        TimeSpan? offset = null;
        int sign = rest.IndexOfAny('+', '-');
        if (sign >= 0)
        {
            if (!TryReadOffset(rest[sign..], out TimeSpan read))
            {
                return false;
            }

            offset = read;
            rest = rest[..sign];
        }

        if (!TryReadDay(rest, out DateTime day, out ClockFields clock)
            || (rest.Length > 8 && !ClockFields.TryParse(rest[8..], out clock))
            || FirstOf(day, clock, offset) is < 0 or > 315_537_897_599_999_999)
        {
            return false;
        }

        value = new(trimmed, day, clock, offset);
        return true;
    }

    /// <summary>
    /// A moment of the framework. The kind decides on the offset: UTC gives +0000, local that of this machine at that moment,
    /// unspecified none. What is finer than the precision is cut off.
    /// </summary>
    /// <param name="value">The moment.</param>
    /// <param name="precision">The precision; a fraction has six digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is none, or the offset makes another year than 1 to 9999 of it.</exception>
    public static DicomDateTime From(DateTime value, DicomPrecision precision = DicomPrecision.Fraction) =>
        value.Kind == DateTimeKind.Unspecified ? Create(value, null, precision) : From(new DateTimeOffset(value), precision);

    /// <summary>A moment of the framework, with its offset. What is finer than the precision is cut off.</summary>
    /// <param name="value">The moment.</param>
    /// <param name="precision">The precision; a fraction has six digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is none, or the offset is below -12 hours.</exception>
    public static DicomDateTime From(DateTimeOffset value, DicomPrecision precision = DicomPrecision.Fraction) =>
        Create(value.DateTime, value.Offset, precision);

    /// <summary>Puts the values of two attributes together, such as Study Date and Study Time, in the precision of the time.</summary>
    /// <param name="date">The date.</param>
    /// <param name="time">The time; null for the date alone.</param>
    /// <param name="offset">The offset from UTC in whole minutes; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not from -12 to +14 hours, or makes another year than 1 to 9999 of it.</exception>
    public static DicomDateTime Combine(DicomDate date, DicomTime? time, TimeSpan? offset = null)
    {
        ArgumentNullException.ThrowIfNull(date);
        ClockFields clock = default;
        if (time is null || !ClockFields.TryParse(time.ToCanonicalString(), out clock))
        {
            clock = clock with { Precision = DicomPrecision.Day };
        }

        return Checked(date.ToDateTime(), clock, offset, nameof(offset));
    }

    /// <summary>The value with an offset where it has none, as Timezone Offset From UTC (0008,0201) says; else the value itself.</summary>
    /// <param name="offset">The offset in whole minutes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not from -12 to +14 hours, or makes another year than 1 to 9999 of it.</exception>
    public DicomDateTime WithDefaultOffset(TimeSpan offset) => Offset is null ? Checked(day, clock, offset, nameof(offset)) : this;

    /// <summary>
    /// The moment in its own time zone, of unspecified kind; the offset is left out. A time that is not stated is 0; a leap second
    /// becomes the last microsecond before it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The day is not stated; <see cref="Earliest"/> and <see cref="Latest"/> say what it may be.</exception>
    public DateTime ToDateTime()
    {
        Require(DicomPrecision.Day);
        return Earliest;
    }

    /// <summary>The moment with its offset. A time that is not stated is 0; a leap second becomes the last microsecond before it.</summary>
    /// <param name="defaultOffset">The offset where none is stated, as (0008,0201) says it.</param>
    /// <exception cref="InvalidOperationException">The day is not stated, or no offset is stated and none given.</exception>
    /// <exception cref="ArgumentException">The default offset is not in whole minutes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The default offset is out of range, or makes another year than 1 to 9999 of it.</exception>
    public DateTimeOffset ToDateTimeOffset(TimeSpan? defaultOffset = null) => new(
        ToDateTime(),
        Offset ?? defaultOffset ?? throw new InvalidOperationException($"'{Text}' states no offset from UTC: give the one that is meant."));

    /// <inheritdoc/>
    public override string ToCanonicalString() => Format(day, clock, Offset);

    /// <summary>Whether all components, the precision and the offset are the same.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals([NotNullWhen(true)] DicomDateTime? other) =>
        other is not null && day == other.day && clock == other.clock && Offset == other.Offset;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as DicomDateTime);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(day, clock, Offset);

    /// <summary>
    /// Compares by the earliest moment in UTC, then by precision, the lower first, then by offset; null comes first. Where
    /// no offset is stated, UTC is taken: see <see cref="WithDefaultOffset"/>.
    /// </summary>
    /// <param name="other">The other value.</param>
    public int CompareTo(DicomDateTime? other) => other is null ? 1 : OrderKey().CompareTo(other.OrderKey());

    /// <inheritdoc cref="CompareTo(DicomDateTime)"/>
    /// <exception cref="ArgumentException">The other object is no <see cref="DicomDateTime"/>.</exception>
    public int CompareTo(object? obj) => obj is null or DicomDateTime
        ? CompareTo(obj as DicomDateTime)
        : throw new ArgumentException("A DicomDateTime is compared with a DicomDateTime only.", nameof(obj));

    private static DicomDateTime Create(DateTime value, TimeSpan? offset, DicomPrecision precision)
    {
        if (precision is < DicomPrecision.Year or > DicomPrecision.Fraction)
        {
            throw new ArgumentOutOfRangeException(nameof(precision), "A date and time has a precision from Year to Fraction.");
        }

        DateTime day = new(
            value.Year,
            precision >= DicomPrecision.Month ? value.Month : 1,
            precision >= DicomPrecision.Day ? value.Day : 1);
        ClockFields clock = precision >= DicomPrecision.Hour
            ? ClockFields.From(value.TimeOfDay, precision)
            : default(ClockFields) with { Precision = precision };
        return Checked(day, clock, offset, nameof(value));
    }

    private static DicomDateTime Checked(DateTime day, ClockFields clock, TimeSpan? offset, string parameter)
    {
        if (offset < LowestOffset || offset > HighestOffset || offset?.Ticks % TimeSpan.TicksPerMinute is not (null or 0))
        {
            throw new ArgumentOutOfRangeException(parameter, "An offset from UTC is from -12 to +14 hours, in whole minutes.");
        }

        if (FirstOf(day, clock, offset) is < 0 or > 315_537_897_599_999_999)
        {
            throw new ArgumentOutOfRangeException(parameter, "The moment is not within the years 1 to 9999 in UTC.");
        }

        return new(null, day, clock, offset);
    }
}
