using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>What the encoding of text depends on, by its VR.</summary>
internal static class TextRules
{
    /// <summary>The byte between values (PS3.5 section 6.4).</summary>
    internal const char ValueDelimiter = '\\';

    /// <summary>Whether Specific Character Set says how values are encoded (PS3.5 section 6.1.2.2); others are ASCII.</summary>
    internal static bool HasCharacterSet(DicomVR vr) => vr is
        DicomVR.SH or DicomVR.LO or DicomVR.ST or DicomVR.LT or DicomVR.UC or DicomVR.UT or DicomVR.PN;

    /// <summary>Whether a backslash separates values; in the other VRs it is a character like any other (PS3.5 section 6.4).</summary>
    internal static bool CanHaveValues(DicomVR vr) => vr is not (DicomVR.ST or DicomVR.LT or DicomVR.UT or DicomVR.UR);

    /// <summary>The bytes before which the initial state is active again, control characters aside (PS3.5 section 6.1.2.5.3).</summary>
    internal static ReadOnlySpan<byte> Delimiters(DicomVR vr) =>
        vr == DicomVR.PN ? "\\^="u8 : CanHaveValues(vr) ? "\\"u8 : default;
}
