using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine;

/// <summary>
/// An Application Entity: a title, what it asks of a peer, what it supports for a peer, and how long it waits.
/// Every property checks what it is given and keeps its value when that is out of range.
/// </summary>
public sealed class ApplicationEntity
{
    /// <summary>The title of an Application Entity that is given none.</summary>
    public const string DefaultTitle = "DICOMPS";

    /// <summary>The longest timeout that can be set: a day. Nothing waits for ever.</summary>
    public static readonly TimeSpan MaximumTimeout = TimeSpan.FromDays(1);

    private string title;
    private uint maximumPduLength = 131072;
    private TimeSpan connectionTimeout = TimeSpan.FromSeconds(30);
    private TimeSpan acseTimeout = TimeSpan.FromSeconds(30);
    private TimeSpan dimseTimeout = TimeSpan.FromSeconds(30);
    private TimeSpan networkTimeout = TimeSpan.FromSeconds(60);
    private int maximumAssociations = 10;
    private int maximumAssociationsPerPeer;
    private string implementationClassUid = Implementation.ClassUid;
    private string implementationVersionName = Implementation.VersionName;
    private string[] allowedCallingTitles = [];
    private AddressRange[] allowedRemoteAddresses = [];

    /// <summary>Makes an Application Entity.</summary>
    /// <param name="title">Its title, see <see cref="AETitle"/>.</param>
    /// <exception cref="DicomException"><see cref="DicomErrorId.InvalidAETitle"/>: the title breaks a rule.</exception>
    public ApplicationEntity(string title = DefaultTitle) => this.title = AETitle.Normalize(title);

    /// <summary>The title: 1 to 16 characters, spaces at the ends removed (PS3.5 section 6.2).</summary>
    /// <exception cref="DicomException"><see cref="DicomErrorId.InvalidAETitle"/>: the title breaks a rule.</exception>
    public string Title
    {
        get => title;
        set => title = AETitle.Normalize(value);
    }

    /// <summary>
    /// The longest P-DATA-TF this side receives, in bytes without the 6 of the PDU's header; 0 announces no limit
    /// (PS3.8 annex D.1). 131072 at first.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">1 to 6, which leave no room for a byte of data.</exception>
    public uint MaximumPduLength
    {
        get => maximumPduLength;
        set => maximumPduLength = CheckMaximumPduLength(value);
    }

    /// <summary>How long a transport connection may take to be made; 30 s at first, more than 0 and at most a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public TimeSpan ConnectionTimeout
    {
        get => connectionTimeout;
        set => connectionTimeout = CheckTimeout(value, nameof(ConnectionTimeout));
    }

    /// <summary>
    /// How long a peer may take to answer an association or release request, and the length of the ARTIM timer
    /// (PS3.8 section 9.1.5); 30 s at first, more than 0 and at most a day.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public TimeSpan AcseTimeout
    {
        get => acseTimeout;
        set => acseTimeout = CheckTimeout(value, nameof(AcseTimeout));
    }

    /// <summary>How long a peer may take to answer a DIMSE request; 30 s at first, more than 0 and at most a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public TimeSpan DimseTimeout
    {
        get => dimseTimeout;
        set => dimseTimeout = CheckTimeout(value, nameof(DimseTimeout));
    }

    /// <summary>
    /// How long an association may stay without a byte in either direction before it is aborted; 60 s at first,
    /// more than 0 and at most a day. While the peer owes the answer to a request, the DIMSE timeout counts instead.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of that range.</exception>
    public TimeSpan NetworkTimeout
    {
        get => networkTimeout;
        set => networkTimeout = CheckTimeout(value, nameof(NetworkTimeout));
    }

    /// <summary>How many associations a server of this entity serves at a time; 10 at first, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaximumAssociations
    {
        get => maximumAssociations;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            maximumAssociations = value;
        }
    }

    /// <summary>How many of these a peer may have, known by its IP address; 0, as at first, sets no limit of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0.</exception>
    public int MaximumAssociationsPerPeer
    {
        get => maximumAssociationsPerPeer;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            maximumAssociationsPerPeer = value;
        }
    }

    /// <summary>The Implementation Class UID sent to peers and written into files (PS3.7 annex D.3.3.2).</summary>
    /// <exception cref="ArgumentException">Not a UID.</exception>
    public string ImplementationClassUid
    {
        get => implementationClassUid;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (UidSyntax.FindFault(value) is { } fault)
            {
                throw new ArgumentException(
                    $"'{value}' is not a UID: {fault.Rule} (position {fault.Position}).", nameof(value));
            }

            implementationClassUid = value;
        }
    }

    /// <summary>The Implementation Version Name sent to peers: 1 to 16 characters from 0x20 to 0x7E (PS3.7 annex D.3.3.2).</summary>
    /// <exception cref="ArgumentException">Empty, too long, or with another character.</exception>
    public string ImplementationVersionName
    {
        get => implementationVersionName;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Length is 0 or > 16 || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw new ArgumentException(
                    "An Implementation Version Name has 1 to 16 characters from 0x20 to 0x7E.", nameof(value));
            }

            implementationVersionName = value;
        }
    }

    /// <summary>Whether a server of this entity refuses requestors that call it by another title; off at first.</summary>
    public bool RequireCalledTitle { get; set; }

    /// <summary>
    /// The calling titles that a server of this entity admits; * stands for any characters, ? for one. Empty admits all.
    /// </summary>
    /// <exception cref="DicomException"><see cref="DicomErrorId.InvalidAETitle"/>: one of the titles breaks a rule.</exception>
    public IReadOnlyList<string> AllowedCallingTitles
    {
        get => allowedCallingTitles;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            allowedCallingTitles = [.. value.Select(AETitle.Normalize)];
        }
    }

    /// <summary>The IP addresses from which a server of this entity admits requestors; empty admits all.</summary>
    public IReadOnlyList<AddressRange> AllowedRemoteAddresses
    {
        get => allowedRemoteAddresses;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            allowedRemoteAddresses = [.. value];
        }
    }

    /// <summary>The presentation contexts that this entity proposes as requestor, in order, at most 128.</summary>
    public RequestedContextCollection RequestedContexts { get; } = new();

    /// <summary>The presentation contexts that this entity supports as acceptor.</summary>
    public SupportedContextCollection SupportedContexts { get; } = new();

    /// <summary>The title.</summary>
    /// <returns>The title.</returns>
    public override string ToString() => title;

    internal static uint CheckMaximumPduLength(uint value) =>
        value is >= 1 and <= 6
            ? throw new ArgumentOutOfRangeException(
                nameof(value), value, "A maximum PDU length is 0 (no limit announced) or at least 7 bytes.")
            : value;

    /// <summary>The entity as it is now, but for its lists, which stay shared.</summary>
    internal ApplicationEntity Snapshot() => (ApplicationEntity)MemberwiseClone();

    internal static TimeSpan CheckTimeout(TimeSpan value, string name) =>
        value <= TimeSpan.Zero || value > MaximumTimeout
            ? throw new ArgumentOutOfRangeException(
                name, value, "A timeout is more than 0 seconds and at most a day (86400 seconds).")
            : value;
}
