using System.Collections.Concurrent;
using System.Management.Automation;
using System.Net;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Security;
using DicomPS.Engine.Tracing;

namespace DicomPS.Commands;

/// <summary>What the cmdlets share that open associations: the peer, the own side, and the timeouts.</summary>
public abstract class ConnectingCommand : DicomCmdlet
{
    /// <summary>The parameter set that names the peer.</summary>
    private protected const string ByHost = "Host";

    /// <summary>The parameter set that gives an open association instead.</summary>
    private protected const string ByAssociation = "Association";

    // How long the cmdlet waits at its end for its trace to be in the file.
    private static readonly TimeSpan TracePatience = TimeSpan.FromSeconds(5);

    // What the wire told, until it is written as debug messages.
    private readonly ConcurrentQueue<string> wire = new();

    private PduTrace? trace;
    private volatile bool isOver;

    /// <summary>The peer's port.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHost)]
    [ValidateRange(1, IPEndPoint.MaxPort)]
    public int Port { get; set; }

    /// <summary>The title by which the peer is called.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHost)]
    [Alias("AETitle")]
    public string CalledAETitle { get; set; } = AssociationOptions.DefaultCalledAETitle;

    /// <summary>The Application Entity that connects; a title alone makes one with all defaults.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public ApplicationEntity AE { get; set; } = new();

    /// <summary>The local address to connect from.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public IPAddress? BindAddress { get; set; }

    /// <summary>The local port to connect from; 0 leaves it to the system.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateRange(0, IPEndPoint.MaxPort)]
    public int BindPort { get; set; }

    /// <summary>The longest P-DATA-TF received, in bytes; 0 announces no limit, 1 to 6 are refused.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public uint? MaximumPduLength { get; set; }

    /// <summary>Seconds that the transport connection may take.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateRange(0.001, 86400.0)]
    public double? ConnectionTimeout { get; set; }

    /// <summary>Seconds that the peer may take to answer an association or release request.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateRange(0.001, 86400.0)]
    public double? AcseTimeout { get; set; }

    /// <summary>Seconds that the peer may take to answer a DIMSE request.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateRange(0.001, 86400.0)]
    public double? DimseTimeout { get; set; }

    /// <summary>Seconds that the association may stay without a byte in either direction.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateRange(0.001, 86400.0)]
    public double? NetworkTimeout { get; set; }

    /// <summary>Secures the connection with TLS; without TLS options, the system's trust and no own certificate.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public SwitchParameter Tls { get; set; }

    /// <summary>How the connection is secured with TLS, as New-DicomTlsOption gives it. It stands for -Tls, too.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateNotNull]
    public TlsOptions? TlsOption { get; set; }

    /// <summary>Who the user is, as New-DicomUserIdentity gives it.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public UserIdentity? UserIdentity { get; set; }

    /// <summary>Who the user is: a user name and a passcode.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Asks the peer to confirm the user identity.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public SwitchParameter RequestResponse { get; set; }

    /// <summary>How many requests to have under way at a time, if the peer agrees; 0 for no limit.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public ushort? MaximumOperationsInvoked { get; set; }

    /// <summary>A file that tells every PDU: .txt to read, .pcapng for Wireshark.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateNotNullOrEmpty]
    public string? TracePath { get; set; }

    /// <summary>Has values of data sets in the trace, too.</summary>
    [Parameter(ParameterSetName = ByHost)]
    public SwitchParameter TraceData { get; set; }

    /// <summary>Whether an association goes on when the cmdlet ends, and its trace with it.</summary>
    private protected virtual bool LeavesAssociationsOpen => false;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (trace?.Fault is { } fault)
        {
            WriteWarning($"The trace '{trace.Path}' is not complete: {fault.Message}");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Nobody writes what an association tells that goes on.
        isOver = true;

        // It ends with the last association: here that was a moment ago, or it is one that the cmdlet leaves open.
        Task? ended = trace?.DisposeAsync().AsTask();
        if (!LeavesAssociationsOpen)
        {
            ended?.Wait(TracePatience);
        }

        base.Dispose(disposing);
    }

