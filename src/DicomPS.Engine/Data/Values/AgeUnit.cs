namespace DicomPS.Engine.Data;

/// <summary>The unit of an age; the number of each is its letter (PS3.5 section 6.2, AS).</summary>
public enum AgeUnit
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Days, D.</summary>
    Days = 'D',

    /// <summary>Weeks, W.</summary>
    Weeks = 'W',

    /// <summary>Months, M.</summary>
    Months = 'M',

    /// <summary>Years, Y.</summary>
    Years = 'Y',
}
