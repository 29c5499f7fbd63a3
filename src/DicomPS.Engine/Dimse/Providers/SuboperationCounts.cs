using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>What became of the sub-operations of a C-GET or C-MOVE (PS3.4 sections C.4.2.1.6 and C.4.3.1.4).</summary>
internal sealed class SuboperationCounts
{
    private readonly List<string> failed = [];

    internal int Remaining { get; set; }

    internal int Completed { get; private set; }

    internal int Failed { get; private set; }

    internal int Warnings { get; private set; }

    internal int Done => Completed + Failed + Warnings;

    internal void Count(StoreResult result)
    {
        switch (result.Status?.Category)
        {
            case DicomStatusCategory.Success:
                Completed++;
                break;
            case DicomStatusCategory.Warning:
                Warnings++;
                break;
            default:
                Failed++;
                if (result.SopInstanceUid is { } uid && UidSyntax.IsValid(uid))
                {
                    failed.Add(uid);
                }

                break;
        }
    }

    /// <summary>The status of an operation that came to its end: all went well, some did, or none.</summary>
    internal DimseAnswer Conclude() => Failed == 0 && Warnings == 0
        ? DimseAnswer.Success
        : Completed == 0 && Warnings == 0
            ? DimseAnswer.Of(StatusCodes.UnableToPerformSuboperations, "All sub-operations failed")
            : DimseAnswer.Of(StatusCodes.SuboperationsFailed);

    /// <summary>Failed SOP Instance UID List (0008,0058); null where none failed.</summary>
    internal DicomDataset? FailedList()
    {
        if (failed.Count == 0)
        {
            return null;
        }

        DicomDataset dataset = new();
        dataset.SetValues(Tags.FailedSopInstanceUidList, DicomVR.UI, [.. failed]);
        return dataset;
    }

    /// <summary>Tells the counts in a response. How many remain is told while the operation goes on, and where it was cancelled.</summary>
    internal CommandSet PutInto(CommandSet response, bool withRemaining) => response with
    {
        RemainingSuboperations = withRemaining ? Limit(Remaining) : null,
        CompletedSuboperations = Limit(Completed),
        FailedSuboperations = Limit(Failed),
        WarningSuboperations = Limit(Warnings),
    };

    // VR US: a study may have more instances than the counts can tell.
    private static ushort Limit(int count) => (ushort)Math.Clamp(count, 0, ushort.MaxValue);
}
