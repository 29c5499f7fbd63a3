using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using DicomPS.Engine.Dimse;

namespace DicomPS.Binding;

/// <summary>The progress of a retrieval by the counts of its responses: shown a few times a second, and completed in the end.</summary>
internal sealed class SuboperationProgress(Cmdlet cmdlet, string activity)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly int activityId = Environment.CurrentManagedThreadId;
    private long lastShown;
    private bool isShown;

    /// <summary>Shows the counts of a pending response, unless that was done just before.</summary>
    internal void Show(RetrieveResult pending)
    {
        if (isShown && Stopwatch.GetElapsedTime(lastShown) < Interval)
        {
            return;
        }

        int done = (pending.Completed ?? 0) + (pending.Failed ?? 0) + (pending.Warnings ?? 0);
        int? all = pending.Remaining is { } remaining ? done + remaining : null;
        string of = all is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" of {all}");
        string failed = pending.Failed is > 0 ? string.Create(CultureInfo.InvariantCulture, $", {pending.Failed} failed") : string.Empty;
        cmdlet.WriteProgress(new ProgressRecord(activityId, activity, string.Create(CultureInfo.InvariantCulture, $"{done}{of} instances{failed}"))
        {
            CurrentOperation = pending.Association,
            PercentComplete = all is > 0 ? (int)(100L * done / all.Value) : -1,
        });
        isShown = true;
        lastShown = Stopwatch.GetTimestamp();
    }

    internal void Complete()
    {
        if (isShown)
        {
            cmdlet.WriteProgress(new ProgressRecord(activityId, activity, "Completed") { RecordType = ProgressRecordType.Completed });
            isShown = false;
        }
    }
}
