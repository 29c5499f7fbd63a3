using System.Net;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Security;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine;

/// <summary>
/// An association: the session between two Application Entities in which services are used (PS3.8 section 7). It is
/// safe for use from several threads; an operation that is cancelled or times out aborts it, for its state on the wire
/// is not known any more.
/// </summary>
public sealed partial class Association : IAsyncDisposable
{
    private static int lastId;

    private readonly UpperLayerConnection connection;
    private readonly TimeSpan acseTimeout;
    private readonly TimeSpan dimseTimeout;
    private readonly IAssociationAcceptor? acceptor;
    private readonly ProvidedServices provided;
    private readonly TaskCompletionSource confirmation = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AssociateRq? proposal;
    private UserIdentityAc? userIdentityAnswer;
    private volatile MessageChannel? channel;
    private volatile bool releasing;
    private string? description;
    private volatile RequestDispatcher? dispatcher;

    /// <summary>A number that tells the associations of this process apart.</summary>
    public int Id { get; } = Interlocked.Increment(ref lastId);

    /// <summary>What the association is doing.</summary>
    public AssociationState State =>
        connection.End?.State
        ?? (channel is null ? AssociationState.Negotiating : releasing ? AssociationState.Releasing : AssociationState.Established);

    /// <summary>Whether this side asked for the association.</summary>
    public bool IsRequestor => acceptor is null;

    /// <summary>The local end of the transport connection.</summary>
    public IPEndPoint LocalEndPoint => connection.Transport.LocalEndPoint;

    /// <summary>The remote end of the transport connection.</summary>
    public IPEndPoint RemoteEndPoint => connection.Transport.RemoteEndPoint;

    /// <summary>What TLS made of the transport connection; null where it is plain.</summary>
    public TlsSession? Tls => connection.Transport.Security?.Session;

    /// <summary>The title of the requestor; empty until the request has come.</summary>
    public string CallingAETitle { get; private set; } = string.Empty;

    /// <summary>The title by which the requestor called the acceptor; empty until the request has come.</summary>
    public string CalledAETitle { get; private set; } = string.Empty;

    /// <summary>The peer's Implementation Class UID; null where it gave none.</summary>
    public string? PeerImplementationClassUid { get; private set; }

    /// <summary>The peer's Implementation Version Name; null where it gave none.</summary>
    public string? PeerImplementationVersionName { get; private set; }

    /// <summary>The longest P-DATA-TF the peer receives, in bytes; 0 for no limit.</summary>
    public uint PeerMaximumPduLength { get; private set; }

    /// <summary>The presentation contexts both sides agreed on.</summary>
    public IReadOnlyList<AcceptedContext> AcceptedContexts { get; private set; } = [];

    /// <summary>The proposed contexts that were refused, each with the reason.</summary>
    public IReadOnlyList<RefusedContext> RefusedContexts { get; private set; } = [];

    /// <summary>The user identity that the requestor gave; null for none.</summary>
    public UserIdentity? UserIdentity { get; private set; }

    /// <summary>Whether the acceptor confirmed the user identity, as it was asked to (PS3.7 annex D.3.3.7).</summary>
    public bool IsUserIdentityConfirmed => userIdentityAnswer is not null;

    /// <summary>
    /// How many requests this side may have under way at a time: the asynchronous operations window (PS3.7 annex D.3.3.3);
    /// 0 for no limit. Further ones wait for their turn.
    /// </summary>
    public int MaximumOperationsInvoked { get; private set; } = 1;

    /// <summary>How many requests the peer may have under way at a time; 0 for no limit.</summary>
    public int MaximumOperationsPerformed { get; private set; } = 1;

    /// <summary>The SOP class extended negotiations of the peer, proposed or answered (PS3.7 annex D.3.3.5).</summary>
    public IReadOnlyList<SopClassExtendedNegotiation> PeerExtendedNegotiations { get; private set; } = [];

    /// <summary>The SOP class common extended negotiations of the requestor, for the acceptor (PS3.7 annex D.3.3.6).</summary>
    public IReadOnlyList<SopClassCommonExtendedNegotiation> PeerCommonExtendedNegotiations { get; private set; } = [];

    /// <summary>Ends when the association is over, in whatever way; it never fails.</summary>
    public Task Ended => ended.Task;

    /// <summary>Why the association is over, in words; null while it goes on.</summary>
    public string? EndReason => connection.End?.Cause.Message;

    /// <summary>
    /// The acceptor's response to the user identity: a Kerberos server ticket, a SAML response or a JSON web token, which
    /// are secrets; empty for the other types.
    /// </summary>
    /// <returns>A copy of its bytes; null where the identity was not confirmed.</returns>
    public byte[]? GetUserIdentityResponse() => userIdentityAnswer?.ServerResponse.ToArray();

    /// <summary>Both titles and the remote end.</summary>
    /// <returns>For example "DICOMPS > ARCHIVE (10.0.0.1:104)".</returns>
    public override string ToString() => description ?? Describe();

    /// <summary>Releases the association in order (PS3.8 section 7.2). One that is over already is left as it is.</summary>
    /// <param name="cancellationToken">Aborts instead of waiting any longer.</param>
    /// <exception cref="DicomException">AcseTimeout: the peer did not answer; the association was aborted.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the association was aborted.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        if (connection.End is not null)
        {
            return;
        }

