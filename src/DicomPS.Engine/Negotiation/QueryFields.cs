namespace DicomPS.Engine.Negotiation;

/// <summary>The extended negotiation of query classes, C-FIND (PS3.4 section C.5.1.1): proposed, or supported.</summary>
/// <param name="RelationalQueries">Byte 1: queries may leave out keys of the levels above.</param>
/// <param name="DateTimeMatching">Byte 2: a date and its time are matched together.</param>
/// <param name="FuzzySemanticMatching">Byte 3: names of persons match by meaning.</param>
/// <param name="TimezoneQueryAdjustment">Byte 4: times are matched across time zones.</param>
/// <param name="EnhancedMultiFrameConversion">Byte 5: the views of enhanced multi-frame images can be chosen.</param>
public sealed record QueryFields(
    bool RelationalQueries = false,
    bool DateTimeMatching = false,
    bool FuzzySemanticMatching = false,
    bool TimezoneQueryAdjustment = false,
    bool EnhancedMultiFrameConversion = false) : IExtendedNegotiationFields
{
    /// <inheritdoc/>
    public byte[] Encode() =>
    [
        Flag(RelationalQueries), Flag(DateTimeMatching), Flag(FuzzySemanticMatching), Flag(TimezoneQueryAdjustment), Flag(EnhancedMultiFrameConversion),
    ];

    /// <summary>Reads the fields. Those at the end that are missing are false, as are values that are not 1.</summary>
    /// <param name="information">The service class application information.</param>
    /// <returns>The fields.</returns>
    public static QueryFields Read(ReadOnlySpan<byte> information) =>
        new(At(information, 0), At(information, 1), At(information, 2), At(information, 3), At(information, 4));

    internal static bool At(ReadOnlySpan<byte> information, int index) => index < information.Length && information[index] == 1;

    internal static byte Flag(bool value) => value ? (byte)1 : (byte)0;
}
