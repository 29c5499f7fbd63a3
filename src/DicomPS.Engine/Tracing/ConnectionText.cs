using System.Globalization;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tracing;

/// <summary>The PDUs of one connection in words. It remembers what a fragment needs of those before it.</summary>
internal sealed class ConnectionText
{
    // Command sets have some hundred bytes; of a data set the beginning is shown, which is what people look for.
    private const int MostCommandBytes = 64 * 1024;
    private const int MostDataBytes = 64 * 1024;

    private readonly Dictionary<byte, string> transferSyntaxes = [];
    private readonly MessageText sent = new();
    private readonly MessageText received = new();

    /// <summary>What is in a PDU.</summary>
    internal IEnumerable<string> Lines(TracedPdu pdu)
    {
        if ((PduType)pdu.Type == PduType.PDataTf)
        {
            return pdu.Values.SelectMany(value => Value(value, pdu.IsSent ? sent : received));
        }

        try
        {
            ProtocolDataUnit? decoded = null;
            if (pdu.IsWhole && Enum.IsDefined((PduType)pdu.Type))
            {
                ProtocolDataUnit.TryDecode(pdu.Kept.Span, uint.MaxValue, out decoded, out _);
            }

            if (decoded is AssociateAc answer)
            {
                foreach (PresentationContextAc context in answer.PresentationContexts)
                {
                    transferSyntaxes[context.Id] = context.TransferSyntax;
                }
            }

            return decoded is null ? ["not DICOM, damaged, or too long to be shown"] : AssociationText.Lines(decoded);
        }
        catch (MalformedPduException e)
        {
            return [TraceText.Clean(e.Message)];
        }
    }

    private IEnumerable<string> Value(TracedValue value, MessageText message)
    {
        PdvHeader header = value.Header;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"context {header.ContextId}, {(header.IsCommand ? "command" : "data")}{(header.IsLast ? ", last fragment" : string.Empty)}, {header.DataLength} bytes");
        MemoryStream kept = header.IsCommand ? message.Command : message.Data;
        int room = (header.IsCommand ? MostCommandBytes : MostDataBytes) - (int)kept.Length;
        kept.Write(value.Data.Span[..Math.Min(value.Data.Length, room)]);
        message.DataLength += header.IsCommand ? 0 : header.DataLength;
        if (!header.IsLast)
        {
            yield break;
        }

        byte[] bytes = kept.ToArray();
        long length = message.DataLength;
        kept.SetLength(0);
        message.DataLength = header.IsCommand ? length : 0;
        foreach (string line in header.IsCommand ? CommandText.Lines(bytes) : Data(header.ContextId, bytes, length))
        {
            yield return "    " + line;
        }
    }

    // Without a byte kept, values were not asked for.
    private IEnumerable<string> Data(byte contextId, byte[] bytes, long length) =>
        bytes.Length == 0 ? []
        : transferSyntaxes.TryGetValue(contextId, out string? uid) && TransferSyntax.Find(uid) is { } syntax ? DataSetText.Lines(bytes, length, syntax)
        : ["the transfer syntax is not known"];

    /// <summary>What came of the message under way in one direction.</summary>
    private sealed class MessageText
    {
        internal MemoryStream Command { get; } = new();

        internal MemoryStream Data { get; } = new();

        internal long DataLength { get; set; }
    }
}
