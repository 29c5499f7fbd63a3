using System.Net;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Security;
using DicomPS.Engine.Tracing;

namespace DicomPS.Engine;

/// <summary>What one association of a requestor is told beyond its Application Entity. What is null there counts here.</summary>
public sealed class AssociationOptions
{
    private string calledAETitle = DefaultCalledAETitle;
    private string? callingAETitle;
    private int port;
    private int bindPort;
    private uint? maximumPduLength;
    private TimeSpan? connectionTimeout;
    private TimeSpan? acseTimeout;
    private TimeSpan? dimseTimeout;
    private TimeSpan? networkTimeout;
    private TimeSpan handlerTimeout = HandlerLimits.DefaultTimeout;

    /// <summary>The called title of an association that is given none.</summary>
    public const string DefaultCalledAETitle = "ANY-SCP";

    /// <summary>Makes the options of an association.</summary>
    /// <param name="hostName">The peer: a name, an IPv4 or an IPv6 address.</param>
    /// <param name="port">The peer's port, 1 to 65535.</param>
    /// <exception cref="ArgumentException">No host name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is out of range.</exception>
    public AssociationOptions(string hostName, int port)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hostName);
        HostName = hostName;
        Port = port;
    }

    /// <summary>The peer: a name, an IPv4 or an IPv6 address.</summary>
    public string HostName { get; }

    /// <summary>The peer's port, 1 to 65535.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public int Port
    {
        get => port;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, IPEndPoint.MaxPort);
            port = value;
        }
    }

    /// <summary>The title by which the peer is called; ANY-SCP at first.</summary>
    /// <exception cref="DicomException">InvalidAETitle.</exception>
    public string CalledAETitle
    {
        get => calledAETitle;
        set => calledAETitle = AETitle.Normalize(value);
    }

    /// <summary>The title by which this side calls itself; null for that of the Application Entity.</summary>
    /// <exception cref="DicomException">InvalidAETitle.</exception>
    public string? CallingAETitle
    {
        get => callingAETitle;
        set => callingAETitle = value is null ? null : AETitle.Normalize(value);
    }

    /// <summary>The contexts to propose, at most 128; null for those of the Application Entity.</summary>
    public IReadOnlyList<PresentationContext>? Contexts { get; set; }

    /// <summary>The user identity to give; null for none.</summary>
    public UserIdentity? UserIdentity { get; set; }

    /// <summary>
    /// How many requests to have under way at a time, if the peer agrees (asynchronous operations window, PS3.7 annex
    /// D.3.3.3); 0 for no limit. Null, here and in <see cref="MaximumOperationsPerformed"/>, does not ask for it.
    /// </summary>
    public ushort? MaximumOperationsInvoked { get; set; }

    /// <summary>How many requests of the peer may be under way at a time; 0 for no limit; null for one.</summary>
    public ushort? MaximumOperationsPerformed { get; set; }

    /// <summary>The SOP class extended negotiations to propose (PS3.7 annex D.3.3.5).</summary>
    public IReadOnlyList<SopClassExtendedNegotiation> ExtendedNegotiations { get; set; } = [];

    /// <summary>The SOP class common extended negotiations to send (PS3.7 annex D.3.3.6); they have no answer.</summary>
    public IReadOnlyList<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; set; } = [];

    /// <summary>The local address to connect from; null leaves it to the system.</summary>
    public IPAddress? BindAddress { get; set; }

    /// <summary>The local port to connect from, 1 to 65535; 0 leaves it to the system.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public int BindPort
    {
        get => bindPort;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, IPEndPoint.MaxPort);
            bindPort = value;
        }
    }

    /// <summary>See <see cref="ApplicationEntity.MaximumPduLength"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">1 to 6.</exception>
    public uint? MaximumPduLength
    {
        get => maximumPduLength;
        set => maximumPduLength = value is { } length ? ApplicationEntity.CheckMaximumPduLength(length) : null;
    }

    /// <summary>See <see cref="ApplicationEntity.ConnectionTimeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than 0, or more than a day.</exception>
    public TimeSpan? ConnectionTimeout
    {
        get => connectionTimeout;
        set => connectionTimeout = Check(value, nameof(ConnectionTimeout));
    }

    /// <summary>See <see cref="ApplicationEntity.AcseTimeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than 0, or more than a day.</exception>
    public TimeSpan? AcseTimeout
    {
        get => acseTimeout;
        set => acseTimeout = Check(value, nameof(AcseTimeout));
    }

    /// <summary>See <see cref="ApplicationEntity.DimseTimeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than 0, or more than a day.</exception>
    public TimeSpan? DimseTimeout
    {
        get => dimseTimeout;
        set => dimseTimeout = Check(value, nameof(DimseTimeout));
    }

    /// <summary>See <see cref="ApplicationEntity.NetworkTimeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than 0, or more than a day.</exception>
    public TimeSpan? NetworkTimeout
    {
        get => networkTimeout;
        set => networkTimeout = Check(value, nameof(NetworkTimeout));
    }

    /// <summary>How the connection is secured with TLS; null for a plain one.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>What every PDU of the association is told to; null for nothing. Who made the trace disposes of it.</summary>
    public PduTrace? Trace { get; set; }

    /// <summary>
    /// Who answers what the peer asks for on this association: a C-STORE in the course of a C-GET, an N-EVENT-REPORT of a
    /// storage commitment. Null refuses it.
    /// </summary>
    public IDimseServiceProvider? ServiceProvider { get; set; }

    /// <summary>How long the service provider may take for one answer; 2 minutes at first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than 0, or more than a day.</exception>
    public TimeSpan HandlerTimeout
    {
        get => handlerTimeout;
        set => handlerTimeout = ApplicationEntity.CheckTimeout(value, nameof(HandlerTimeout));
    }

    /// <summary>The same options with other contexts.</summary>
    internal AssociationOptions WithContexts(IReadOnlyList<PresentationContext> contexts)
    {
        AssociationOptions copy = (AssociationOptions)MemberwiseClone();
        copy.Contexts = contexts;
        return copy;
    }

    private static TimeSpan? Check(TimeSpan? value, string name) =>
        value is { } timeout ? ApplicationEntity.CheckTimeout(timeout, name) : null;
}
