using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// The lengths, characters and forms of values (PS3.5 section 6.2, table 6.2-1), for validation on request. A value is one of
/// those between backslashes, without the padding to an even length. An empty value has no fault: whether one is needed is
/// not a matter of the VR.
/// </summary>
public static class ValueRules
{
    private const uint MostBytes = uint.MaxValue - 1;

    /// <summary>
    /// The greatest length of one value: in characters for LO, LT, SH, ST and for each group of PN, else in bytes, which
    /// are the same as characters in text of ASCII. 2^32-2 for the VRs whose value length alone bounds them.
    /// </summary>
    /// <param name="vr">The VR.</param>
    /// <returns>The length; null for SQ and for what is no VR.</returns>
    public static uint? FindMaximumLength(DicomVR vr) => vr switch
    {
        DicomVR.US or DicomVR.SS => 2,
        DicomVR.AS or DicomVR.AT or DicomVR.FL or DicomVR.SL or DicomVR.UL => 4,
        DicomVR.DA or DicomVR.FD or DicomVR.SV or DicomVR.UV => 8,
        DicomVR.IS => IntegerString.MaxLength,
        DicomVR.TM => 14,
        DicomVR.AE or DicomVR.CS or DicomVR.DS or DicomVR.SH => 16,
        DicomVR.DT => 26,
        DicomVR.LO or DicomVR.PN or DicomVR.UI => 64,
        DicomVR.ST => 1024,
        DicomVR.LT => 10240,
        DicomVR.OB or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.OW or DicomVR.UC or DicomVR.UN
            or DicomVR.UR or DicomVR.UT => MostBytes,
        _ => null,
    };

