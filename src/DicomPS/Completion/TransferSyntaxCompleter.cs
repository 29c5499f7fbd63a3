using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes transfer syntaxes, those in use before the retired ones.</summary>
public sealed class TransferSyntaxCompleter : UidCompleter
{
    private protected override IEnumerable<DicomUid> Candidates => UidDictionary.All
        .Where(uid => uid.Kind == UidKind.TransferSyntax)
        .OrderBy(uid => uid.IsRetired);
}
