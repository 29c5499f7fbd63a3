using System.Collections.Concurrent;
using System.Threading.Channels;

namespace DicomPS.Engine.Tracing;

/// <summary>
/// A file that tells every PDU of the associations it is given to: time, direction, size, the items of association PDUs and
/// the command sets. Passcodes, tickets and tokens are never in it, values of data sets only where they are asked for. One
/// file serves any number of associations, also at the same time.
/// </summary>
/// <remarks>
/// A writer of its own brings PDUs into the file. Where it cannot keep up, the associations wait for it rather than leave
/// something out, but not for ever: a file that takes nothing for ten seconds, or that fails, ends the trace and harms no
/// association.
/// </remarks>
public sealed class PduTrace : IAsyncDisposable
{
    /// <summary>The extension of a trace for reading.</summary>
    public const string TextExtension = ".txt";

    /// <summary>The extension of a trace for Wireshark.</summary>
    public const string CaptureExtension = ".pcapng";

    // With the most that is kept of a PDU: 16 MB.
    private const int QueueLength = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // On Unix two writers of a file are not kept apart by the system.
    private static readonly ConcurrentDictionary<string, byte> Written = new(StringComparer.Ordinal);

    private readonly Channel<TraceEntry> queue = Channel.CreateBounded<TraceEntry>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly ITraceFormat format;
    private readonly Task writing;

    // Who made the trace counts as one.
    private int users = 1;
    private int isDisposed;
    private Exception? fault;

    private PduTrace(string? path, bool includesData, ITraceFormat format)
    {
        Path = path;
        IncludesData = includesData;
        this.format = format;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>The full path of the file; null where there is none.</summary>
    public string? Path { get; }

    /// <summary>Whether values of data sets are in it.</summary>
    public bool IncludesData { get; }

    /// <summary>What ended the trace early: the file could not be written any more; null where nothing did.</summary>
    public Exception? Fault => Volatile.Read(ref fault);

    /// <summary>Begins a trace. A file that is there is replaced.</summary>
    /// <param name="path">The file: .txt for a trace to read, .pcapng for one that Wireshark opens with its DICOM dissector.</param>
    /// <param name="includeData">Whether values of data sets are in it, which are the patients'.</param>
    /// <param name="tell">Is told the lines of a text as well, one after the other, on a thread of the trace; null for nobody.</param>
    /// <returns>The trace. It ends when it is disposed of, and the last of its associations is over.</returns>
    /// <exception cref="ArgumentException">Another extension.</exception>
    /// <exception cref="IOException">The file cannot be written, or is a trace that is still written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static PduTrace Create(string path, bool includeData = false, Action<string>? tell = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        Func<Stream, ITraceFormat> make = System.IO.Path.GetExtension(full).ToUpperInvariant() switch
        {
            ".TXT" => stream => new TextTrace(stream),
            ".PCAPNG" => stream => new CaptureTrace(stream),
            string other => throw new ArgumentException(
                $"A trace is a {TextExtension} or a {CaptureExtension} file, not '{other}': {path}", nameof(path)),
        };
        if (!Written.TryAdd(full, 0))
        {
            throw new IOException($"The trace '{full}' is still written: what it belongs to goes on.");
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(full, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
            ITraceFormat format = make(file);
            format.Flush();
            return new PduTrace(full, includeData, tell is null ? format : new BothTraces(format, TextTrace.To(tell)));
        }
        catch
        {
            file?.Dispose();
            Written.TryRemove(full, out _);
            throw;
        }
    }

    /// <summary>Begins a trace that goes to a listener, and into no file. Values of data sets are not in it.</summary>
    /// <param name="tell">Is told the lines of a text, one after the other, on a thread of the trace. It must not wait.</param>
    /// <returns>The trace. It ends when it is disposed of, and the last of its associations is over.</returns>
    public static PduTrace To(Action<string> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        return new PduTrace(null, includesData: false, TextTrace.To(tell));
    }

    /// <summary>Takes no further associations, and ends when the last one is over and the file is closed.</summary>
    /// <returns>A task that ends when the file is closed; it never fails.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            Release();
        }

        await writing.ConfigureAwait(false);
    }

    /// <summary>A trace in a file that is open already.</summary>
    internal static PduTrace Of(string path, ITraceFormat format) => new(path, includesData: false, format);

    /// <summary>Another connection is traced, until it is released.</summary>
    internal void Acquire() => Interlocked.Increment(ref users);

    /// <summary>A connection is over.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref users) == 0)
        {
            queue.Writer.TryComplete();
        }
    }

    /// <summary>Puts an entry behind the others; waits where the writer is behind. Once the trace is over, it is left out.</summary>
    internal async ValueTask AddAsync(TraceEntry entry)
    {
        if (queue.Writer.TryWrite(entry))
        {
            return;
        }

        using CancellationTokenSource patience = new(Patience);
        try
        {
            await queue.Writer.WriteAsync(entry, patience.Token).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            entry.Written?.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            EndWith(new IOException($"The trace {Path} took nothing for {Patience.TotalSeconds:0} s."));
            entry.Written?.TrySetResult();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (TraceEntry entry in queue.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                Write(entry);
            }

            format.Dispose();
        }
        catch (Exception e)
        {
            // No fault of the trace, be it of its disk or a bug of its own, harms the associations.
            EndWith(e);
        }
        finally
        {
            if (Path is not null)
            {
                Written.TryRemove(Path, out _);
            }
        }
    }

    private void Write(TraceEntry entry)
    {
        try
        {
            if (Fault is null)
            {
                format.Write(entry);
                if (entry.Written is not null || queue.Reader.Count == 0)
                {
                    format.Flush();
                }
            }
        }
        catch (Exception e)
        {
            EndWith(e);
        }
        finally
        {
            entry.Written?.TrySetResult();
        }
    }

    private void EndWith(Exception e)
    {
        Interlocked.CompareExchange(ref fault, e, null);
        queue.Writer.TryComplete();
    }
}
