using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>Identifiers and attribute lists as the bytes of a message, and back: small data sets, whole in memory.</summary>
internal static class DataSetBytes
{
    // What a deflated data set may grow to; identifiers are a few kilobytes.
    private static readonly DatasetReadOptions Limits = new() { MaximumMemory = 2L * MemoryReceiver.MaximumLength };

    /// <exception cref="DicomException">NotDicom: the data set cannot go into that transfer syntax.</exception>
    internal static byte[] Encode(DicomDataset dataset, string transferSyntaxUid) => dataset.Encode(SyntaxOf(transferSyntaxUid));

    /// <exception cref="DicomException">NotDicom: the bytes are damaged, or of a transfer syntax that cannot be read.</exception>
    internal static DicomDataset Decode(byte[] bytes, string transferSyntaxUid, string name)
    {
        using MemoryStream source = new(bytes, writable: false);
        return DicomDataset.Decode(source, SyntaxOf(transferSyntaxUid), Limits, name);
    }

    private static TransferSyntax SyntaxOf(string uid) => TransferSyntax.Find(uid) ?? throw new DicomException(
        DicomErrorId.NotDicom,
        $"A data set of the transfer syntax {uid} can be carried, but neither written nor read.",
        "Agree on one of the uncompressed transfer syntaxes for this SOP class.");
}
