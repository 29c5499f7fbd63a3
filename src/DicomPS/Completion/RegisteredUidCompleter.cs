using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes all registered UIDs, those in use before the retired ones.</summary>
public sealed class RegisteredUidCompleter : UidCompleter
{
    private protected override IEnumerable<DicomUid> Candidates => UidDictionary.All.OrderBy(uid => uid.IsRetired);
}
