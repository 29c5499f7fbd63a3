using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Gets instances from a peer into a folder (C-GET).</summary>
[Cmdlet(VerbsCommunications.Receive, "DicomInstance", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(ReceivedInstance), typeof(RetrieveResult))]
public sealed class ReceiveDicomInstanceCommand : RetrieveCommand
{
    // What a peer counts as failed is mostly what it found no context for.
    private const string MissingContextAdvice =
        "What failed may have had no presentation context: give -SopClass, or -TransferSyntax with the one that the instances are in.";

    private GetOptions options = null!;

    /// <summary>The folder that the instances go into.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Where in the folder an instance goes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string PathTemplate { get; set; } = StoragePathTemplate.Default;

    /// <summary>What happens with an instance that is there already.</summary>
    [Parameter]
    public DuplicateHandling OnDuplicate { get; set; } = DuplicateHandling.Replace;

    /// <summary>How safe an instance is when the peer is told that it was stored.</summary>
    [Parameter]
    public Durability Durability { get; set; } = Durability.Flush;

    /// <summary>The SOP classes of what is retrieved, which are proposed; without them the common storage classes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SOPClassesInStudy")]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string[]? SopClass { get; set; }

    /// <summary>The SOP class of an instance, as matches of Find-DicomInstance have it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string? SOPClassUID { get; set; }

    /// <summary>Where no SOP class is known: the modalities of what is retrieved, whose storage classes are proposed first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ModalitiesInStudy")]
    public string[]? Modality { get; set; }

    /// <summary>The transfer syntaxes to take instances in; without them all that are not retired, as far as there is room.</summary>
    [Parameter]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(TransferSyntaxCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? TransferSyntax { get; set; }

    /// <inheritdoc/>
    private protected override CommandField Service => CommandField.CGetRq;

    /// <inheritdoc/>
    private protected override string Activity => "Receiving DICOM instances";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Require(TransferSyntax, () => TransferSyntax = TransferSyntax?.Select(text => UidDictionary.Resolve(text, UidKind.TransferSyntax)).ToArray());
        Require(Path, () => options = new GetOptions
        {
            StoragePath = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path),
            PathTemplate = new StoragePathTemplate(PathTemplate),
            OnDuplicate = OnDuplicate,
            Durability = Durability,
            Priority = Priority,
        });
    }

    /// <inheritdoc/>
    private protected override void Retrieve(string sopClass, string name, DicomDataset identifier)
    {
        IReadOnlyList<PresentationContext> contexts;
        try
        {
            contexts = RetrieveProposal.Choose(sopClass, Given([.. SopClass ?? [], SOPClassUID]), TransferSyntax, Given(Modality));
        }
        catch (DicomException e)
        {
            WriteFault(e, Target);
            return;
        }

        if (ShouldProcess(name, $"Get from {Target} into {options.StoragePath}"))
        {
            Request(contexts, Negotiations(sopClass), (association, cancellationToken) => GetAsync(association, sopClass, identifier, name, cancellationToken));
        }
    }

    // From the pipeline an element that a match has not comes as an empty text.
    private static IEnumerable<string> Given(string?[]? texts) => (texts ?? []).OfType<string>().Where(text => text.Length > 0);

    private async Task GetAsync(Association association, string sopClass, DicomDataset identifier, string name, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (GetUpdate update in association.GetAsync(sopClass, identifier, options, cancellationToken))
            {
                if (update.Instance is { } instance)
                {
                    WriteInstance(instance);
                }
                else if (update.Result is { IsPending: true } pending)
                {
                    Progress.Show(pending);
                }
                else if (update.Result is { } last)
                {
                    TakeSummary(last, $"C-GET of {name}", Summary, last.Failed > 0 ? MissingContextAdvice : null);
                }
            }
        }
        finally
        {
            Progress.Complete();
        }
    }

    private void WriteInstance(ReceivedInstance instance)
    {
        WriteVerbose($"{instance.SopClassName} {instance} {instance.Path}");
        WriteObject(instance);
        if (!instance.IsStored)
        {
            WriteFault(
                new DicomException(
                    DicomErrorId.DimseFailure,
                    $"The instance {instance.SopInstanceUid} was not stored: {instance.Status}{(instance.ErrorComment is null ? string.Empty : $" ({instance.ErrorComment})")}.",
                    "Check the folder: its rights, its free space, and -PathTemplate and -OnDuplicate."),
                instance);
        }
    }
}
