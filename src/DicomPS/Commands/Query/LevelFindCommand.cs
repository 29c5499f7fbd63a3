using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Commands;

/// <summary>What the queries share of a level of the query/retrieve information models (PS3.4 section C.6).</summary>
public abstract class LevelFindCommand : FindCommand
{
    /// <summary>The patient's identifier.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PatientID { get; set; }

    /// <summary>Proposes relational queries, which may leave out keys of the levels above (PS3.4 section C.5.1.1).</summary>
    [Parameter]
    public SwitchParameter Relational { get; set; }

    /// <summary>The level.</summary>
    private protected abstract QueryLevel Level { get; }

    /// <summary>The model.</summary>
    private protected abstract QueryRoot Model { get; }

    /// <inheritdoc/>
    private protected override string QueryClass => QueryModel.SopClassUid(Model, CommandField.CFindRq);

    /// <inheritdoc/>
    private protected override string MatchType => $"DicomPS.{(Level == QueryLevel.Image ? "Instance" : Level)}Match";

    /// <inheritdoc/>
    private protected override IEnumerable<string> UsualProperties => QueryModel.ReturnKeys(Model, Level);

    /// <inheritdoc/>
    private protected override IReadOnlyList<SopClassExtendedNegotiation> Negotiations =>
        Relational ? [SopClassExtendedNegotiation.Of(QueryClass, new QueryFields(RelationalQueries: true))] : [];

    /// <inheritdoc/>
    private protected override void Complete(DicomDataset identifier) => QueryModel.SetLevel(identifier, Model, Level, Relational);

    /// <summary>The patient's identifier, where it is a key: in Study Root it is one of studies alone.</summary>
    private protected (string Path, object? Value) PatientKey =>
        (nameof(PatientID), Model == QueryRoot.PatientRoot || Level == QueryLevel.Study || Relational ? OrNull(PatientID) : null);
}
