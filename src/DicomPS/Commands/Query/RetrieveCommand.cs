using System.Collections;
using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Commands;

/// <summary>What C-GET and C-MOVE share (PS3.4 sections C.4.2 and C.4.3): each record names what is to be retrieved.</summary>
public abstract class RetrieveCommand : RequestCommand
{
    /// <summary>The information model; without it Patient Root where patients are retrieved, else Study Root.</summary>
    [Parameter]
    public QueryRoot? Root { get; set; }

    /// <summary>The SOP class of the request, where it is none of the two models; the keys that are given go out as they are.</summary>
    [Parameter]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(RetrieveClassCompleter))]
    public string? RetrieveClass { get; set; }

    /// <summary>Further keys by the names of their elements, as New-DicomDataset takes them.</summary>
    [Parameter]
    public IDictionary Query { get; set; } = new Hashtable();

    /// <summary>Proposes relational retrievals, which may leave out keys of the levels above (PS3.4 sections C.5.2.1 and C.5.3.1).</summary>
    [Parameter]
    public SwitchParameter Relational { get; set; }

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

    /// <summary>C-GET or C-MOVE, as the command field of the request.</summary>
    private protected abstract CommandField Service { get; }

    /// <summary>Asks, if need be, and makes the request of one record.</summary>
    /// <param name="sopClass">The UID of the SOP class.</param>
    /// <param name="name">What is retrieved, for a question or an error.</param>
    /// <param name="identifier">The keys.</param>
    private protected abstract void Retrieve(string sopClass, string name, DicomDataset identifier);

    /// <summary>The extended negotiations to propose.</summary>
    private protected IReadOnlyList<SopClassExtendedNegotiation> Negotiations(string sopClass) =>
        Relational ? [SopClassExtendedNegotiation.Of(sopClass, new RetrieveFields(RelationalRetrieval: true))] : [];

    /// <inheritdoc/>
    protected override void BeginProcessing() => Progress = new SuboperationProgress(this, Activity);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DicomDataset identifier = new();
        string sopClass;
        string name;
        try
        {
            identifier.SetValues((IDictionary)PlainValue.Copy(Query)!);
            (sopClass, name) = RetrieveClass is null ? UseModel(identifier) : UseOther(RetrieveClass, identifier);
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Target));
            return;
        }

        Retrieve(sopClass, name, identifier);
    }

    /// <summary>Takes the last response of a retrieval: written where it is asked for, told in any case.</summary>
    private protected void TakeSummary(RetrieveResult summary, string request, bool isWritten, string? advice = null)
    {
        Progress.Complete();
        if (isWritten)
        {
            WriteObject(summary);
        }

        Report(summary, request, summary, advice);
        if (summary.Status.IsSuccess && summary.Failed > 0)
        {
            // PS3.4 table C.4-2 has a warning status for it, which not every peer knows.
            WriteWarning($"{ErrorRecords.Describe(summary, request)}: success, though not of all.");
        }
    }

    private (string SopClass, string Name) UseModel(DicomDataset identifier)
    {
        QueryLevel level = FindLevel();
        QueryRoot root = Root ?? (level == QueryLevel.Patient ? QueryRoot.PatientRoot : QueryRoot.StudyRoot);

        // Unique keys alone (PS3.4 sections C.4.2.1.4 and C.4.3.1.3), of the level and of those above.
        foreach (QueryLevel named in QueryModel.LevelsAbove(root, level).Append(level))
        {
            if (!Relational || Has(Key(named)))
            {
                identifier.SetValue(QueryModel.UniqueKey(named), Key(named));
            }
        }

        QueryModel.SetLevel(identifier, root, level, Relational);
        return (QueryModel.SopClassUid(root, Service), $"{level.ToString().ToLowerInvariant()} {Texts(identifier, level)}");
    }

    // Of the other information models each has its own keys: what is given is what is asked.
    private (string SopClass, string Name) UseOther(string retrieveClass, DicomDataset identifier)
    {
        string sopClass = UidDictionary.Resolve(retrieveClass, UidKind.SopClass);
        foreach (QueryLevel named in Enum.GetValues<QueryLevel>().Where(named => Has(Key(named))))
        {
            identifier.SetValue(QueryModel.UniqueKey(named), Key(named));
        }

        return identifier.Elements.Count == 0
            ? throw NothingNamed()
            : (sopClass, $"{UidDictionary.NameOf(sopClass)} {Texts(identifier, QueryLevel.Image)}".TrimEnd());
    }

    // The lowest level that is named.
    private QueryLevel FindLevel() =>
        Enum.GetValues<QueryLevel>().Where(named => Has(Key(named))).Cast<QueryLevel?>().LastOrDefault() ?? throw NothingNamed();

    private string[]? Key(QueryLevel level) => level switch
    {
        QueryLevel.Patient => PatientID is null ? null : [PatientID],
        QueryLevel.Study => StudyInstanceUID,
        QueryLevel.Series => SeriesInstanceUID,
        _ => SOPInstanceUID,
    };

    private static string Texts(DicomDataset identifier, QueryLevel level) =>
        string.Join(", ", (identifier[QueryModel.UniqueKey(level)] as DicomValueElement)?.GetTexts() ?? []);

    private static bool Has(string[]? texts) => texts is not null && Array.Exists(texts, text => !string.IsNullOrEmpty(text));

    private static DicomException NothingNamed() => new(
        DicomErrorId.InvalidValue,
        "Nothing says what to retrieve.",
        "Give -StudyInstanceUID, -SeriesInstanceUID, -SOPInstanceUID or -PatientID, or pipe in the matches of a query.");
}
