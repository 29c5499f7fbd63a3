using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>Fits a decimal number into the 16 characters of a DS (PS3.5 section 6.2).</summary>
internal static class DecimalText
{
    // A number of 64 bits is told by 17 digits; 16 characters never hold more than 16.
    private const int MostDigits = DecimalString.MaxLength;

    /// <summary>The format of the framework that rounds to some digits.</summary>
    internal static string Format(int digits) => "E" + (digits - 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The most exact text that has room.</summary>
    /// <param name="exact">All digits that matter.</param>
    /// <param name="round">Gives the number with so many digits.</param>
    internal static string Shorten(string exact, Func<int, string> round)
    {
        string? text = Fit(exact);
        for (int digits = MostDigits; text is null; digits--)
        {
            text = Fit(round(digits));
        }

        return text;
    }

    private static string? Fit(string text)
    {
        bool isNegative = text[0] == '-';
        string number = isNegative ? text[1..] : text;
        int exponentAt = number.IndexOf('E', StringComparison.Ordinal);
        string mantissa = exponentAt < 0 ? number : number[..exponentAt];
        int exponent = exponentAt < 0 ? 0 : int.Parse(number.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string significant = all.TrimStart('0');

        // The place of the point, counted from the first digit that is not zero.
        int place = (point < 0 ? all.Length : point) - (all.Length - significant.Length) + exponent;
        string digits = significant.TrimEnd('0');
        string sign = isNegative ? "-" : "";
        if (digits.Length == 0)
        {
            return sign + "0";
        }

        return HasRoom(sign + Fixed(digits, place)) ?? HasRoom(sign + WithExponent(digits, place - 1));
    }

    // Rounding up may go beyond the largest number of 64 bits.
    private static string? HasRoom(string text) =>
        text.Length <= DecimalString.MaxLength && double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture)) ? text : null;

    private static string Fixed(string digits, int place) => place switch
    {
        > MostDigits or < -MostDigits => new string('0', DecimalString.MaxLength + 1),
        <= 0 => "0." + new string('0', -place) + digits,
        _ when place >= digits.Length => digits + new string('0', place - digits.Length),
        _ => digits[..place] + "." + digits[place..],
    };

    private static string WithExponent(string digits, int exponent) =>
        digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "E" + exponent.ToString(CultureInfo.InvariantCulture);
}
