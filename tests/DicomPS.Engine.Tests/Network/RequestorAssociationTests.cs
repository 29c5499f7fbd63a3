using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>How a requestor's association begins and ends, against a peer that does what it likes.</summary>
public sealed class RequestorAssociationTests : IDisposable
{
    private readonly ScriptedListener listener = new();
    private readonly ApplicationEntity entity = Requestor();

    public void Dispose() => listener.Dispose();

    private Task<Association> ConnectAsync() => Association.ConnectAsync(entity, listener.Options, Token);

    [Fact]
    public async Task A_request_says_what_the_entity_and_the_options_say()
    {
        entity.MaximumPduLength = 20000;
        AssociationOptions options = listener.Options;
        options.CalledAETitle = "CALLED";
        options.CallingAETitle = "CALLING";
        options.MaximumPduLength = 30000;
        options.Contexts = [new("1.2.3", ["1.3.2", "1.3.1"]), new("1.2.3", ["1.3.1"])];
        Task<Association> connecting = Association.ConnectAsync(entity, options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.AcceptAsync();
        Assert.Equal(("CALLED", "CALLING"), (request.CalledAETitle, request.CallingAETitle));
        Assert.Equal(1, request.ProtocolVersion);
        Assert.Equal("1.2.840.10008.3.1.1.1", request.ApplicationContextName);
        Assert.Equal(
            [(1, "1.2.3", "1.3.2+1.3.1"), (3, "1.2.3", "1.3.1")],
            request.PresentationContexts.Select(context => ((int)context.Id, context.AbstractSyntax, string.Join('+', context.TransferSyntaxes))));
        Assert.Equal(
            (30000u, entity.ImplementationClassUid, entity.ImplementationVersionName),
            (request.UserInformation.MaximumLength!.Value, request.UserInformation.ImplementationClassUid, request.UserInformation.ImplementationVersionName));

        await using Association association = await connecting.Soon();
        Assert.Equal(AssociationState.Established, association.State);
        Assert.True(association.IsRequestor);
        Assert.Equal(("CALLED", "CALLING"), (association.CalledAETitle, association.CallingAETitle));
        Assert.Equal(("2.25.7", null, 16384u), (association.PeerImplementationClassUid, association.PeerImplementationVersionName, association.PeerMaximumPduLength));
        Assert.Equal(listener.Port, association.RemoteEndPoint.Port);
        Assert.Equal([new(1, "1.2.3", "1.3.2"), new(3, "1.2.3", "1.3.1")], association.AcceptedContexts);
    }

    [Fact]
    public async Task Nothing_to_propose_is_an_error_before_any_connection() =>
        await Fails(DicomErrorId.InvalidPresentationContext, Association.ConnectAsync(new ApplicationEntity(), listener.Options, Token));

    public static TheoryData<byte, byte, byte> Rejections => new()
    {
        { 1, 1, 1 }, { 1, 1, 2 }, { 1, 1, 3 }, { 1, 1, 7 }, { 1, 2, 2 }, { 2, 3, 1 }, { 2, 3, 2 }, { 9, 9, 9 },
    };

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task A_rejection_is_an_error_with_result_source_and_reason(byte result, byte source, byte reason)
    {
        AssociateRj rejection = new((AssociateResult)result, (AssociateSource)source, reason);
        Task<Association> connecting = ConnectAsync();
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(rejection);
        AssociationRejectedException error = await Assert.ThrowsAsync<AssociationRejectedException>(() => connecting.Soon());
        Assert.Equal((DicomErrorId.AssociationRejected, rejection), (error.ErrorId, error.Rejection));
        Assert.Contains(rejection.Describe(), error.Message, StringComparison.Ordinal);
        Assert.Equal(rejection.RecommendedAction, error.RecommendedAction);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task With_nothing_accepted_the_requestor_aborts_and_tells_what_was_refused_and_why()
    {
        Task<Association> connecting = ConnectAsync();
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(ScriptedPeer.Acceptance(request) with
        {
            PresentationContexts =
            [
                new(1, PresentationContextResult.AbstractSyntaxNotSupported, ""),
                new(3, PresentationContextResult.TransferSyntaxesNotSupported, ""),
            ],
        });
        DicomException error = await Fails(DicomErrorId.NoAcceptedContext, connecting);
        Assert.Contains("abstract syntax not supported: Verification SOP Class;", error.Message, StringComparison.Ordinal);
        Assert.Contains("CT Image Storage. The association", error.Message, StringComparison.Ordinal);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task Of_many_refused_contexts_a_few_are_named()
    {
        AssociationOptions options = listener.Options;
        options.Contexts = [.. PrebuiltContexts.ForService(DicomServiceClass.Storage).Take(100)];
        Task<Association> connecting = Association.ConnectAsync(entity, options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(ScriptedPeer.Acceptance(request) with
        {
            PresentationContexts = [.. request.PresentationContexts.Select(context => new PresentationContextAc(
                context.Id, PresentationContextResult.AbstractSyntaxNotSupported, ""))],
        });
        DicomException error = await Fails(DicomErrorId.NoAcceptedContext, connecting);
        Assert.Contains($" and {request.PresentationContexts.Count - 3} more. The association", error.Message, StringComparison.Ordinal);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
    }

    [Fact]
    public async Task An_acceptance_without_contexts_accepts_nothing()
    {
        Task<Association> connecting = ConnectAsync();
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(ScriptedPeer.Acceptance(request) with { PresentationContexts = [] });
        DicomException error = await Fails(DicomErrorId.NoAcceptedContext, connecting);
        Assert.Contains("not answered", error.Message, StringComparison.Ordinal);
        await peer.ExpectAbortAsync(AbortSource.ServiceUser);
    }

    [Fact]
    public async Task Some_contexts_refused_are_listed_and_the_others_used()
    {
        Task<Association> connecting = ConnectAsync();
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        await peer.SendAsync(ScriptedPeer.Acceptance(request) with
        {
            PresentationContexts =
            [
                new(3, PresentationContextResult.Acceptance, Uids.ExplicitVRLittleEndian),
                new(1, PresentationContextResult.UserRejection, ""),
            ],
        });
        await using Association association = await connecting.Soon();
        Assert.Equal([new(3, Uids.CTImageStorage, Uids.ExplicitVRLittleEndian)], association.AcceptedContexts);
        RefusedContext refused = Assert.Single(association.RefusedContexts);
        Assert.Equal((1, "rejected by the user of the service"), ((int)refused.Id, refused.Reason));
        DicomException error = await Fails(DicomErrorId.NoAcceptedContext, association.EchoAsync(Token));
        Assert.Contains("rejected by the user", error.Message, StringComparison.Ordinal);
        Assert.Equal(AssociationState.Established, association.State);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(255)]
    public async Task An_acceptance_with_an_unknown_result_is_aborted(byte result)
    {
        Task<Association> connecting = ConnectAsync();
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        byte[] answer = (ScriptedPeer.Acceptance(request) with
        {
            PresentationContexts = [new(1, (PresentationContextResult)4, "")],
        }).Encode();
        int at = answer.AsSpan().IndexOf(new byte[] { 0x21, 0x00, 0x00, 0x08, 0x01, 0x00, 0x04 });
        Assert.True(at > 0);
        answer[at + 6] = result;
        await peer.SendAsync(answer);
        DicomException error = await Fails(DicomErrorId.ProtocolViolation, connecting);
        Assert.Contains($"is {result}", error.Message, StringComparison.Ordinal);
        await peer.ExpectAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
    }

    [Theory]
    [InlineData("at once", false)]
    [InlineData("at once", true)]
    [InlineData("after the request", false)]
    [InlineData("after the request", true)]
    [InlineData("within the answer", false)]
    [InlineData("within the answer", true)]
    public async Task A_peer_that_closes_before_it_accepted_is_a_lost_connection(string when, bool resets)
    {
        Task<Association> connecting = ConnectAsync();
        using ScriptedPeer peer = await listener.AcceptAsync();
        if (when != "at once")
        {
            AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
            if (when == "within the answer")
            {
                await peer.SendAsync(ScriptedPeer.Acceptance(request).Encode()[..50]);
            }
        }

        Close(peer, resets);
        DicomException error = await Assert.ThrowsAsync<DicomException>(() => connecting.Soon());
        Assert.True(
            error.ErrorId == DicomErrorId.AssociationAborted
                // The system may tell of a reset before it tells that the connection was made.
                || (error.ErrorId == DicomErrorId.ConnectionFailed && resets && when == "at once"),
            error.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_that_closes_an_idle_association_ends_it(bool resets)
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        {
            Close(peer, resets);
            await association.Ended.Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
            Assert.NotNull(association.EndReason);
            await Fails(DicomErrorId.AssociationAborted, association.EchoAsync(Token));
            await association.ReleaseAsync(Token).Soon();
            await association.AbortAsync().Soon();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_that_closes_instead_of_an_answer_fails_the_request(bool resets)
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        {
            Task<EchoResult> echoing = association.EchoAsync(Token);
            await peer.ReceiveMessageAsync();
            Close(peer, resets);
            await Fails(DicomErrorId.AssociationAborted, echoing);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_that_closes_instead_of_a_release_ends_the_association(bool resets)
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            Close(peer, resets);
            await releasing.Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
        }
    }

    [Fact]
    public async Task A_release_that_is_answered_ends_the_association()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            Assert.Equal(AssociationState.Releasing, association.State);
            await peer.SendAsync(new ReleaseRp());
            await releasing.Soon();
            await peer.ExpectClosedAsync();
            Assert.Equal(AssociationState.Released, association.State);
            await Fails(DicomErrorId.AssociationClosed, association.EchoAsync(Token));
            await association.ReleaseAsync(Token).Soon();
        }
    }

    [Fact]
    public async Task A_release_that_the_peer_asks_for_is_answered()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<EchoResult> echoing = association.EchoAsync(Token);
            await peer.ReceiveMessageAsync();
            await peer.SendAsync(new ReleaseRq());
            await peer.ReceiveAsync<ReleaseRp>();
            await Fails(DicomErrorId.AssociationClosed, echoing);
            Assert.Equal(AssociationState.Released, association.State);
        }
    }

    [Fact]
    public async Task In_a_release_collision_the_requestor_answers_first()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task releasing = association.ReleaseAsync(Token);
            await peer.ReceiveAsync<ReleaseRq>();
            await peer.SendAsync(new ReleaseRq()); // Sta7 -> Sta9 -> Sta11
            await peer.ReceiveAsync<ReleaseRp>();
            Assert.False(releasing.IsCompleted);
            await peer.SendAsync(new ReleaseRp());
            await releasing.Soon();
            await peer.ExpectClosedAsync();
            Assert.Equal(AssociationState.Released, association.State);
        }
    }

