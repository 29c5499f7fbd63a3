namespace DicomPS.Engine.Dictionary;

/// <summary>What the encoding of a value depends on, by its VR.</summary>
public static class DicomVRExtensions
{
    /// <summary>Whether it is one of the VRs of the standard.</summary>
    /// <param name="vr">The VR.</param>
    public static bool IsKnown(this DicomVR vr) => vr != DicomVR.None && Enum.IsDefined(vr);

    /// <summary>Whether the value length has 32 bits with an explicit VR (PS3.5 section 7.1.2).</summary>
    /// <param name="vr">The VR.</param>
    public static bool HasLongLength(this DicomVR vr) => vr is
        DicomVR.OB or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.OW or DicomVR.SQ
        or DicomVR.SV or DicomVR.UC or DicomVR.UN or DicomVR.UR or DicomVR.UT or DicomVR.UV;

    /// <summary>The number of bytes whose order depends on the byte ordering; 1 where none does (PS3.5 section 7.3).</summary>
    /// <param name="vr">The VR.</param>
    public static int SwapUnit(this DicomVR vr) => vr switch
    {
        DicomVR.US or DicomVR.SS or DicomVR.OW or DicomVR.AT => 2,
        DicomVR.UL or DicomVR.SL or DicomVR.FL or DicomVR.OF or DicomVR.OL => 4,
        DicomVR.FD or DicomVR.OD or DicomVR.OV or DicomVR.SV or DicomVR.UV => 8,
        _ => 1,
    };

    /// <summary>Whether values are text (PS3.5 section 6.2).</summary>
    /// <param name="vr">The VR.</param>
    public static bool IsText(this DicomVR vr) => vr is
        DicomVR.AE or DicomVR.AS or DicomVR.CS or DicomVR.DA or DicomVR.DS or DicomVR.DT or DicomVR.IS
        or DicomVR.LO or DicomVR.LT or DicomVR.PN or DicomVR.SH or DicomVR.ST or DicomVR.TM or DicomVR.UC
        or DicomVR.UI or DicomVR.UR or DicomVR.UT;

    /// <summary>Whether a value is bytes as they are rather than text, numbers, tags or items (PS3.5 section 6.2).</summary>
    /// <param name="vr">The VR.</param>
    public static bool IsBytes(this DicomVR vr) => vr is
        DicomVR.OB or DicomVR.OD or DicomVR.OF or DicomVR.OL or DicomVR.OV or DicomVR.OW or DicomVR.UN;

    /// <summary>The byte that fills a value up to an even length: a space for text, NUL for UIDs and bytes (PS3.5 section 6.2).</summary>
    /// <param name="vr">The VR.</param>
    public static byte PaddingByte(this DicomVR vr) => vr.IsText() && vr != DicomVR.UI ? (byte)' ' : (byte)0;
}
