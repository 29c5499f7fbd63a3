using System.IO.Compression;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>Identifiers and attribute lists as the bytes of a message, and back: small data sets, whole in memory.</summary>
internal static class DataSetBytes
{
    // What a deflated data set may grow to; identifiers are a few kilobytes.
    private static readonly DatasetReadOptions Limits = new() { MaximumMemory = 2L * MemoryReceiver.MaximumLength };

    internal static byte[] Encode(DicomDataset dataset, string transferSyntaxUid)
    {
        using MemoryStream target = new();
        Write(dataset, target, SyntaxOf(transferSyntaxUid));
        return target.ToArray();
    }

    /// <summary>Writes a data set, deflated where the transfer syntax says so. A stream gets an even number of bytes.</summary>
    internal static void Write(DicomDataset dataset, Stream target, TransferSyntax syntax)
    {
        if (!syntax.IsDeflated)
        {
            new DatasetEncoder(target, syntax, keepsGroupLengths: false).Write(dataset);
            return;
        }

        CountingStream counted = new(target);
        using (DeflateStream deflated = new(counted, CompressionLevel.Optimal, leaveOpen: true))
        {
            new DatasetEncoder(deflated, syntax, keepsGroupLengths: false).Write(dataset);
        }

        if (counted.Count % 2 != 0)
        {
            // PS3.5 section A.5: a NUL makes the deflated bytes even.
            target.WriteByte(0);
        }
    }

    /// <exception cref="DicomException">NotDicom: the bytes are damaged, or of a transfer syntax that cannot be read.</exception>
    internal static DicomDataset Decode(byte[] bytes, string transferSyntaxUid, string name)
    {
        using MemoryStream source = new(bytes, writable: false);
        using DataSetReader reader = new(source, SyntaxOf(transferSyntaxUid), name);
        DicomDataset dataset = new();
        DatasetBuilder builder = new(reader, null, Limits);
        return builder.Read(dataset) is { } fault ? throw fault : dataset;
    }

    private static TransferSyntax SyntaxOf(string uid) => TransferSyntax.Find(uid) ?? throw new DicomException(
        DicomErrorId.NotDicom,
        $"A data set of the transfer syntax {uid} can be carried, but neither written nor read.",
        "Agree on one of the uncompressed transfer syntaxes for this SOP class.");
}
