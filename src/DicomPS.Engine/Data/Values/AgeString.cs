using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>
/// An age, value representation AS (PS3.5 section 6.2): three digits and D, W, M or Y. The text is kept. Reading passes over
/// padding, and takes fewer digits and small letters (9m).
/// </summary>
public sealed class AgeString : IEquatable<AgeString>
{
    private const int MaxCount = 999;

    private AgeString(string text, int count, AgeUnit unit)
    {
        Text = text;
        Count = count;
        Unit = unit;
    }

    /// <summary>The text as read, without padding.</summary>
    public string Text { get; }

    /// <summary>The number of units, 0 to 999.</summary>
    public int Count { get; }

    /// <summary>The unit.</summary>
    public AgeUnit Unit { get; }

    /// <summary>Reads an age; padding is passed over.</summary>
    /// <param name="text">Digits and a unit.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no age.</exception>
    public static AgeString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out AgeString? age) ? age : throw ValueText.NotA("an age such as 045Y (VR AS)", text);
    }

    /// <summary>Reads an age; padding is passed over. Never throws.</summary>
    /// <param name="text">Digits and a unit.</param>
    /// <param name="age">The age; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AgeString? age)
    {
        age = null;
        string trimmed = ValueText.TrimPadding(text ?? "");
        if (trimmed.Length is < 2 or > 4 || !ValueText.TryReadDigits(trimmed.AsSpan(0, trimmed.Length - 1), out int count))
        {
            return false;
        }

        AgeUnit unit = trimmed[^1] switch
        {
            'D' or 'd' => AgeUnit.Days,
            'W' or 'w' => AgeUnit.Weeks,
            'M' or 'm' => AgeUnit.Months,
            'Y' or 'y' => AgeUnit.Years,
            _ => AgeUnit.None,
        };
        age = unit == AgeUnit.None ? null : new(trimmed, count, unit);
        return age is not null;
    }

    /// <summary>Makes an age.</summary>
    /// <param name="count">The number of units, 0 to 999.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range, or the unit none.</exception>
    public static AgeString From(int count, AgeUnit unit)
    {
        if (count is < 0 or > MaxCount)
        {
            throw new ArgumentOutOfRangeException(nameof(count), "An age has from 0 to 999 units; take a larger unit.");
        }

        if (unit == AgeUnit.None || !Enum.IsDefined(unit))
        {
            throw new ArgumentOutOfRangeException(nameof(unit), "The unit of an age is days, weeks, months or years.");
        }

        return new(Canonical(count, unit), count, unit);
    }

    /// <summary>The text that PS3.5 section 6.2 asks for: three digits and a capital letter.</summary>
    public string ToCanonicalString() => Canonical(Count, Unit);

    /// <summary>The age for people, in English: 45 years.</summary>
    public string ToDisplay()
    {
        string unit = Unit switch { AgeUnit.Days => "day", AgeUnit.Weeks => "week", AgeUnit.Months => "month", _ => "year" };
        return Count.ToString(CultureInfo.InvariantCulture) + " " + unit + (Count == 1 ? "" : "s");
    }

    /// <summary>The <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <summary>Whether number and unit are the same: 012M is not 001Y.</summary>
    /// <param name="other">The other age.</param>
    public bool Equals([NotNullWhen(true)] AgeString? other) => other is not null && Count == other.Count && Unit == other.Unit;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as AgeString);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Unit);

    private static string Canonical(int count, AgeUnit unit) => ValueText.Digits(count, 3) + (char)unit;
}
