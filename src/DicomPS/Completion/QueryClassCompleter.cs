using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes the SOP classes that are queried by C-FIND, those in use before the retired ones.</summary>
public sealed class QueryClassCompleter : UidCompleter
{
    // Nothing but the names tells them from the other classes of their services. UPS Pull and Watch are queried, too
    // (PS3.4 table CC.2-1).
    private protected override IEnumerable<DicomUid> Candidates => UidDictionary.All
        .Where(uid => uid.Kind == UidKind.SopClass
            && (uid.Keyword.EndsWith("Find", StringComparison.Ordinal)
                || uid.Keyword.EndsWith("Query", StringComparison.Ordinal)
                || uid.Keyword is "UnifiedProcedureStepPull" or "UnifiedProcedureStepWatch"))
        .OrderBy(uid => uid.IsRetired);
}
