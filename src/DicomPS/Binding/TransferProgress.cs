using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace DicomPS.Binding;

/// <summary>The progress of a transfer of many files: shown a few times a second, and completed in the end.</summary>
internal sealed class TransferProgress(Cmdlet cmdlet, string activity)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly int activityId = Environment.CurrentManagedThreadId;
    private long start = Stopwatch.GetTimestamp();
    private long lastShown;
    private int files;
    private int filesDone;
    private long bytes;
    private long bytesDone;
    private bool isShown;

    internal void Add(long length)
    {
        files++;
        bytes += length;
        start = Stopwatch.GetTimestamp();
    }

    internal void Done(long length)
    {
        filesDone++;
        bytesDone += length;
    }

    /// <summary>Shows how far it is, unless that was shown just before.</summary>
    internal void Show(string current)
    {
        if (isShown && Stopwatch.GetElapsedTime(lastShown) < Interval)
        {
            return;
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string rate = seconds < 0.5 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {bytesDone / 1e6 / seconds:0.0} MB/s");
        cmdlet.WriteProgress(new ProgressRecord(activityId, activity, string.Create(CultureInfo.InvariantCulture, $"{filesDone} of {files} files{rate}"))
        {
            CurrentOperation = current,
            PercentComplete = bytes == 0 ? 0 : (int)Math.Min(100 * bytesDone / bytes, 100),
        });
        isShown = true;
        lastShown = Stopwatch.GetTimestamp();
    }

    internal void Complete()
    {
        if (isShown)
        {
            cmdlet.WriteProgress(new ProgressRecord(activityId, activity, "Completed") { RecordType = ProgressRecordType.Completed });
        }
    }
}
