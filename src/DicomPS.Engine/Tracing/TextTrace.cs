using System.Globalization;
using System.Text;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tracing;

/// <summary>A trace for reading: a line for each PDU with time, association, direction and size, and what is in it below.</summary>
internal sealed class TextTrace : ITraceFormat
{
    private readonly TextWriter file;
    private readonly Dictionary<ConnectionTrace, ConnectionText> connections = [];

    internal TextTrace(Stream stream)
        : this(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
    {
        file.WriteLine("# Each PDU: time (UTC), number of the association, direction, PDU, size in bytes.");
    }

    private TextTrace(TextWriter file) => this.file = file;

    /// <summary>A trace that goes to a listener, line by line, and into no file.</summary>
    internal static TextTrace To(Action<string> tell) => new(new LineTeller(tell));

    public void Write(TraceEntry entry)
    {
        if (!connections.TryGetValue(entry.Connection, out ConnectionText? connection))
        {
            connection = new ConnectionText();
            connections.Add(entry.Connection, connection);
            WriteHead(entry, entry.Connection.Introduction);
        }

        if (entry.Pdu is { } pdu)
        {
            WriteHead(entry, $"{(pdu.IsSent ? "sent    " : "received")} {NameOf(pdu.Type)}, {pdu.Size} bytes");
            foreach (string line in connection.Lines(pdu))
            {
                file.WriteLine("    " + line);
            }
        }
        else
        {
            WriteHead(entry, entry.Note!);
        }

        if (entry.Written is not null)
        {
            connections.Remove(entry.Connection);
        }
    }

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();

    private static string NameOf(byte type) => PduHeader.NameOf(type) ?? $"unknown PDU-type {type:X2}H";

    private void WriteHead(TraceEntry entry, string text) => file.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{entry.Time:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} [{entry.Connection.Id}] {text}"));
}
