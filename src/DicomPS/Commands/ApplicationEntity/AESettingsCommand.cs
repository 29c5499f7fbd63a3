using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>The settings of an Application Entity as parameters, for those who make one and those who change one.</summary>
public abstract class AESettingsCommand : DicomCmdlet
{
    /// <summary>The longest P-DATA-TF received, in bytes; 0 announces no limit, 1 to 6 are refused.</summary>
    [Parameter]
    public uint? MaximumPduLength { get; set; }

    /// <summary>Seconds that a transport connection may take.</summary>
    [Parameter]
    [ValidateRange(0.001, 86400.0)]
    public double? ConnectionTimeout { get; set; }

    /// <summary>Seconds that a peer may take to answer an association or release request.</summary>
    [Parameter]
    [ValidateRange(0.001, 86400.0)]
    public double? AcseTimeout { get; set; }

    /// <summary>Seconds that a peer may take to answer a DIMSE request.</summary>
    [Parameter]
    [ValidateRange(0.001, 86400.0)]
    public double? DimseTimeout { get; set; }

    /// <summary>Seconds that an association may stay without a byte in either direction.</summary>
    [Parameter]
    [ValidateRange(0.001, 86400.0)]
    public double? NetworkTimeout { get; set; }

    /// <summary>How many associations a server of the entity serves at a time.</summary>
    [Parameter]
    public int? MaximumAssociations { get; set; }

    /// <summary>How many of these a peer may have, known by its IP address; 0 for no limit of its own.</summary>
    [Parameter]
    public int? MaximumAssociationsPerPeer { get; set; }

    /// <summary>The Implementation Class UID.</summary>
    [Parameter]
    public string? ImplementationClassUid { get; set; }

    /// <summary>The Implementation Version Name, 1 to 16 characters.</summary>
    [Parameter]
    public string? ImplementationVersionName { get; set; }

    /// <summary>A server of the entity refuses requestors that call it by another title.</summary>
    [Parameter]
    public SwitchParameter RequireCalledTitle { get; set; }

    /// <summary>The calling titles that a server of the entity admits, with wildcards; an empty list admits all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [SupportsWildcards]
    public string[]? AllowedCallingTitle { get; set; }

    /// <summary>The IP addresses from which a server of the entity admits requestors; an empty list admits all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public AddressRange[]? AllowedRemoteAddress { get; set; }

    /// <summary>The whole list of requested contexts.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PresentationContext[]? RequestedContext { get; set; }

    /// <summary>The whole list of supported contexts.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PresentationContext[]? SupportedContext { get; set; }

    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Sets what was given. Throws with the entity half set: to be tried on one that nobody uses first.</summary>
    private protected void Apply(ApplicationEntity entity)
    {
        entity.MaximumPduLength = MaximumPduLength ?? entity.MaximumPduLength;
        entity.ConnectionTimeout = Seconds(ConnectionTimeout) ?? entity.ConnectionTimeout;
        entity.AcseTimeout = Seconds(AcseTimeout) ?? entity.AcseTimeout;
        entity.DimseTimeout = Seconds(DimseTimeout) ?? entity.DimseTimeout;
        entity.NetworkTimeout = Seconds(NetworkTimeout) ?? entity.NetworkTimeout;
        entity.MaximumAssociations = MaximumAssociations ?? entity.MaximumAssociations;
        entity.MaximumAssociationsPerPeer = MaximumAssociationsPerPeer ?? entity.MaximumAssociationsPerPeer;
        entity.ImplementationClassUid = ImplementationClassUid ?? entity.ImplementationClassUid;
        entity.ImplementationVersionName = ImplementationVersionName ?? entity.ImplementationVersionName;
        entity.RequireCalledTitle = IsGiven(nameof(RequireCalledTitle)) ? RequireCalledTitle : entity.RequireCalledTitle;

        // A list that is $null is an empty one: what a command gives that finds nothing.
        if (IsGiven(nameof(AllowedCallingTitle)))
        {
            entity.AllowedCallingTitles = AllowedCallingTitle ?? [];
        }

        if (IsGiven(nameof(AllowedRemoteAddress)))
        {
            entity.AllowedRemoteAddresses = AllowedRemoteAddress ?? [];
        }

        if (IsGiven(nameof(RequestedContext)))
        {
            entity.RequestedContexts.Replace(RequestedContext ?? []);
        }

        if (IsGiven(nameof(SupportedContext)))
        {
            entity.SupportedContexts.Replace(SupportedContext ?? []);
        }
    }
}
