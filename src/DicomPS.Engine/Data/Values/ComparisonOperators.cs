// Operators say what CompareTo says; null comes first.
namespace DicomPS.Engine.Data;

/// <content>Comparison operators.</content>
public sealed partial class DicomDate
{
    /// <summary>Whether the left value is equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator ==(DicomDate? left, DicomDate? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the left value is not equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator !=(DicomDate? left, DicomDate? right) => !(left == right);

    /// <summary>Whether the left value is before the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <(DicomDate? left, DicomDate? right) => Compare(left, right) < 0;

    /// <summary>Whether the left value is before or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <=(DicomDate? left, DicomDate? right) => Compare(left, right) <= 0;

    /// <summary>Whether the left value is after the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >(DicomDate? left, DicomDate? right) => Compare(left, right) > 0;

    /// <summary>Whether the left value is after or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >=(DicomDate? left, DicomDate? right) => Compare(left, right) >= 0;

    private static int Compare(DicomDate? left, DicomDate? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}

/// <content>Comparison operators.</content>
public sealed partial class DicomTime
{
    /// <summary>Whether the left value is equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator ==(DicomTime? left, DicomTime? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the left value is not equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator !=(DicomTime? left, DicomTime? right) => !(left == right);

    /// <summary>Whether the left value is before the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <(DicomTime? left, DicomTime? right) => Compare(left, right) < 0;

    /// <summary>Whether the left value is before or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <=(DicomTime? left, DicomTime? right) => Compare(left, right) <= 0;

    /// <summary>Whether the left value is after the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >(DicomTime? left, DicomTime? right) => Compare(left, right) > 0;

    /// <summary>Whether the left value is after or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >=(DicomTime? left, DicomTime? right) => Compare(left, right) >= 0;

    private static int Compare(DicomTime? left, DicomTime? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}

/// <content>Comparison operators.</content>
public sealed partial class DicomDateTime
{
    /// <summary>Whether the left value is equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator ==(DicomDateTime? left, DicomDateTime? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the left value is not equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator !=(DicomDateTime? left, DicomDateTime? right) => !(left == right);

    /// <summary>Whether the left value is before the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <(DicomDateTime? left, DicomDateTime? right) => Compare(left, right) < 0;

    /// <summary>Whether the left value is before or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <=(DicomDateTime? left, DicomDateTime? right) => Compare(left, right) <= 0;

    /// <summary>Whether the left value is after the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >(DicomDateTime? left, DicomDateTime? right) => Compare(left, right) > 0;

    /// <summary>Whether the left value is after or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >=(DicomDateTime? left, DicomDateTime? right) => Compare(left, right) >= 0;

    private static int Compare(DicomDateTime? left, DicomDateTime? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}

/// <content>Comparison operators.</content>
public sealed partial class DecimalString
{
    /// <summary>Whether the left value is equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator ==(DecimalString? left, DecimalString? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the left value is not equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator !=(DecimalString? left, DecimalString? right) => !(left == right);

    /// <summary>Whether the left value is before the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <(DecimalString? left, DecimalString? right) => Compare(left, right) < 0;

    /// <summary>Whether the left value is before or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <=(DecimalString? left, DecimalString? right) => Compare(left, right) <= 0;

    /// <summary>Whether the left value is after the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >(DecimalString? left, DecimalString? right) => Compare(left, right) > 0;

    /// <summary>Whether the left value is after or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >=(DecimalString? left, DecimalString? right) => Compare(left, right) >= 0;

    private static int Compare(DecimalString? left, DecimalString? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}

/// <content>Comparison operators.</content>
public sealed partial class IntegerString
{
    /// <summary>Whether the left value is equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator ==(IntegerString? left, IntegerString? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the left value is not equal to the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator !=(IntegerString? left, IntegerString? right) => !(left == right);

    /// <summary>Whether the left value is before the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <(IntegerString? left, IntegerString? right) => Compare(left, right) < 0;

    /// <summary>Whether the left value is before or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator <=(IntegerString? left, IntegerString? right) => Compare(left, right) <= 0;

    /// <summary>Whether the left value is after the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >(IntegerString? left, IntegerString? right) => Compare(left, right) > 0;

    /// <summary>Whether the left value is after or at the place of the right one.</summary>
    /// <param name="left">The left value.</param>
    /// <param name="right">The right value.</param>
    public static bool operator >=(IntegerString? left, IntegerString? right) => Compare(left, right) >= 0;

    private static int Compare(IntegerString? left, IntegerString? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
