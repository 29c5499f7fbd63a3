using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes the VRs of PS3.5.</summary>
public sealed class VrCompleter : TermCompleter
{
    private protected override IEnumerable<(string Word, string Text)> Candidates(string word) => Enum.GetNames<DicomVR>()
        .Where(name => name != nameof(DicomVR.None) && name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal)
        .Select(name => (name, name));
}
