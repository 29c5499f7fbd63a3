using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Commands;

/// <summary>What the cmdlets share that open associations to one peer at a time.</summary>
public abstract class PeerCommand : ConnectingCommand
{
    /// <summary>The peer: a name, an IPv4 or an IPv6 address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHost)]
    [Alias("ComputerName", "Host")]
    [ValidateNotNullOrEmpty]
    public string HostName { get; set; } = string.Empty;

    private protected string PeerText => PeerTextOf(HostName);

    private protected AssociationOptions CreateOptions() => CreateOptions(HostName);
}
