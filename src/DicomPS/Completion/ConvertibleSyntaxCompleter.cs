using DicomPS.Engine.Dictionary;

namespace DicomPS.Completion;

/// <summary>Completes the transfer syntaxes that data sets can be converted to: the uncompressed ones.</summary>
public sealed class ConvertibleSyntaxCompleter : UidCompleter
{
    private protected override IEnumerable<DicomUid> Candidates => UidDictionary.All
        .Where(uid => uid.Kind == UidKind.TransferSyntax && TransferSyntax.Find(uid.Uid) is { CanConvert: true })
        .OrderBy(uid => uid.IsRetired);
}
