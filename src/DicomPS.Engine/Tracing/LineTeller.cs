using System.Text;

namespace DicomPS.Engine.Tracing;

/// <summary>A writer of whole lines, each of which is told.</summary>
internal sealed class LineTeller(Action<string> tell) : TextWriter
{
    public override Encoding Encoding => Encoding.Unicode;

    public override void WriteLine(string? value) => tell(value ?? string.Empty);
}
