using System.Diagnostics;
using System.Management.Automation;

namespace DicomPS.Shell;

/// <summary>Progress as one line on standard error that is written over; nothing where that is no terminal.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly bool enabled = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
    private long lastDrawn;
    private int length;

    /// <summary>Draws or, for a completed activity, clears the line.</summary>
    public void Show(ProgressRecord record)
    {
        if (!enabled)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Hide();
        }
        else if (length == 0 || Stopwatch.GetElapsedTime(lastDrawn) >= Interval)
        {
            string text = Describe(record);
            Console.Error.Write('\r' + text.PadRight(length));
            length = text.Length;
            lastDrawn = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Clears the line, so that other output can stand there.</summary>
    public void Hide()
    {
        if (length > 0)
        {
            Console.Error.Write('\r' + new string(' ', length) + '\r');
            length = 0;
        }
    }

    private static string Describe(ProgressRecord record)
    {
        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        string text = $"{record.Activity}:{percent} {record.StatusDescription} {record.CurrentOperation}"
            .ReplaceLineEndings(" ")
            .TrimEnd();
        int room = Math.Max(Console.WindowWidth - 1, 10);
        return text.Length <= room ? text : text[..room];
    }
}