        releasing = true;
        await using (AbortOnCancellation(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await connection.RequestReleaseAsync().ConfigureAwait(false);
                await ended.Task.WaitAsync(acseTimeout, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw await AbortAsync(DicomErrorId.AcseTimeout, "did not answer the release request", acseTimeout).ConfigureAwait(false);
            }
            catch (DicomException) when (connection.End is not null)
            {
                // The peer ended it at the same moment.
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Aborts the association (PS3.8 section 7.3). One that is over already is left as it is.</summary>
    /// <returns>A task that ends when the A-ABORT is sent.</returns>
    public Task AbortAsync() => connection.AbortAsync(new DicomException(
        DicomErrorId.AssociationAborted,
        $"The association {this} was aborted by this side.")).AsTask();

    /// <summary>Closes the transport connection at once, without a release, and frees what the association holds.</summary>
    /// <returns>A task that ends when nothing of the association runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync().ConfigureAwait(false);
        await (dispatcher?.FlushAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        if (channel is { } open)
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Aborts the association after a fault on this side, which those who use it are told.</summary>
    internal Task AbortAsync(Exception fault) => connection.AbortAsync(fault).AsTask();

    internal Task ConnectionCompletion => connection.Completion;

    internal ValueTask SendAsync(AcceptedContext context, CommandSet command) =>
        (channel ?? throw connection.NotEstablished()).SendAsync(context, command);

    internal ValueTask SendAsync(AcceptedContext context, CommandSet command, byte[]? dataSet) => dataSet is null
        ? SendAsync(context, command)
        : (channel ?? throw connection.NotEstablished()).SendAsync(context, command, writer => writer.WriteAsync(dataSet));

    /// <summary>The context to use a service with as its SCU: the first of the abstract syntax that was accepted.</summary>
    internal AcceptedContext RequireContext(string abstractSyntax) =>
        AcceptedContexts.FirstOrDefault(context => context.AbstractSyntax == abstractSyntax && context.AsScu)
        ?? throw NoAcceptedContext(abstractSyntax);

    /// <summary>The context to use a service in: the first accepted one of the first abstract syntax that has one.</summary>
    internal AcceptedContext RequireContext(CommandField service, IReadOnlyList<string> abstractSyntaxes)
    {
        AcceptedContext[] carrying =
            [.. abstractSyntaxes.SelectMany(abstractSyntax => AcceptedContexts.Where(context => context.AbstractSyntax == abstractSyntax))];
        return carrying.FirstOrDefault(context => context.MaySend(service))
            ?? throw (service == CommandField.NEventReportRq && carrying is [AcceptedContext first, ..]
                ? new DicomException(
                    DicomErrorId.NoAcceptedContext,
                    $"This side of the association {this} is not an SCP of {first.AbstractSyntaxName}, which alone reports events: it is {first.Role}. Nothing was sent.",
                    "Report events as the acceptor, or propose the SCP role (-ScuRole and -ScpRole of the context).")
                : NoAcceptedContext(abstractSyntaxes[0]));
    }

    internal DicomException NoAcceptedContext(string abstractSyntax)
    {
        string name = Dictionary.UidDictionary.NameOf(abstractSyntax);
        if (AcceptedContexts.FirstOrDefault(context => context.AbstractSyntax == abstractSyntax && !context.AsScu) is { } otherRole)
        {
            return new DicomException(
                DicomErrorId.NoAcceptedContext,
                $"This side of the association {this} is not an SCU of {name}: it is {otherRole.Role}. Nothing was sent.",
                IsRequestor
                    ? "Propose the SCU role for it (-ScuRole and -ScpRole of the context), and check that the peer accepts it."
                    : "Have the requestor propose the SCP role for it, and accept it (-ScuRole and -ScpRole of the supported context).");
        }

        RefusedContext? refused = RefusedContexts.FirstOrDefault(context => context.AbstractSyntax == abstractSyntax);
        return new DicomException(
            DicomErrorId.NoAcceptedContext,
            refused is null
                ? $"The association {this} has no presentation context for {name}: none was proposed."
                : $"{CalledAETitle} refused the presentation context for {name}: {refused.Reason}.",
            refused is null
                ? "Request a context for it before connecting (Add-DicomRequestedContext, or -Context)."
                : "Check what the peer supports; propose other transfer syntaxes if it supports the SOP class.");
    }

    // Every result names its association: once its titles are final they are written once.
    private string Describe()
    {
        string text = $"{CallingAETitle} > {CalledAETitle} ({RemoteEndPoint})";
        if (channel is not null)
        {
            description = text;
        }

        return text;
    }

    private async ValueTask<DicomException> AbortAsync(DicomErrorId errorId, string omission, TimeSpan timeout)
    {
        DicomException cause = new(
            errorId,
            $"The peer of {this} {omission} within {timeout.TotalSeconds:0.###} s. The association was aborted.",
            "Check the peer's load and log, or give a longer timeout.");
        await connection.AbortAsync(cause).ConfigureAwait(false);
        return connection.End?.Cause ?? cause;
    }

    private CancellationTokenRegistration AbortOnCancellation(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static state => _ = ((Association)state!).AbortAsync(), this);
}
