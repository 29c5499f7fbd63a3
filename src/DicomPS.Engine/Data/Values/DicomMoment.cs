namespace DicomPS.Engine.Data;

/// <summary>
/// What <see cref="DicomDate"/>, <see cref="DicomTime"/> and <see cref="DicomDateTime"/> share: a text that is kept as it
/// was read, and a precision. A moment of low precision stands for all that it may mean: 1030 is any time from 10:30:00
/// until just before 10:31.
/// </summary>
public abstract class DicomMoment
{
    private protected DicomMoment(string text, DicomPrecision precision, int fractionDigits)
    {
        Text = text;
        Precision = precision;
        FractionDigits = fractionDigits;
    }

    /// <summary>The text as read, without padding; the canonical text where the value was made from something else.</summary>
    public string Text { get; }

    /// <summary>The last component that is stated.</summary>
    public DicomPrecision Precision { get; }

    /// <summary>The number of digits of the fraction of the second, 1 to 6; 0 without a fraction.</summary>
    public int FractionDigits { get; }

    /// <summary>The first instant that the value may mean, comparable within one type.</summary>
    internal abstract long First { get; }

    /// <summary>The last instant that the value may mean, inclusive.</summary>
    internal abstract long Last { get; }

    /// <summary>The text that PS3.5 section 6.2 asks for, in the precision of the value, whatever form was read.</summary>
    public abstract string ToCanonicalString();

    /// <summary>The <see cref="Text"/>.</summary>
    public sealed override string ToString() => Text;
}
