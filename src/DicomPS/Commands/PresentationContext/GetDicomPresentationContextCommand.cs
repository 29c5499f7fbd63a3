using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Gives the prebuilt presentation contexts of a service class, or of all.</summary>
[Cmdlet(VerbsCommon.Get, "DicomPresentationContext")]
[OutputType(typeof(PresentationContext))]
public sealed class GetDicomPresentationContextCommand : DicomCmdlet
{
    /// <summary>The service class; without it, all service classes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DicomServiceClass? Service { get; set; }

    /// <summary>Every storage class instead of the chosen ones, and the retired classes too.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Require(Service, () =>
        {
            if (Service == DicomServiceClass.None)
            {
                throw new ArgumentException("None is no service class.");
            }
        });
        IEnumerable<DicomServiceClass> services = Service is { } service
            ? [service]
            : Enum.GetValues<DicomServiceClass>().Where(value => value != DicomServiceClass.None);
        WriteObject(services.SelectMany(value => PrebuiltContexts.ForService(value, All)), enumerateCollection: true);
    }
}
