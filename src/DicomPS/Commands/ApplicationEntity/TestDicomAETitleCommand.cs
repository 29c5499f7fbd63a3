using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Tells whether an AE title is valid.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DicomAETitle")]
[OutputType(typeof(bool), typeof(AETitleTest))]
public sealed class TestDicomAETitleCommand : DicomCmdlet
{
    /// <summary>The title.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Title { get; set; }

    /// <summary>Names the broken rule instead of answering true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AETitleRule? rule = AETitle.FindBrokenRule(Title);
        if (Detailed)
        {
            WriteObject(new AETitleTest(Title, rule is null, rule, AETitle.DescribeBrokenRule(Title)));
        }
        else
        {
            WriteObject(rule is null);
        }
    }
}