    /// <summary>
    /// Finds the first fault of a value. The numbers of binary VRs are checked as text in decimals, AT as eight hexadecimal
    /// digits; OB, OD, OF, OL, OV, OW, SQ and UN have no text, and no fault.
    /// </summary>
    /// <param name="vr">The VR.</param>
    /// <param name="value">One value, without padding.</param>
    /// <returns>What is wrong, as a clause, without the value itself; null where nothing is.</returns>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static string? FindFault(DicomVR vr, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 ? null : FindLengthFault(vr, value) ?? CharacterRules.FindFault(vr, value) ?? FindFormFault(vr, value);
    }

    /// <summary>
    /// Finds the first fault of a value in the identifier of a query (PS3.4 section C.2.2.2), where DA, TM and DT may be ranges
    /// and '*' and '?' stand for other characters of AE, CS, LO, LT, PN, SH, ST, UC, UR and UT.
    /// </summary>
    /// <param name="vr">The VR.</param>
    /// <param name="value">One value, without padding.</param>
    /// <returns>What is wrong, as a clause, without the value itself; null where nothing is.</returns>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static string? FindQueryFault(DicomVR vr, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        string? start = null;
        string? end = null;
        bool isRange = vr switch
        {
            DicomVR.DA => IsRange(DicomRange.TryParseDate(value, out var dates) ? dates : null, out start, out end),
            DicomVR.TM => IsRange(DicomRange.TryParseTime(value, out var times) ? times : null, out start, out end),
            DicomVR.DT => IsRange(DicomRange.TryParseDateTime(value, out var moments) ? moments : null, out start, out end),
            _ => false,
        };
        if (isRange)
        {
            return FindFault(vr, start ?? "") ?? FindFault(vr, end ?? "");
        }

        // A CS does not have these characters; in the others they are characters like any.
        return FindFault(vr, vr == DicomVR.CS ? value.Replace('*', '_').Replace('?', '_') : value);
    }

    private static bool IsRange<T>(DicomRange<T>? range, out string? start, out string? end)
        where T : DicomMoment
    {
        start = range?.Start?.Text;
        end = range?.End?.Text;
        return range is { IsSingle: false };
    }

    private static string? FindLengthFault(DicomVR vr, string value)
    {
        // A PN has groups of its own length, the text of a number has that of no bytes, and no string reaches 2^32-2.
        if (vr == DicomVR.PN || !vr.IsText() || FindMaximumLength(vr) is not { } most || value.Length <= most)
        {
            return null;
        }

        bool isInCharacters = TextRules.HasCharacterSet(vr);
        int length = isInCharacters ? ValueText.CountCharacters(value) : value.Length;
        return length <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{vr} has at most {most} characters; there are {length}");
    }

    private static string? FindFormFault(DicomVR vr, string value) => vr switch
    {
        DicomVR.AE => value.AsSpan().Trim(' ').IsEmpty ? "AE does not consist of spaces alone" : null,
        DicomVR.AS => value.Length == 4 && char.IsAsciiDigit(value[2]) && AgeString.TryParse(value, out _)
            ? null
            : "AS is three digits and D, W, M or Y",
        DicomVR.DA => value.Length == 8 && DicomDate.TryParse(value, out _)
            ? null
            : "DA is a date of the calendar as YYYYMMDD",
        DicomVR.TM => DicomTime.TryParse(value, out _)
            ? null
            : "TM is HH, HHMM, HHMMSS or HHMMSS.F to HHMMSS.FFFFFF, from 00 to 235960",
        DicomVR.DT => FindDateTimeFault(value),
        DicomVR.DS => DecimalString.TryParse(value, out _) ? null : "DS is a number with digits, an optional sign, point and exponent",
        DicomVR.IS => IntegerString.TryParse(value, out _) ? null : "IS is an integer from -2147483648 to 2147483647",
        DicomVR.PN => FindNameFault(value),
        DicomVR.UI => UidSyntax.FindFault(value) is { } fault
            ? string.Create(CultureInfo.InvariantCulture, $"{fault.Rule}, at position {fault.Position}")
            : null,
        DicomVR.UR => value[0] == ' ' ? "UR does not begin with a space" : value.TrimEnd(' ').Contains(' ', StringComparison.Ordinal)
            ? "UR has spaces at its end only"
            : null,
        DicomVR.AT => IsTag(value) ? null : "AT is a tag of eight hexadecimal digits",
        DicomVR.FD => IsFloat(value, double.MaxValue) ? null : "FD is a number of 64 bits",
        DicomVR.FL => IsFloat(value, float.MaxValue) ? null : "FL is a number of 32 bits",
        DicomVR.US => FindIntegerFault(vr, value, ushort.MinValue, ushort.MaxValue),
        DicomVR.SS => FindIntegerFault(vr, value, short.MinValue, short.MaxValue),
        DicomVR.UL => FindIntegerFault(vr, value, uint.MinValue, uint.MaxValue),
        DicomVR.SL => FindIntegerFault(vr, value, int.MinValue, int.MaxValue),
        DicomVR.UV => FindIntegerFault(vr, value, ulong.MinValue, ulong.MaxValue),
        DicomVR.SV => FindIntegerFault(vr, value, long.MinValue, long.MaxValue),
        _ => null,
    };

    private static string? FindDateTimeFault(string value)
    {
        if (!DicomDateTime.TryParse(value, out _))
        {
            return "DT is YYYY to YYYYMMDDHHMMSS.FFFFFF, with or without an offset of -1200 to +1400";
        }

        return value.EndsWith("-0000", StringComparison.Ordinal) ? "DT has no offset of -0000, but +0000" : null;
    }

    private static string? FindNameFault(string value)
    {
        string[] groups = value.Split('=', 4);
        if (groups.Length > 3)
        {
            return "PN has at most three groups";
        }

        foreach (string group in groups)
        {
            int length = ValueText.CountCharacters(group);
            if (length > PersonNameGroup.MaxLength)
            {
                return string.Create(CultureInfo.InvariantCulture, $"a group of PN has at most 64 characters; there are {length}");
            }

            if (group.Count(c => c == '^') >= PersonNameGroup.ComponentCount)
            {
                return "a group of PN has at most five components";
            }
        }

        return null;
    }

    // The form (gggg,eeee) is a way to show a tag.
    private static bool IsTag(string value)
    {
        string digits = value is ['(', _, _, _, _, ',', _, _, _, _, ')'] ? string.Concat(value.AsSpan(1, 4), value.AsSpan(6, 4)) : value;
        return digits.Length == 8 && digits.All(char.IsAsciiHexDigit);
    }

    // Infinity and NaN are values of these VRs.
    private static bool IsFloat(string value, double most) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && (Math.Abs(number) <= most || !double.IsFinite(number));

    private static string? FindIntegerFault(DicomVR vr, string value, decimal least, decimal most) =>
        value.Length <= 64 && decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number)
            && number >= least && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{vr} is an integer from {least} to {most}");
}
