using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>
/// An integer in text, value representation IS (PS3.5 section 6.2): digits with an optional sign, -2^31 to 2^31-1. The text is
/// kept. Reading passes over padding, and takes leading zeros beyond the 12 characters that may be written.
/// </summary>
public sealed partial class IntegerString : IEquatable<IntegerString>, IComparable<IntegerString>, IComparable
{
    /// <summary>The most characters that may be written.</summary>
    public const int MaxLength = 12;

    private IntegerString(string text, int value)
    {
        Text = text;
        Value = value;
    }

    /// <summary>The text as read, without padding.</summary>
    public string Text { get; }

    /// <summary>The number.</summary>
    public int Value { get; }

    /// <summary>Reads an integer; padding is passed over.</summary>
    /// <param name="text">Digits, with or without a sign.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no integer from -2^31 to 2^31-1.</exception>
    public static IntegerString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out IntegerString? value)
            ? value
            : throw ValueText.NotA("an integer from -2147483648 to 2147483647 (VR IS)", text);
    }

    /// <summary>Reads an integer; padding is passed over. Never throws.</summary>
    /// <param name="text">Digits, with or without a sign.</param>
    /// <param name="value">The value; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out IntegerString? value)
    {
        value = null;
        if (text is null)
        {
            return false;
        }

        string trimmed = ValueText.TrimPadding(text);
        int start = trimmed is ['+' or '-', ..] ? 1 : 0;
        if (start == trimmed.Length)
        {
            return false;
        }

        long number = 0;
        for (int i = start; i < trimmed.Length; i++)
        {
            if (!char.IsAsciiDigit(trimmed[i]))
            {
                return false;
            }

            number = (number * 10) + (trimmed[i] - '0');
            if (number > -(long)int.MinValue)
            {
                return false;
            }
        }

        number = trimmed[0] == '-' ? -number : number;
        if (number > int.MaxValue)
        {
            return false;
        }

        value = new(trimmed, (int)number);
        return true;
    }

    /// <summary>An integer in its shortest text.</summary>
    /// <param name="value">The number.</param>
    public static IntegerString From(int value) => new(value.ToString(CultureInfo.InvariantCulture), value);

    /// <summary>The <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <summary>Whether it is the same number; the text does not matter.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals([NotNullWhen(true)] IntegerString? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as IntegerString);

    /// <inheritdoc/>
    public override int GetHashCode() => Value;

    /// <summary>Compares the numbers; null comes first.</summary>
    /// <param name="other">The other value.</param>
    public int CompareTo(IntegerString? other) => other is null ? 1 : Value.CompareTo(other.Value);

    /// <inheritdoc cref="CompareTo(IntegerString)"/>
    /// <exception cref="ArgumentException">The other object is no <see cref="IntegerString"/>.</exception>
    public int CompareTo(object? obj) => obj is null or IntegerString
        ? CompareTo(obj as IntegerString)
        : throw new ArgumentException("An IntegerString is compared with an IntegerString only.", nameof(obj));
}
