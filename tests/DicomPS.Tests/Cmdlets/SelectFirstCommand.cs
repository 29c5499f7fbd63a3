using System.Management.Automation;
using System.Reflection;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Ends the pipeline as Select-Object -First does, which the hosted PowerShell lacks: by the same exception.</summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirstCommand : PSCmdlet
{
    private int passed;

    [Parameter(Mandatory = true, Position = 0)]
    public int First { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++passed == First)
        {
            Type stop = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
            throw (Exception)Activator.CreateInstance(
                stop, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, binder: null, [this], culture: null)!;
        }
    }
}
