namespace DicomPS.Engine.Data;

/// <summary>The time of day of TM and DT: what is not stated is 0 (PS3.5 section 6.2).</summary>
internal readonly record struct ClockFields(
    int Hour, int Minute, int Second, int Microsecond, DicomPrecision Precision, int FractionDigits)
{
    private const int MaxFractionDigits = 6;

    /// <summary>The microseconds since midnight; a leap second counts like the first second of the next minute.</summary>
    internal long Microseconds => ((((Hour * 60L) + Minute) * 60) + Second) * 1_000_000 + Microsecond;

    /// <summary>The microseconds that the value may mean, from the first on.</summary>
    internal long Span => Precision switch
    {
        DicomPrecision.Hour => 3_600_000_000,
        DicomPrecision.Minute => 60_000_000,
        DicomPrecision.Second => 1_000_000,
        _ => (long)Math.Pow(10, MaxFractionDigits - FractionDigits),
    };

    /// <summary>The time since midnight; the framework has no leap second, and it becomes the last microsecond before.</summary>
    internal TimeSpan ToTimeSpan() => Second == 60
        ? new TimeSpan(0, Hour, Minute, 59, 999, 999)
        : TimeSpan.FromTicks(Microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>HH, HHMM, HHMMSS or HHMMSS.F to HHMMSS.FFFFFF.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out ClockFields fields)
    {
        fields = default;
        int dot = text.IndexOf('.');
        ReadOnlySpan<char> whole = dot < 0 ? text : text[..dot];
        int minute = 0;
        int second = 0;
        int microsecond = 0;
        if ((dot < 0 ? whole.Length is not (2 or 4 or 6) : whole.Length != 6)
            || !ValueText.TryReadDigits(whole[..2], out int hour)
            || (whole.Length >= 4 && !ValueText.TryReadDigits(whole[2..4], out minute))
            || (whole.Length == 6 && !ValueText.TryReadDigits(whole[4..], out second))
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        int fractionDigits = dot < 0 ? 0 : text.Length - dot - 1;
        if (dot >= 0)
        {
            if (fractionDigits > MaxFractionDigits || !ValueText.TryReadDigits(text[(dot + 1)..], out microsecond))
            {
                return false;
            }

            microsecond *= (int)Math.Pow(10, MaxFractionDigits - fractionDigits);
        }

        DicomPrecision precision = dot >= 0 ? DicomPrecision.Fraction : DicomPrecision.Hour + ((whole.Length / 2) - 1);
        fields = new(hour, minute, second, microsecond, precision, fractionDigits);
        return true;
    }

    /// <summary>A time of the framework, cut to a precision; a fraction has six digits.</summary>
    internal static ClockFields From(TimeSpan time, DicomPrecision precision) => new(
        time.Hours,
        precision >= DicomPrecision.Minute ? time.Minutes : 0,
        precision >= DicomPrecision.Second ? time.Seconds : 0,
        precision == DicomPrecision.Fraction ? (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond) : 0,
        precision,
        precision == DicomPrecision.Fraction ? MaxFractionDigits : 0);

    /// <summary>The text that PS3.5 section 6.2 asks for.</summary>
    public override string ToString() =>
        ValueText.Digits(Hour, 2)
        + (Precision >= DicomPrecision.Minute ? ValueText.Digits(Minute, 2) : "")
        + (Precision >= DicomPrecision.Second ? ValueText.Digits(Second, 2) : "")
        + (Precision == DicomPrecision.Fraction ? "." + ValueText.Digits(Microsecond, MaxFractionDigits)[..FractionDigits] : "");
}