    private protected override void AfterRun() => WriteWire();

    /// <summary>Writes what the wire told as debug messages.</summary>
    private protected void WriteWire()
    {
        while (wire.TryDequeue(out string? line))
        {
            WriteDebug(line);
        }
    }

    private protected string PeerTextOf(string hostName) => $"{CalledAETitle} ({hostName}:{Port})";

    private protected AssociationOptions CreateOptions(string hostName) => new(hostName, Port)
    {
        CalledAETitle = CalledAETitle,
        BindAddress = BindAddress,
        BindPort = BindPort,
        MaximumPduLength = MaximumPduLength,
        ConnectionTimeout = Seconds(ConnectionTimeout),
        AcseTimeout = Seconds(AcseTimeout),
        DimseTimeout = Seconds(DimseTimeout),
        NetworkTimeout = Seconds(NetworkTimeout),
        Tls = RequestedTls(hostName),
        UserIdentity = ChooseUserIdentity(),
        MaximumOperationsInvoked = MaximumOperationsInvoked,
        Trace = OpenTrace(),
    };

    // One file for all associations of a call. With -WhatIf nothing is connected, and no file replaced.
    private PduTrace? OpenTrace()
    {
        if (TracePath is null)
        {
            return TraceData
                ? throw new ArgumentException("Values of data sets go into a trace: give -TracePath with -TraceData.")
                : trace ??= IsDebug ? PduTrace.To(TellWire) : null;
        }

        return trace ??= IsWhatIf
            ? null
            : PduTrace.Create(SessionState.Path.GetUnresolvedProviderPathFromPSPath(TracePath), TraceData, IsDebug ? TellWire : null);
    }

    private void TellWire(string line)
    {
        if (!isOver)
        {
            wire.Enqueue(line);
        }
    }

    private TlsOptions? RequestedTls(string hostName)
    {
        if (TlsOption is { SkipCertificateCheck: true })
        {
            WriteWarning($"The certificate of {PeerTextOf(hostName)} is not checked: whoever answers is trusted.");
        }

        return TlsOption ?? (Tls ? new TlsOptions() : null);
    }

    /// <summary>Tells the story of an association that was just opened.</summary>
    private protected void WriteOpened(Association association)
    {
        WriteVerbose(
            $"Association {association.Id} {association} established from {association.LocalEndPoint}: "
            + $"{association.AcceptedContexts.Count} context(s) accepted, {association.RefusedContexts.Count} refused; "
            + $"peer {association.PeerImplementationVersionName ?? "unnamed"} ({association.PeerImplementationClassUid ?? "no class UID"}), "
            + $"maximum PDU length {association.PeerMaximumPduLength}, operations at a time {association.MaximumOperationsInvoked}.");
        if (association.Tls is { } session)
        {
            WriteVerbose($"TLS: {session}.");
        }

        if (association.UserIdentity is { ResponseRequested: true } identity && !association.IsUserIdentityConfirmed)
        {
            WriteWarning($"{association.CalledAETitle} accepted the association but did not confirm the user identity ({identity}): it may not have looked at it.");
        }

        foreach (AcceptedContext context in association.AcceptedContexts)
        {
            WriteDebug($"Accepted context {context}.");
        }

        foreach (RefusedContext context in association.RefusedContexts)
        {
            WriteVerbose($"Refused context {context}.");
        }
    }

    private UserIdentity? ChooseUserIdentity()
    {
        if (UserIdentity is not null && Credential is not null)
        {
            throw new ArgumentException("An association has one user identity: give -UserIdentity or -Credential.");
        }

        UserIdentity? identity = Credential is null ? UserIdentity : UserIdentities.From(Credential);
        if (RequestResponse && identity is null)
        {
            throw new ArgumentException("Without a user identity there is nothing to confirm: give -UserIdentity or -Credential with -RequestResponse.");
        }

        return RequestResponse ? identity!.WithResponseRequested() : identity;
    }
}
