using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace DicomPS.Binding;

/// <summary>
/// The progress of work on many files: shown a few times a second, and completed in the end. It goes by bytes, or by
/// files where no bytes are counted.
/// </summary>
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
    private long bytesOfPart;
    private string currentFile = string.Empty;
    private bool isShown;

    /// <summary>Whether there is more than one file.</summary>
    internal bool IsOfSeveral => files > 1;

    /// <summary>Adds files whose bytes are not counted.</summary>
    internal void Add(List<FoundFile> found) => files += found.Count;

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
        bytesOfPart = 0;
    }

    /// <summary>Shows how far it is with the file being sent.</summary>
    internal void ShowPart(long length)
    {
        bytesOfPart = length;
        Show(currentFile);
    }

    /// <summary>Shows how far it is, unless that was shown just before.</summary>
    internal void Show(string current)
    {
        currentFile = current;
        if (isShown && Stopwatch.GetElapsedTime(lastShown) < Interval)
        {
            return;
        }

        long moved = bytesDone + bytesOfPart;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string rate = seconds < 0.5 ? string.Empty
            : bytes == 0 ? string.Create(CultureInfo.InvariantCulture, $", {filesDone / seconds:0} files/s")
            : string.Create(CultureInfo.InvariantCulture, $", {moved / 1e6 / seconds:0.0} MB/s");
        cmdlet.WriteProgress(new ProgressRecord(activityId, activity, string.Create(CultureInfo.InvariantCulture, $"{filesDone} of {files} files{rate}"))
        {
            CurrentOperation = current,
            PercentComplete = (int)(bytes == 0 ? 100L * filesDone / Math.Max(files, 1) : Math.Min(100 * moved / bytes, 100)),
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
