using System.Management.Automation;
using System.Net;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Tells what an acceptor would make of a requestor's association, without a network.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DicomNegotiation", DefaultParameterSetName = ByEntity)]
[OutputType(typeof(NegotiationOutcome))]
public sealed class TestDicomNegotiationCommand : DicomCmdlet
{
    private const string ByEntity = "Acceptor";
    private const string ByProfile = "Profile";

    /// <summary>The Application Entity that would connect; a title alone makes one with all defaults.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public ApplicationEntity Requestor { get; set; } = null!;

    /// <summary>The Application Entity that would serve.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByEntity)]
    public ApplicationEntity Acceptor { get; set; } = null!;

    /// <summary>A server, or an association with the acceptor, that shows what it supports.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByProfile)]
    public AcceptorProfile AcceptorProfile { get; set; } = null!;

    /// <summary>The contexts to propose; without them those that the requestor requests.</summary>
    [Parameter]
    public PresentationContext[]? Context { get; set; }

    /// <summary>The title by which the acceptor is called; without it, its own.</summary>
    [Parameter]
    public string? CalledAETitle { get; set; }

    /// <summary>The address that the requestor would come from.</summary>
    [Parameter]
    public IPAddress? RemoteAddress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Require(Requestor, () =>
    {
        AcceptorProfile profile = ParameterSetName == ByEntity ? new AcceptorProfile(Acceptor) : AcceptorProfile;
        if (profile.AdmitsByAddress && RemoteAddress is null)
        {
            WriteWarning($"{profile.Title} admits certain addresses only; whether that of the requestor is one is not told without -RemoteAddress.");
        }

        IReadOnlyList<NegotiationOutcome> outcomes = NegotiationForecast.Run(Requestor, profile, Context, CalledAETitle, RemoteAddress);
        WriteVerbose($"{Requestor.Title} to {profile}: {outcomes[0].Rejection ?? "admitted"}.");
        WriteObject(outcomes, enumerateCollection: true);
    });
}
