using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes the SOP classes of C-GET and C-MOVE, those in use before the retired ones.</summary>
public sealed class RetrieveClassCompleter : UidCompleter
{
    // Nothing but the names tells them from the other classes of their services.
    private protected override IEnumerable<DicomUid> Candidates => UidDictionary.All
        .Where(uid => uid.Kind == UidKind.SopClass
            && (uid.Keyword.EndsWith("Get", StringComparison.Ordinal) || uid.Keyword.EndsWith("Move", StringComparison.Ordinal)))
        .OrderBy(uid => uid.IsRetired);
}
