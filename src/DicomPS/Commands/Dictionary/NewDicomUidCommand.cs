using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Commands;

/// <summary>Makes new UIDs.</summary>
[Cmdlet(VerbsCommon.New, "DicomUid")]
[OutputType(typeof(string))]
public sealed class NewDicomUidCommand : DicomCmdlet
{
    /// <summary>The root that they stand under; without it 2.25, with a random UUID behind it.</summary>
    [Parameter(Position = 0)]
    public string? Root { get; set; }

    /// <summary>How many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Require(Root, () =>
    {
        for (int i = 0; i < Count; i++)
        {
            WriteObject(Root is null ? UidGenerator.Create() : UidGenerator.Create(Root));
        }
    });
}
