using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>
/// A decimal number in text, value representation DS (PS3.5 section 6.2): fixed point or with an exponent. The text is kept.
/// Reading passes over padding, and takes more than the 16 characters that may be written, as many devices write more.
/// </summary>
public sealed partial class DecimalString : IEquatable<DecimalString>, IComparable<DecimalString>, IComparable
{
    /// <summary>The most characters that may be written.</summary>
    public const int MaxLength = 16;

    private const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private DecimalString(string text, double value)
    {
        Text = text;
        Value = value;
        DecimalValue = ToDecimal(text, value);
    }

    /// <summary>The text as read, without padding.</summary>
    public string Text { get; }

    /// <summary>The nearest number of 64 bits; always finite.</summary>
    public double Value { get; }

    /// <summary>
    /// The decimal number, exact up to 28 digits; null where it is too large for one (from about 7.9E28 on), or so small that
    /// it would be zero.
    /// </summary>
    public decimal? DecimalValue { get; }

    /// <summary>Reads a decimal number; padding is passed over.</summary>
    /// <param name="text">Digits with an optional sign, point and exponent.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no decimal number, or beyond the range of 64 bits.</exception>
    public static DecimalString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out DecimalString? value) ? value : throw ValueText.NotA("a decimal number (VR DS)", text);
    }

    /// <summary>Reads a decimal number; padding is passed over. Never throws.</summary>
    /// <param name="text">Digits with an optional sign, point and exponent.</param>
    /// <param name="value">The value; null where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DecimalString? value)
    {
        value = null;
        if (text is null)
        {
            return false;
        }

        // The framework passes over NULs at the end, for one: the characters are looked at first.
        string trimmed = ValueText.TrimPadding(text);
        if (!trimmed.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
            || !double.TryParse(trimmed, Form, CultureInfo.InvariantCulture, out double number)
            || !double.IsFinite(number))
        {
            return false;
        }

        value = new(trimmed, number);
        return true;
    }

    /// <summary>
    /// The number in the text of at most 16 characters that is nearest to it: the shortest that reads back the same if there is
    /// one, else with as many digits as have room, with an exponent where that leaves room for more.
    /// </summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or none.</exception>
    public static DecimalString From(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), "A decimal string holds finite numbers only.");
        }

        return Parse(DecimalText.Shorten(
            value.ToString("R", CultureInfo.InvariantCulture),
            digits => value.ToString(DecimalText.Format(digits), CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// The number as it stands, with the zeros at its end, if it has room in 16 characters; else the nearest text that has.
    /// </summary>
    /// <param name="value">The number.</param>
    public static DecimalString From(decimal value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return Parse(text.Length <= MaxLength
            ? text
            : DecimalText.Shorten(text, digits => value.ToString(DecimalText.Format(digits), CultureInfo.InvariantCulture)));
    }

    /// <summary>The <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    /// <summary>Whether it is the same number; the text does not matter: 1.0 is 1.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals([NotNullWhen(true)] DecimalString? other) =>
        other is not null && Value.Equals(other.Value) && DecimalValue == other.DecimalValue;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as DecimalString);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Compares the numbers; null comes first.</summary>
    /// <param name="other">The other value.</param>
    public int CompareTo(DecimalString? other) => other is null
        ? 1
        : (Value, DecimalValue).CompareTo((other.Value, other.DecimalValue));

    /// <inheritdoc cref="CompareTo(DecimalString)"/>
    /// <exception cref="ArgumentException">The other object is no <see cref="DecimalString"/>.</exception>
    public int CompareTo(object? obj) => obj is null or DecimalString
        ? CompareTo(obj as DecimalString)
        : throw new ArgumentException("A DecimalString is compared with a DecimalString only.", nameof(obj));

    private static decimal? ToDecimal(string text, double value) =>
        decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out decimal number) && (number != 0 || value == 0)
            ? number
            : null;
}
