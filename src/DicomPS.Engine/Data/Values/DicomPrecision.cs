namespace DicomPS.Engine.Data;

/// <summary>The last component that a date or a time states (PS3.5 section 6.2); what follows is unknown, not zero.</summary>
public enum DicomPrecision
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>The month.</summary>
    Month,

    /// <summary>The day.</summary>
    Day,

    /// <summary>The hour.</summary>
    Hour,

    /// <summary>The minute.</summary>
    Minute,

    /// <summary>The second.</summary>
    Second,

    /// <summary>A fraction of the second, of 1 to 6 digits.</summary>
    Fraction,
}