    [Fact]
    public async Task An_abort_of_this_side_goes_out_and_closes()
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            await association.AbortAsync().Soon();
            Assert.Equal(AssociationState.Aborted, association.State);
            await peer.ExpectAbortAsync(AbortSource.ServiceUser);
            await peer.ExpectClosedAsync();
        }
    }

    [Theory]
    [InlineData(0, 0, "by the service user")]
    [InlineData(2, 0, "reason not specified")]
    [InlineData(2, 1, "unrecognized PDU")]
    [InlineData(2, 6, "invalid PDU parameter value")]
    public async Task An_abort_of_the_peer_fails_the_request_with_its_source_and_reason(byte source, byte reason, string words)
    {
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(entity, cancellationToken: Token);
        await using (association)
        using (peer)
        {
            Task<EchoResult> echoing = association.EchoAsync(Token);
            await peer.ReceiveMessageAsync();
            await peer.SendAsync(new Abort((AbortSource)source, (AbortReason)reason));
            DicomException error = await Fails(DicomErrorId.AssociationAborted, echoing);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            await peer.ExpectClosedAsync();
        }
    }

    private static void Close(ScriptedPeer peer, bool resets)
    {
        if (resets)
        {
            peer.Reset();
        }
        else
        {
            peer.Dispose();
        }
    }
}
