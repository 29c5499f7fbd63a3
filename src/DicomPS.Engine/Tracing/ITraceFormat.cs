namespace DicomPS.Engine.Tracing;

/// <summary>How a trace stands in its file. It is used by one thread at a time, and closes the file.</summary>
internal interface ITraceFormat : IDisposable
{
    /// <summary>Writes an entry; it may wait in a buffer.</summary>
    void Write(TraceEntry entry);

    /// <summary>Brings what waits in a buffer into the file.</summary>
    void Flush();
}
