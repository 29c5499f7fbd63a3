using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Commands;

/// <summary>Looks up the UIDs that the standard registers.</summary>
[Cmdlet(VerbsCommon.Get, "DicomUid")]
[OutputType(typeof(DicomUid))]
public sealed class GetDicomUidCommand : DicomCmdlet
{
    /// <summary>UIDs, keywords or names, with or without wildcards; without them, all UIDs.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [DictionaryTerm]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegisteredUidCompleter))]
    public string[]? Uid { get; set; }

    /// <summary>Just those that identify this.</summary>
    [Parameter]
    public UidKind? Kind { get; set; }

    /// <summary>Just those of this service class.</summary>
    [Parameter]
    public DicomServiceClass? Service { get; set; }

    private IEnumerable<DicomUid> Entries => UidDictionary.All.Where(uid =>
        (Kind is null || uid.Kind == Kind) && (Service is null || uid.ServiceClass == Service));

    /// <inheritdoc/>
    protected override void BeginProcessing() => Require(Service, () =>
    {
        if (Service == DicomServiceClass.None)
        {
            throw new ArgumentException("None is no service class.");
        }
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Uid is null)
        {
            WriteObject(Entries, enumerateCollection: true);
            return;
        }

        foreach (string? text in Uid)
        {
            if (TermMatch.PatternOf(text) is { } pattern)
            {
                WriteObject(Entries.Where(uid => pattern.IsLike(uid.Uid, uid.Keyword, uid.Name)), enumerateCollection: true);
                continue;
            }

            try
            {
                WriteObject(UidDictionary.FindAll(text ?? string.Empty, Kind, Service), enumerateCollection: true);
            }
            catch (DicomException fault)
            {
                WriteFault(fault, text);
            }
        }
    }
}
