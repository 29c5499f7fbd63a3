using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes SOP classes, those in use before the retired ones.</summary>
public sealed class SopClassCompleter : UidCompleter
{
    private protected override IEnumerable<DicomUid> Candidates => UidDictionary.All
        .Where(uid => uid.Kind is UidKind.SopClass or UidKind.MetaSopClass)
        .OrderBy(uid => uid.IsRetired);
}
