using System.Globalization;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>The characters that a value may have (PS3.5 sections 6.1.2, 6.1.3 and 6.2, table 6.2-1), in decoded text.</summary>
internal static class CharacterRules
{
    /// <summary>Finds the first character that does not belong in a value.</summary>
    /// <returns>A clause; null where there is none, and for VRs that are no text.</returns>
    internal static string? FindFault(DicomVR vr, string value)
    {
        if (!vr.IsText())
        {
            return null;
        }

        bool hasCharacterSet = TextRules.HasCharacterSet(vr);
        for (int i = 0; i < value.Length; i++)
        {
            bool isPair = i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]);
            if (!IsAllowed(vr, value[i]) || (hasCharacterSet && char.IsSurrogate(value[i]) && !isPair))
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{vr} does not have {ValueText.CodeOf(value[i])}, at position {i + 1}");
            }

            i += isPair ? 1 : 0;
        }

        return null;
    }

    private static bool IsAllowed(DicomVR vr, char c) => vr switch
    {
        DicomVR.AE => c is >= ' ' and <= '~' and not '\\',
        DicomVR.AS => char.IsAsciiDigit(c) || c is 'D' or 'W' or 'M' or 'Y',
        DicomVR.CS => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || c is ' ' or '_',
        DicomVR.DA => char.IsAsciiDigit(c),
        DicomVR.DS => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E' or ' ',
        DicomVR.DT => char.IsAsciiDigit(c) || c is '+' or '-' or '.',
        DicomVR.IS => char.IsAsciiDigit(c) || c is '+' or '-' or ' ',
        DicomVR.TM => char.IsAsciiDigit(c) || c == '.',
        DicomVR.UI => char.IsAsciiDigit(c) || c == '.',
        DicomVR.UR => IsOfUri(c),

        // The escape sequences of ISO 2022 are gone from decoded text, and no other ESC may be there.
        DicomVR.LO or DicomVR.PN or DicomVR.SH or DicomVR.UC => c != '\\' && !char.IsControl(c),
        DicomVR.LT or DicomVR.ST or DicomVR.UT => c is '\t' or '\n' or '\f' or '\r' || !char.IsControl(c),
        _ => true,
    };

    // RFC 3986 section 2, and spaces as padding.
    private static bool IsOfUri(char c) =>
        char.IsAsciiLetterOrDigit(c) || "-._~:/?#[]@!$&'()*+,;=% ".Contains(c, StringComparison.Ordinal);
}
