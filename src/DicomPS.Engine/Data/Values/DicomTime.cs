using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>
/// A time of day, value representation TM (PS3.5 section 6.2): HH, HHMM, HHMMSS or HHMMSS.F with 1 to 6 digits of a
/// fraction; 00 to 23 hours, and 60 as the second for a leap second. The forms HH:MM and HH:MM:SS of ACR-NEMA are read
/// too, with or without a fraction (PS3.5 section 6.2, note on TM).
/// </summary>
public sealed partial class DicomTime : DicomMoment, IEquatable<DicomTime>, IComparable<DicomTime>, IComparable
{
    private readonly ClockFields fields;

    private DicomTime(string text, ClockFields fields)
        : base(text, fields.Precision, fields.FractionDigits) => this.fields = fields;

    /// <summary>The hour, 0 to 23.</summary>
    public int Hour => fields.Hour;

    /// <summary>The minute, 0 to 59; null where it is not stated.</summary>
    public int? Minute => Precision >= DicomPrecision.Minute ? fields.Minute : null;

    /// <summary>The second, 0 to 59, or 60 for a leap second; null where it is not stated.</summary>
    public int? Second => Precision >= DicomPrecision.Second ? fields.Second : null;

    /// <summary>The microsecond, 0 to 999,999; null where no fraction is stated.</summary>
    public int? Microsecond => Precision == DicomPrecision.Fraction ? fields.Microsecond : null;

    /// <summary>The fields one after another as decimals: leap seconds have their place in this order.</summary>
    internal override long First => Order(fields.Minute, fields.Second, fields.Microsecond);

    internal override long Last => Precision switch
    {
        DicomPrecision.Hour => Order(59, 60, 999_999),
        DicomPrecision.Minute => Order(fields.Minute, 60, 999_999),
        _ => First + fields.Span - 1,
    };

    /// <summary>Reads a time; padding is passed over.</summary>
    /// <param name="text">HH, HHMM, HHMMSS or HHMMSS.F to HHMMSS.FFFFFF, with or without colons.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no time.</exception>
    public static DicomTime Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DicomTime? time) ? time : throw ValueText.NotA("a time of the form HHMMSS.FFFFFF (VR TM)", text);
    }

    /// <summary>Reads a time; padding is passed over. Never throws.</summary>
    /// <param name="text">HH, HHMM, HHMMSS or HHMMSS.F to HHMMSS.FFFFFF, with or without colons.</param>
    /// <param name="time">The time; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DicomTime? time)
    {
        time = null;
        if (text is null)
        {
            return false;
        }

        string trimmed = ValueText.TrimPadding(text);
        string compact = trimmed switch
        {
            [_, _, ':', _, _, ':', _, _, ..] => trimmed.Remove(5, 1).Remove(2, 1),
            [_, _, ':', _, _] => trimmed.Remove(2, 1),
            _ => trimmed,
        };
        if (!ClockFields.TryParse(compact, out ClockFields fields))
        {
            return false;
        }

        time = new(trimmed, fields);
        return true;
    }

    /// <summary>The time of day of a moment, as it stands: no time zone is applied. What is finer than the precision is cut off.</summary>
    /// <param name="value">The moment, of any kind.</param>
    /// <param name="precision">From <see cref="DicomPrecision.Hour"/> on; a fraction has six digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is none of a time.</exception>
    public static DicomTime From(DateTime value, DicomPrecision precision = DicomPrecision.Fraction) => From(value.TimeOfDay, precision);

    /// <summary>A time since midnight. What is finer than the precision is cut off.</summary>
    /// <param name="value">The time, from zero to less than 24 hours.</param>
    /// <param name="precision">From <see cref="DicomPrecision.Hour"/> on; a fraction has six digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is none of a day, or the precision none of a time.</exception>
    public static DicomTime From(TimeSpan value, DicomPrecision precision = DicomPrecision.Fraction)
    {
        if (value < TimeSpan.Zero || value >= TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), "A time of day is from 0 to less than 24 hours.");
        }

        if (precision is < DicomPrecision.Hour or > DicomPrecision.Fraction)
        {
            throw new ArgumentOutOfRangeException(nameof(precision), "A time has a precision from Hour to Fraction.");
        }

        ClockFields fields = ClockFields.From(value, precision);
        return new(fields.ToString(), fields);
    }

    /// <summary>
    /// The time since midnight. What is not stated is 0; a leap second becomes the last microsecond before it (23:59:60 is
    /// 23:59:59.999999).
    /// </summary>
    public TimeSpan ToTimeSpan() => fields.ToTimeSpan();

    /// <inheritdoc/>
    public override string ToCanonicalString() => fields.ToString();

    /// <summary>Whether time and precision are the same; colons do not matter, but 12 and 1200 are not the same.</summary>
    /// <param name="other">The other time.</param>
    public bool Equals([NotNullWhen(true)] DicomTime? other) => other is not null && fields == other.fields;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as DicomTime);

    /// <inheritdoc/>
    public override int GetHashCode() => fields.GetHashCode();

    /// <summary>Compares by the earliest time that is meant, then by precision, the lower first; null comes first.</summary>
    /// <param name="other">The other time.</param>
    public int CompareTo(DicomTime? other) => other is null
        ? 1
        : (First, Precision, FractionDigits).CompareTo((other.First, other.Precision, other.FractionDigits));

    /// <inheritdoc cref="CompareTo(DicomTime)"/>
    /// <exception cref="ArgumentException">The other object is no <see cref="DicomTime"/>.</exception>
    public int CompareTo(object? obj) => obj is null or DicomTime
        ? CompareTo(obj as DicomTime)
        : throw new ArgumentException("A DicomTime is compared with a DicomTime only.", nameof(obj));

    private long Order(int minute, int second, int microsecond) =>
        ((((fields.Hour * 100L) + minute) * 100) + second) * 1_000_000 + microsecond;
}
