using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>What the cmdlets share that use a service: an association that is given, or one of their own for the call.</summary>
public abstract class ServiceUserCommand : ConnectingCommand
{
    private protected const string ByAssociation = "Association";

    /// <summary>An open association, as Connect-DicomAssociation gives it. It stays open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAssociation)]
    public Association Association { get; set; } = null!;
}
