using System.Globalization;
using System.IO.Compression;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Tracing;

/// <summary>Data sets in words: each element a line, items indented.</summary>
internal static class DataSetText
{
    private const int MostLines = 500;
    private const int MostCharacters = 64;

    // What a deflated beginning may grow to.
    private const int MostInflated = 256 * 1024;

    private static readonly DatasetReadOptions Limits = new() { MaximumMemory = 4 * 1024 * 1024, LargeValue = int.MaxValue };

    /// <summary>A data set, or the beginning of one.</summary>
    /// <param name="bytes">What there is of it.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="syntax">Its transfer syntax.</param>
    internal static IEnumerable<string> Lines(byte[] bytes, long length, TransferSyntax syntax)
    {
        DicomDataset dataset = new();
        DicomException? fault = syntax.IsDeflated
            ? Read(Inflate(bytes), TransferSyntax.ExplicitVRLittleEndian, dataset)
            : Read(bytes, syntax, dataset);
        int count = 0;
        foreach (string line in Elements(dataset, string.Empty))
        {
            if (++count > MostLines)
            {
                yield return $"... (the first {MostLines} lines)";
                yield break;
            }

            yield return line;
        }

        if (bytes.Length < length)
        {
            // The fault is the cut.
            yield return string.Create(CultureInfo.InvariantCulture, $"... ({length} bytes, of which the trace shows the first {bytes.Length})");
        }
        else if (fault is not null)
        {
            yield return TraceText.Clean(fault.Message);
        }
    }

    /// <summary>Reads what can be read of a data set.</summary>
    /// <returns>What is wrong behind that; null where nothing is.</returns>
    internal static DicomException? Read(byte[] bytes, TransferSyntax syntax, DicomDataset dataset)
    {
        using MemoryStream stream = new(bytes, writable: false);
        using DataSetReader reader = new(stream, syntax);
        try
        {
            return new DatasetBuilder(reader, null, Limits).Read(dataset);
        }
        catch (DicomException e)
        {
            return e;
        }
    }

    /// <summary>An element in a line.</summary>
    internal static string Line(DicomElement element) => $"{element.Tag} {element.VR} {TraceText.Clean(element.Keyword)}: {Value(element)}";

    // As far as it goes: the rest may be missing, or be damaged.
    private static byte[] Inflate(byte[] bytes)
    {
        using MemoryStream stream = new(bytes, writable: false);
        using DeflateStream inflated = new(stream, CompressionMode.Decompress);
        byte[] result = new byte[MostInflated];
        int count = 0;
        try
        {
            for (int read; (read = inflated.Read(result.AsSpan(count))) > 0;)
            {
                count += read;
            }
        }
        catch (InvalidDataException)
        {
        }

        return result[..count];
    }

    // No deeper than a reader lets items nest.
    private static IEnumerable<string> Elements(DicomDataset dataset, string indent)
    {
        foreach (DicomElement element in dataset.Elements)
        {
            yield return indent + Line(element);
            foreach (DicomDataset item in element is DicomSequence sequence ? sequence.Items : [])
            {
                yield return indent + "  item";
                foreach (string line in Elements(item, indent + "    "))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Value(DicomElement element) => element switch
    {
        DicomSequence sequence => $"{sequence.Items.Count} item(s)",
        DicomFragments fragments => $"{fragments.Count} fragment(s), {fragments.Length} bytes",
        DicomValueElement { VR: DicomVR.UI, IsEmpty: false } uid => TraceText.Uid(uid.GetPreview(MostCharacters)),
        DicomValueElement { IsEmpty: false } value => TraceText.Clean(value.GetPreview(MostCharacters)),
        _ => string.Empty,
    };
}
