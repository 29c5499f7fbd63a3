using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>
/// A range of dates or times for a query (PS3.4 section C.2.2.2.5), both ends included in their full precision: a range of
/// DT until 202401 ends with the last microsecond of January. An end before the start is kept, and contains nothing: a
/// range of times does not go past midnight.
/// </summary>
/// <typeparam name="T"><see cref="DicomDate"/>, <see cref="DicomTime"/> or <see cref="DicomDateTime"/>.</typeparam>
public sealed class DicomRange<T> : IEquatable<DicomRange<T>>
    where T : DicomMoment
{
    internal DicomRange(T? start, T? end, bool isSingle)
    {
        Start = start;
        End = end;
        IsSingle = isSingle;
    }

    /// <summary>Makes a range.</summary>
    /// <param name="start">The first value; null for a range without a start.</param>
    /// <param name="end">The last value; null for a range without an end.</param>
    /// <exception cref="ArgumentException">Both are null: an empty value asks for that.</exception>
    public DicomRange(T? start, T? end)
        : this(start, end, isSingle: false)
    {
        if (start is null && end is null)
        {
            throw new ArgumentException("A range has a start or an end; an empty value matches all.", nameof(start));
        }
    }

    /// <summary>Makes a range of one value, written without a hyphen.</summary>
    /// <param name="value">The value.</param>
    public DicomRange(T value)
        : this(value ?? throw new ArgumentNullException(nameof(value)), value, isSingle: true)
    {
    }

    /// <summary>The first value; null for a range without a start.</summary>
    public T? Start { get; }

    /// <summary>The last value; null for a range without an end.</summary>
    public T? End { get; }

    /// <summary>Whether it is a single value, written without a hyphen.</summary>
    public bool IsSingle { get; }

    /// <summary>
    /// Whether a value is within the range. Of a value that is less precise, the first moment decides. Offsets are taken
    /// into account, and UTC where there is none: see <see cref="DicomDateTime.WithDefaultOffset"/>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public bool Contains(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return (Start is null || value.First >= Start.First) && (End is null || value.First <= End.Last);
    }

    /// <summary>The text for a query, in the canonical form of its values.</summary>
    public override string ToString() =>
        IsSingle ? Start!.ToCanonicalString() : $"{Start?.ToCanonicalString()}-{End?.ToCanonicalString()}";

    /// <summary>Whether the ends are equal, and both or none is a single value.</summary>
    /// <param name="other">The other range.</param>
    public bool Equals([NotNullWhen(true)] DicomRange<T>? other) =>
        other is not null && IsSingle == other.IsSingle && Equals(Start, other.Start) && Equals(End, other.End);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as DicomRange<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End, IsSingle);
}
