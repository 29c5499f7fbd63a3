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

    /// <inheritdoc/>
    private protected override CommandField Service => CommandField.CGetRq;

    /// <inheritdoc/>
    private protected override string Activity => "Receiving DICOM instances";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Require(Path, () => options = new GetOptions
        {
            StoragePath = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path),
            PathTemplate = new StoragePathTemplate(PathTemplate),
            OnDuplicate = OnDuplicate,
            Priority = Priority,
        });
    }

    /// <inheritdoc/>
    private protected override void Retrieve(string sopClass, string name, DicomDataset identifier)
    {
        IReadOnlyList<PresentationContext> contexts;
        try
        {
            contexts = RetrieveProposal.Choose(sopClass, StorageClasses());
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

    // Instances of no patient are stored by classes of their own (PS3.4 annex GG), which an information model beside Patient
    // and Study Root is most likely about.
    private IEnumerable<string> StorageClasses()
    {
        string[] given = [.. (SopClass ?? []).Append(SOPClassUID).OfType<string>().Where(text => text.Length > 0)];
        return given.Length > 0 || RetrieveClass is null
            ? given
            : new[] { DicomServiceClass.NonPatientObject, DicomServiceClass.Storage }
                .SelectMany(service => PrebuiltContexts.ForService(service)).Select(context => context.AbstractSyntax);
    }

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
                    TakeSummary(last, $"C-GET of {name}", Summary);
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
