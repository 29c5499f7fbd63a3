// DateOnly and TimeOnly, which .NET Framework does not have, are in this file alone.
namespace DicomPS.Engine.Data;

/// <content>Conversion to and from <see cref="DateOnly"/>.</content>
public sealed partial class DicomDate
{
    /// <summary>A date of the framework.</summary>
    /// <param name="value">The date.</param>
    public static DicomDate From(DateOnly value) => From(value.ToDateTime(TimeOnly.MinValue));

    /// <summary>The date as one of the framework.</summary>
    public DateOnly ToDateOnly() => DateOnly.FromDateTime(date);
}

/// <content>Conversion to and from <see cref="TimeOnly"/>.</content>
public sealed partial class DicomTime
{
    /// <summary>A time of the framework. What is finer than the precision is cut off.</summary>
    /// <param name="value">The time.</param>
    /// <param name="precision">From <see cref="DicomPrecision.Hour"/> on; a fraction has six digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is none of a time.</exception>
    public static DicomTime From(TimeOnly value, DicomPrecision precision = DicomPrecision.Fraction) => From(value.ToTimeSpan(), precision);

    /// <summary>The time as one of the framework; see <see cref="ToTimeSpan"/> for what is not stated and for leap seconds.</summary>
    public TimeOnly ToTimeOnly() => TimeOnly.FromTimeSpan(ToTimeSpan());
}

/// <content>Conversion to <see cref="DateOnly"/> and <see cref="TimeOnly"/>.</content>
public sealed partial class DicomDateTime
{
    /// <summary>The date, in the time zone of the value.</summary>
    /// <exception cref="InvalidOperationException">The day is not stated.</exception>
    public DateOnly ToDateOnly()
    {
        Require(DicomPrecision.Day);
        return DateOnly.FromDateTime(day);
    }

    /// <summary>The time of day, in the time zone of the value; minutes and seconds that are not stated are 0.</summary>
    /// <exception cref="InvalidOperationException">The hour is not stated.</exception>
    public TimeOnly ToTimeOnly()
    {
        Require(DicomPrecision.Hour);
        return TimeOnly.FromTimeSpan(clock.ToTimeSpan());
    }
}
