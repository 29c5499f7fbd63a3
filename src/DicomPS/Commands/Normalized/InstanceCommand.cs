using System.Management.Automation;

namespace DicomPS.Commands;

/// <summary>What the services share that are about an instance which is there.</summary>
public abstract class InstanceCommand : NormalizedCommand
{
    /// <summary>The SOP instance.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string SopInstanceUid { get; set; } = string.Empty;

    /// <inheritdoc/>
    private protected override string? InstanceUid => SopInstanceUid;
}
