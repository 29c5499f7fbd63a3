namespace DicomPS.Engine.Tracing;

/// <summary>Two traces of the same.</summary>
internal sealed class BothTraces(ITraceFormat one, ITraceFormat other) : ITraceFormat
{
    public void Write(TraceEntry entry)
    {
        one.Write(entry);
        other.Write(entry);
    }

    public void Flush()
    {
        one.Flush();
        other.Flush();
    }

    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
    }
}
