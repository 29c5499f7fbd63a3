using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>What the services of normalised SOP classes share (PS3.7 chapter 10): the SOP class, and one answer for each record.</summary>
public abstract class NormalizedCommand : RequestCommand
{
    /// <summary>The SOP class: a UID, keyword or name.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("SopClassUid")]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string SopClass { get; set; } = string.Empty;

    /// <summary>The SOP class of the presentation context, where that is another: a meta SOP class, or a UPS class.</summary>
    [Parameter]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(SopClassCompleter))]
    public string? ContextSopClass { get; set; }

    /// <summary>The request in words.</summary>
    private protected abstract string RequestName { get; }

    /// <summary>The instance that it is about; null where the peer is to choose one.</summary>
    private protected abstract string? InstanceUid { get; }

    /// <summary>What is done, for a question; null where nothing is changed.</summary>
    private protected abstract string? Action { get; }

    /// <summary>Whether this side is to be the SCP of the SOP class, which reports events; else it is the SCU.</summary>
    private protected virtual bool IsProvider => false;

    /// <summary>Makes the request.</summary>
    private protected abstract Task<DimseResult> RequestAsync(Association association, DimseRequestOptions options, CancellationToken cancellationToken);

    /// <summary>Takes what the record gives, before anything is asked or sent.</summary>
    private protected virtual void Prepare()
    {
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string sopClass;
        PresentationContext context;
        try
        {
            sopClass = UidDictionary.Resolve(SopClass, UidKind.SopClass);
            context = IsProvider
                ? new PresentationContext(ContextSopClass ?? sopClass, null, scuRole: false, scpRole: true)
                : new PresentationContext(ContextSopClass ?? sopClass);
            Prepare();
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Target));
            return;
        }

        string what = string.IsNullOrEmpty(InstanceUid) ? UidDictionary.NameOf(sopClass) : $"{UidDictionary.NameOf(sopClass)} {InstanceUid}";
        if (Action is null || ShouldProcess(what, $"{Action} at {Target}"))
        {
            Request([context], [], (association, cancellationToken) => RequestAsync(association, what, cancellationToken));
        }
    }

    private async Task RequestAsync(Association association, string what, CancellationToken cancellationToken)
    {
        DimseResult result = await RequestAsync(association, new DimseRequestOptions { ContextAbstractSyntax = ContextSopClass }, cancellationToken);
        WriteObject(result);
        Report(result, $"{RequestName} of {what}", result);
    }
}
