using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>SOP classes whose requests travel in the presentation context of another: of a meta SOP class, or of a UPS class.</summary>
internal static class CarryingClasses
{
    private const string Print = "1.2.840.10008.5.1.1.";
    private const string Ups = "1.2.840.10008.5.1.4.34.6.";

    // PS3.4 section H.3: the classes of print management are negotiated as one meta SOP class. PS3.4 section CC.2: a UPS is
    // always of the SOP class UPS Push, whichever UPS class was negotiated.
    private static readonly Dictionary<string, string[]> Carriers = new(StringComparer.Ordinal)
    {
        [Print + "1"] = [Print + "9", Print + "18"],
        [Print + "2"] = [Print + "9", Print + "18"],
        [Print + "4"] = [Print + "9"],
        [Print + "4.1"] = [Print + "18"],
        [Print + "16"] = [Print + "9", Print + "18"],
        [Ups + "1"] = [Ups + "3", Ups + "2", Ups + "4", Ups + "5"],
    };

    /// <summary>The abstract syntaxes whose contexts carry a SOP class: its own first.</summary>
    internal static IEnumerable<string> Of(string sopClassUid) => Carriers.GetValueOrDefault(sopClassUid, []).Prepend(sopClassUid);

    /// <summary>The service class whose statuses count for a SOP class.</summary>
    internal static DicomServiceClass ServiceOf(string? sopClassUid) =>
        sopClassUid is null ? DicomServiceClass.None : UidDictionary.Find(sopClassUid)?.ServiceClass ?? DicomServiceClass.None;
}
