using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>Goes the way to a peer step by step, and tells where it ends.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DicomConnection", DefaultParameterSetName = ByHost)]
[OutputType(typeof(ConnectionTest), typeof(bool))]
public sealed class TestDicomConnectionCommand : ConnectingCommand
{
    /// <summary>Answers true or false instead of the steps.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AssociationOptions options = null!;
        Require(PeerText, () => options = CreateOptions());
        Run(async cancellationToken =>
        {
            WriteVerbose($"Testing the way of {AE.Title} to {PeerText}.");
            ConnectionTest test = await ConnectionTest.RunAsync(AE, options, cancellationToken);
            foreach (ConnectionTestStep step in test.Steps)
            {
                WriteVerbose(step.ToString());
            }

            WriteObject(Quiet ? test.Succeeded : test);
        });
    }
}
