using System.Net;
using System.Text;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Engine.Tests.Network.Services;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>User identity in both roles: this engine's requestor and acceptor, and what goes over the wire.</summary>
public class UserIdentityTests
{
    private const string Secret = "s3cret-Gehe\u00efm";

    public static TheoryData<UserIdentityType> Types => [.. Enum.GetValues<UserIdentityType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task An_identity_of_each_type_is_given_as_annex_D_has_it(UserIdentityType type)
    {
        using ScriptedListener listener = new();
        AssociationOptions options = listener.Options;
        options.UserIdentity = Identity(type).WithResponseRequested();
        Task<Association> connecting = Association.ConnectAsync(Requestor(), options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();

        UserIdentityRq item = request.UserInformation.UserIdentityRq!;
        bool isNamed = type is UserIdentityType.UserName or UserIdentityType.UserNameAndPasscode;
        Assert.Equal((type, true), (item.Type, item.PositiveResponseRequested));
        Assert.Equal(isNamed ? "J\u00f6rg" : Secret, Encoding.UTF8.GetString(item.PrimaryField.Span));
        Assert.Equal(type == UserIdentityType.UserNameAndPasscode ? Secret : "", Encoding.UTF8.GetString(item.SecondaryField.Span));

        AssociateAc answer = ScriptedPeer.Acceptance(request);
        await peer.SendAsync(answer with { UserInformation = answer.UserInformation with { UserIdentityAc = new UserIdentityAc("ticket"u8.ToArray()) } });
        await using Association association = await connecting.Soon();
        Assert.True(association.IsUserIdentityConfirmed);
        Assert.Equal("ticket"u8.ToArray(), association.GetUserIdentityResponse());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Without_a_handler_every_identity_is_accepted_and_nothing_answered(UserIdentityType type)
    {
        await using DicomServer server = Serve(_ => { });
        await using Association association = await ConnectAsync(server, Identity(type).WithResponseRequested());
        Assert.False(association.IsUserIdentityConfirmed);
        Assert.Null(association.GetUserIdentityResponse());
        Association served = Assert.Single(server.Associations);
        Assert.Equal((type, true), (served.UserIdentity!.Type, served.UserIdentity.ResponseRequested));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_handler_sees_the_identity_and_its_answer_goes_out(UserIdentityType type)
    {
        UserIdentityRequest? seen = null;
        await using DicomServer server = Serve(options => options.UserIdentityHandler = (request, _) =>
        {
            seen = request;
            return new(UserIdentityAnswer.AcceptedWith("answer"u8));
        });
        await using (Association asking = await ConnectAsync(server, Identity(type).WithResponseRequested()))
        {
            bool isNamed = type is UserIdentityType.UserName or UserIdentityType.UserNameAndPasscode;
            Assert.Equal(isNamed ? [] : "answer"u8.ToArray(), asking.GetUserIdentityResponse());
            Assert.Equal(("CLIENT", "SERVER", asking.LocalEndPoint), (seen!.CallingAETitle, seen.CalledAETitle, seen.RemoteEndPoint));
            Assert.Equal((isNamed ? "J\u00f6rg" : null, isNamed ? "J\u00f6rg" : Secret), (seen.Identity.UserName, seen.Identity.GetToken()));
            Assert.Equal(type == UserIdentityType.UserNameAndPasscode ? Secret : null, seen.Identity.GetPasscode());
        }

        await using Association notAsking = await ConnectAsync(server, Identity(type));
        Assert.False(notAsking.IsUserIdentityConfirmed);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_refused_identity_is_rejected_for_now_by_acse_without_a_reason(UserIdentityType type)
    {
        await using DicomServer server = Serve(options => options.UserIdentityHandler = (_, _) => new(UserIdentityAnswer.Refused));
        await AssertRefusedAsync(server, Identity(type), "is refused");
        Assert.Equal((0, 0), (server.Counters.OpenAssociations, (int)server.Counters.TotalAssociations));
    }

    [Fact]
    public async Task A_handler_that_throws_refuses_and_its_message_goes_nowhere()
    {
        await using DicomServer server = Serve(options => options.UserIdentityHandler =
            (request, _) => throw new InvalidOperationException(request.Identity.GetPasscode()));
        await AssertRefusedAsync(server, Identity(UserIdentityType.UserNameAndPasscode), "InvalidOperationException");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_is_late_refuses(bool blocks)
    {
        using SemaphoreSlim never = new(0);
        await using DicomServer server = Serve(options =>
        {
            options.UserIdentityTimeout = TimeSpan.FromSeconds(1);
            options.UserIdentityHandler = async (_, token) =>
            {
                if (blocks)
                {
                    never.Wait(ScriptedPeer.Patience, CancellationToken.None);
                }
                else
                {
                    await Task.Delay(Timeout.Infinite, token);
                }

                return UserIdentityAnswer.Accepted;
            };
        });
        await AssertRefusedAsync(server, Identity(UserIdentityType.UserName), "was not decided on within 1 s");
        never.Release();
    }

    [Fact]
    public async Task A_waiting_handler_holds_its_place_and_is_told_when_its_server_stops()
    {
        TaskCompletionSource begun = new();
        TaskCompletionSource told = new();
        await using DicomServer server = Serve(
            options => options.UserIdentityHandler = async (_, token) =>
            {
                begun.TrySetResult();
                token.Register(() => told.TrySetResult());
                await Task.Delay(Timeout.Infinite, token);
                return UserIdentityAnswer.Accepted;
            },
            entity => entity.MaximumAssociations = 1);
        Task<Association> waiting = ConnectAsync(server, Identity(UserIdentityType.UserName));
        await begun.Task.Soon();
        AssociationRejectedException error = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(server, null));
        Assert.Equal((AssociateSource.ServiceProviderPresentation, 2), (error.Rejection.Source, (int)error.Rejection.Reason));
        await server.StopAsync().Soon();
        await told.Task.Soon();
        await Assert.ThrowsAnyAsync<DicomException>(() => waiting);
        Assert.Equal(0, server.Counters.OpenAssociations);
    }

    [Fact]
    public async Task A_refused_place_is_free_again()
    {
        bool accepts = false;
        await using DicomServer server = Serve(
            options => options.UserIdentityHandler = (_, _) => new(accepts ? UserIdentityAnswer.Accepted : UserIdentityAnswer.Refused),
            entity => entity.MaximumAssociations = 1);
        await AssertRefusedAsync(server, Identity(UserIdentityType.UserName), "is refused");
        accepts = true;
        await using Association association = await ConnectAsync(server, Identity(UserIdentityType.UserName));
        Assert.Equal(1, server.Counters.OpenAssociations);
    }

    [Theory]
    [InlineData("accepts")]
    [InlineData("refuses")]
    [InlineData("throws")]
    [InlineData("hangs")]
    public async Task A_provider_decides_on_users(string how)
    {
        TestProvider provider = new()
        {
            DecideUser = async (request, token) =>
            {
                Assert.Equal(("CLIENT", Secret), (request.CallingAETitle, request.Identity.GetPasscode()));
                await Task.Delay(how == "hangs" ? Timeout.Infinite : 0, token);
                return how switch
                {
                    "throws" => throw new InvalidOperationException(Secret),
                    "accepts" => UserIdentityAnswer.Accepted,
                    _ => UserIdentityAnswer.Refused,
                };
            },
        };
        await using DicomServer server = Serve(options =>
        {
            options.ServiceProvider = provider;
            options.UserIdentityTimeout = TimeSpan.FromMilliseconds(300);
        });
        using DicomEventQueue failures = server.Events.Listen([DicomEventKind.HandlerFailed]);
        if (how == "accepts")
        {
            await using Association association = await ConnectAsync(server, Identity(UserIdentityType.UserNameAndPasscode));
            Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
        }
        else
        {
            await AssertRefusedAsync(server, Identity(UserIdentityType.UserNameAndPasscode), how == "refuses" ? "is refused" : "user identity");
        }

        // A fault is told of like that of any handler, but not in its words: it was given a secret.
        bool isFault = how is "throws" or "hangs";
        Assert.Equal(isFault, failures.TryRead(out DicomEvent? failed));
        Assert.Equal(isFault ? 1 : 0, server.Counters.HandlerFailures);
        Assert.DoesNotContain(Secret, $"{failed} {failed?.Reason} {failed?.Error} {server.Counters.LastHandlerFailure}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_can_be_required()
    {
        await using DicomServer server = Serve(options => options.RequireUserIdentity = true);
        await AssertRefusedAsync(server, null, "it gives no user identity");
        await using Association association = await ConnectAsync(server, Identity(UserIdentityType.UserName));
    }

    [Fact]
    public async Task A_response_to_no_identity_counts_for_nothing()
    {
        using ScriptedListener listener = new();
        Task<Association> connecting = Association.ConnectAsync(Requestor(), listener.Options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateAc answer = ScriptedPeer.Acceptance(await peer.ReceiveAsync<AssociateRq>());
        await peer.SendAsync(answer with { UserInformation = answer.UserInformation with { UserIdentityAc = new UserIdentityAc(new byte[3]) } });
        await using Association association = await connecting.Soon();
        Assert.False(association.IsUserIdentityConfirmed);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_property_and_no_text_shows_a_secret(UserIdentityType type)
    {
        UserIdentity identity = Identity(type);
        UserIdentityRequest request = new(identity, "CLIENT", "SERVER", new IPEndPoint(IPAddress.Loopback, 104));
        AssociateRq pdu = ScriptedPeer.Request() with { UserInformation = new UserInformation { UserIdentityRq = identity.ToItem() } };
        string[] texts =
        [
            identity.ToString(), request.ToString(), pdu.ToString(), identity.ToItem().ToString(),
            .. typeof(UserIdentity).GetProperties().Select(property => property.GetValue(identity)?.ToString() ?? string.Empty),
            new UserIdentityAc(Encoding.UTF8.GetBytes(Secret)).ToString(), UserIdentityAnswer.AcceptedWith(Encoding.UTF8.GetBytes(Secret)).ToString(),
        ];
        Assert.All(texts, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_identity_is_not_empty_and_fits_into_a_request()
    {
        Assert.Throws<ArgumentException>(() => UserIdentity.FromUserName(""));
        Assert.Throws<ArgumentException>(() => UserIdentity.FromPasscode("", "x"));
        Assert.Throws<ArgumentException>(() => UserIdentity.FromKerberosTicket([]));
        Assert.Throws<ArgumentException>(() => UserIdentity.FromKerberosTicket(new byte[UserIdentity.MaximumLength + 1]));
        Assert.Throws<ArgumentException>(() => UserIdentity.FromPasscode(new string('x', 40000), new string('y', 40000)));
        Assert.Throws<ArgumentException>(() => UserIdentityAnswer.AcceptedWith(new byte[UserIdentity.MaximumLength + 1]));
        UserIdentity longest = UserIdentity.FromKerberosTicket(new byte[UserIdentity.MaximumLength]);
        Assert.NotEmpty((ScriptedPeer.Request() with { UserInformation = new UserInformation { UserIdentityRq = longest.ToItem() } }).Encode());
    }

    private static UserIdentity Identity(UserIdentityType type) => type switch
    {
        UserIdentityType.UserName => UserIdentity.FromUserName("J\u00f6rg"),
        UserIdentityType.UserNameAndPasscode => UserIdentity.FromPasscode("J\u00f6rg", Secret),
        UserIdentityType.Kerberos => UserIdentity.FromKerberosTicket(Encoding.UTF8.GetBytes(Secret)),
        UserIdentityType.Saml => UserIdentity.FromSamlAssertion(Secret),
        _ => UserIdentity.FromJsonWebToken(Secret),
    };

    private static async Task AssertRefusedAsync(DicomServer server, UserIdentity? identity, string cause)
    {
        AssociationRejectedException error = await Assert.ThrowsAsync<AssociationRejectedException>(() => ConnectAsync(server, identity));
        Assert.Equal(new AssociateRj(AssociateResult.RejectedTransient, AssociateSource.ServiceProviderAcse, 1), error.Rejection);
        Assert.Contains(cause, server.Counters.LastRejection, StringComparison.Ordinal);
        Assert.EndsWith("(2/2/1)", server.Counters.LastRejection, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, server.Counters.LastRejection + error, StringComparison.Ordinal);
    }

    private static DicomServer Serve(Action<DicomServerOptions> change, Action<ApplicationEntity>? changeEntity = null)
    {
        ApplicationEntity entity = new("SERVER");
        changeEntity?.Invoke(entity);
        DicomServerOptions options = new() { BindAddress = IPAddress.Loopback };
        change(options);
        return DicomServer.Start(entity, options);
    }

    private static Task<Association> ConnectAsync(DicomServer server, UserIdentity? identity) => Association.ConnectAsync(
        new ApplicationEntity("CLIENT"),
        new AssociationOptions("127.0.0.1", server.Port)
        {
            CalledAETitle = "SERVER",
            Contexts = [new(Uids.Verification)],
            UserIdentity = identity,
        },
        Token).Soon();
}
