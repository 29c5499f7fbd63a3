using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>What C-GET and C-MOVE share (PS3.4 sections C.4.2 and C.4.3): each record names what is to be retrieved.</summary>
public abstract class RetrieveCommand : RequestCommand
{
    /// <summary>The information model; without it Patient Root where patients are retrieved, else Study Root.</summary>
    [Parameter]
    public QueryRoot? Root { get; set; }

    /// <summary>The patient's identifier.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PatientID { get; set; }

    /// <summary>UIDs of studies.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? StudyInstanceUID { get; set; }

    /// <summary>UIDs of series.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? SeriesInstanceUID { get; set; }

    /// <summary>UIDs of instances.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? SOPInstanceUID { get; set; }

    /// <summary>Writes the last response of each request, behind the instances.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>The priority of the request; most peers pay no heed to it.</summary>
    [Parameter]
    public Priority Priority { get; set; }

    /// <summary>The progress of the sub-operations.</summary>
    private protected SuboperationProgress Progress { get; private set; } = null!;

    /// <summary>What the progress is called.</summary>
    private protected abstract string Activity { get; }

    /// <summary>Asks, if need be, and makes the request of one record.</summary>
    private protected abstract void Retrieve(QueryRoot root, QueryLevel level, DicomDataset identifier);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Progress = new SuboperationProgress(this, Activity);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DicomDataset identifier;
        QueryLevel level;
        QueryRoot root;
        try
        {
            level = FindLevel();
            root = Root ?? (level == QueryLevel.Patient ? QueryRoot.PatientRoot : QueryRoot.StudyRoot);
            identifier = CreateIdentifier(root, level);
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Target));
            return;
        }

        Retrieve(root, level, identifier);
    }

    /// <summary>The names of what is retrieved, for a question or an error.</summary>
    private protected static string NameOf(QueryLevel level, DicomDataset identifier) =>
        $"{level.ToString().ToLowerInvariant()} {string.Join(", ", ((DicomValueElement)identifier[QueryModel.UniqueKey(level)]!).GetTexts())}";

    /// <summary>Takes the last response of a retrieval: written where it is asked for, told in any case.</summary>
    private protected void TakeSummary(RetrieveResult summary, string request, bool isWritten)
    {
        Progress.Complete();
        if (isWritten)
        {
            WriteObject(summary);
        }

        Report(summary, request, summary);
        if (summary.Status.IsSuccess && summary.Failed > 0)
        {
            // PS3.4 table C.4-2 has a warning status for it, which not every peer knows.
            WriteWarning($"{ErrorRecords.Describe(summary, request)}: success, though not of all.");
        }
    }

    // The lowest level that is named.
    private QueryLevel FindLevel() =>
        Has(SOPInstanceUID) ? QueryLevel.Image
        : Has(SeriesInstanceUID) ? QueryLevel.Series
        : Has(StudyInstanceUID) ? QueryLevel.Study
        : Has(PatientID) ? QueryLevel.Patient
        : throw new DicomException(
            DicomErrorId.InvalidValue,
            "Nothing says what to retrieve.",
            "Give -StudyInstanceUID, -SeriesInstanceUID, -SOPInstanceUID or -PatientID, or pipe in the matches of a query.");

    // Unique keys alone (PS3.4 sections C.4.2.1.4 and C.4.3.1.3), of the level and of those above.
    private DicomDataset CreateIdentifier(QueryRoot root, QueryLevel level)
    {
        DicomDataset identifier = new();
        foreach (QueryLevel named in QueryModel.LevelsAbove(root, level).Append(level))
        {
            object? value = named switch
            {
                QueryLevel.Patient => PatientID,
                QueryLevel.Study => StudyInstanceUID,
                QueryLevel.Series => SeriesInstanceUID,
                _ => SOPInstanceUID,
            };
            identifier.SetValue(QueryModel.UniqueKey(named), value);
        }

        QueryModel.SetLevel(identifier, root, level);
        return identifier;
    }

    private static bool Has(string? text) => !string.IsNullOrEmpty(text);

    private static bool Has(string[]? texts) => texts is not null && Array.Exists(texts, Has);
}
