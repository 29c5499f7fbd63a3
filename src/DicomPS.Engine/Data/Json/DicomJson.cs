using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Data sets in the DICOM JSON model (PS3.18 annex F). What is written and read again has equal values, for every VR.
/// Specific Character Set (0008,0005) tells of the data set and not of the JSON, which is always UTF-8 (PS3.18 section
/// F.2.2): it is written as it is, and on reading text is encoded by it; where it cannot hold the text it becomes ISO_IR 192.
/// Group lengths are left out. Encapsulated pixel data without a URI are an InlineBinary of the whole Value Field, that
/// is the items of PS3.5 section A.4 with the delimiter behind them.
/// </summary>
public static class DicomJson
{
    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = JsonModelReader.MaxJsonDepth };

    /// <summary>Writes a data set as a JSON object.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="writer">The writer, at a place where a value may stand.</param>
    /// <param name="options">What goes by URI; null for nothing.</param>
    /// <exception cref="DicomException">NotDicom: a value stayed in a file that was changed, is too large, or nests too deep.</exception>
    public static void Write(DicomDataset dataset, Utf8JsonWriter writer, DicomJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(writer);
        new JsonModelWriter(writer, options ?? new DicomJsonOptions()).Write(dataset);
    }

    /// <summary>Writes a data set as a JSON object, in UTF-8.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="target">The stream; it stays open.</param>
    /// <param name="options">The form, and what goes by URI; null for the usual.</param>
    /// <exception cref="DicomException">NotDicom: a value stayed in a file that was changed, is too large, or nests too deep.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(DicomDataset dataset, Stream target, DicomJsonOptions? options = null)
    {
        using Utf8JsonWriter writer = CreateWriter(target, options);
        Write(dataset, writer, options);
    }

    /// <summary>Gives a data set as a JSON object.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="options">The form, and what goes by URI; null for the usual.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="DicomException">NotDicom: a value stayed in a file that was changed, is too large, or nests too deep.</exception>
    public static string ToJson(DicomDataset dataset, DicomJsonOptions? options = null) =>
        ToText(options, writer => Write(dataset, writer, options));

    /// <summary>Gives data sets as a JSON array, the form of several results (PS3.18 section F.2.1).</summary>
    /// <param name="datasets">The data sets.</param>
    /// <param name="options">The form, and what goes by URI; null for the usual.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="DicomException">NotDicom: a value stayed in a file that was changed, is too large, or nests too deep.</exception>
    public static string ToJson(IEnumerable<DicomDataset> datasets, DicomJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        return ToText(options, writer =>
        {
            writer.WriteStartArray();
            foreach (DicomDataset dataset in datasets)
            {
                Write(dataset, writer, options);
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="options">Where bulk data come from; null for nowhere.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DicomException">NotDicom: it is no JSON, or not of the DICOM JSON model; the message has the JSON path.</exception>
    public static DicomDataset Parse(string json, DicomJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = Open(() => JsonDocument.Parse(json, DocumentOptions));
        return Read(document, options);
    }

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The JSON in UTF-8, with a byte order mark or without.</param>
    /// <param name="options">Where bulk data come from; null for nowhere.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DicomException">NotDicom: it is no JSON, or not of the DICOM JSON model; the message has the JSON path.</exception>
    public static DicomDataset Parse(ReadOnlySpan<byte> json, DicomJsonOptions? options = null)
    {
        byte[] bytes = (json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json).ToArray();
        using JsonDocument document = Open(() => JsonDocument.Parse(bytes, DocumentOptions));
        return Read(document, options);
    }

    /// <summary>Reads a JSON object.</summary>
    /// <param name="json">The JSON in UTF-8, with a byte order mark or without; it is read to its end and stays open.</param>
    /// <param name="options">Where bulk data come from; null for nowhere.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="DicomException">NotDicom: it is no JSON, or not of the DICOM JSON model; the message has the JSON path.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static DicomDataset Parse(Stream json, DicomJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = Open(() => JsonDocument.Parse(json, DocumentOptions));
        return Read(document, options);
    }

    /// <summary>Reads a JSON array of data sets, or one data set (PS3.18 section F.2.1).</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="options">Where bulk data come from; null for nowhere.</param>
    /// <returns>The data sets, in order.</returns>
    /// <exception cref="DicomException">NotDicom: it is no JSON, or not of the DICOM JSON model; the message has the JSON path.</exception>
    public static IReadOnlyList<DicomDataset> ParseAll(string json, DicomJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = Open(() => JsonDocument.Parse(json, DocumentOptions));
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            return [Read(document, options)];
        }

        JsonModelReader reader = new(options ?? new DicomJsonOptions());
        return [.. document.RootElement.EnumerateArray().Select((item, index) => reader.Read(item, JsonPath.Root.At(index)))];
    }

    /// <summary>
    /// Makes an element of the bytes of a Value Field, as bulk data and InlineBinary hold them (PS3.18 sections F.2.6 and
    /// F.2.7): filled up to an even length; pixel data that are items to the end become fragments (PS3.5 section A.4).
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="vr">The VR; not SQ.</param>
    /// <param name="bytes">Numbers in little endian order, text in UTF-8; they are not copied.</param>
    /// <returns>The element.</returns>
    /// <exception cref="ArgumentException">The VR is SQ or None.</exception>
    public static DicomElement ReadValueField(DicomTag tag, DicomVR vr, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return JsonFragments.TryRead(tag, vr, bytes, out DicomFragments? fragments)
            ? fragments
            : new DicomValueElement(tag, vr, JsonValueReader.Pad(bytes, vr));
    }

    private static DicomDataset Read(JsonDocument document, DicomJsonOptions? options) =>
        new JsonModelReader(options ?? new DicomJsonOptions()).Read(document.RootElement, JsonPath.Root);

    private static JsonDocument Open(Func<JsonDocument> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException e)
        {
            // The framework's message can quote the text: it stays behind as the cause.
            throw new DicomException(
                DicomErrorId.NotDicom,
                $"It is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of it.",
                "Check that the JSON is complete, and that nothing nests deeper than data sets may.",
                e);
        }
        catch (ArgumentException e)
        {
            throw new DicomException(DicomErrorId.NotDicom, "It is not valid JSON: the text is not valid Unicode.", innerException: e);
        }
    }

    private static string ToText(DicomJsonOptions? options, Action<Utf8JsonWriter> write)
    {
        using MemoryStream target = new();
        using (Utf8JsonWriter writer = CreateWriter(target, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(target.GetBuffer().AsSpan(0, (int)target.Length));
    }

    // Names stay legible: the JSON is no part of a web page, which is what the usual escapes are for.
    private static Utf8JsonWriter CreateWriter(Stream target, DicomJsonOptions? options) => new(
        target,
        new JsonWriterOptions { Indented = options is { WriteIndented: true }, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
