using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Commands;

/// <summary>Makes a private data element known.</summary>
[Cmdlet(VerbsLifecycle.Register, "DicomPrivateTag")]
[OutputType(typeof(DicomTagEntry))]
public sealed class RegisterDicomPrivateTagCommand : DicomCmdlet
{
    /// <summary>The private creator.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PrivateCreatorCompleter))]
    public string Creator { get; set; } = string.Empty;

    /// <summary>The tag, whatever its block.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [DictionaryTerm]
    public string Tag { get; set; } = string.Empty;

    /// <summary>The VR, or several as the standard writes them.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VrCompleter))]
    public string VR { get; set; } = string.Empty;

    /// <summary>The value multiplicity.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? VM { get; set; }

    /// <summary>The name as one word.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Keyword { get; set; }

    /// <summary>The name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>Whether to write the new entry.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DicomTagEntry entry;
        try
        {
            entry = PrivateDictionary.Register(
                Creator,
                PrivateDictionary.ParseTag(Tag),
                VR,
                string.IsNullOrEmpty(VM) ? "1" : VM,
                Keyword ?? string.Empty,
                Name ?? string.Empty);
        }
        catch (ArgumentException e)
        {
            WriteError(ErrorRecords.Create(e, Tag));
            return;
        }

        if (PassThru)
        {
            WriteObject(entry);
        }
    }
}
