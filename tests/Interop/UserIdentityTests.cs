using System.Net;
using System.Text;
using DicomPS.Engine;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using Xunit;

namespace DicomPS.Interop;

/// <summary>The user identities of storescu, as a server's handler sees them and answers.</summary>
public sealed class UserIdentityTests : InteropTest
{
    public static TheoryData<UserIdentityType, string> Options => new()
    {
        { UserIdentityType.UserName, "--user" },
        { UserIdentityType.UserNameAndPasscode, "--password" },
        { UserIdentityType.Kerberos, "--kerberos" },
        { UserIdentityType.Saml, "--saml" },
        { UserIdentityType.JsonWebToken, "--jwt" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_identity_is_read_and_confirmed(UserIdentityType type, string option)
    {
        UserIdentityRequest? seen = null;
        await using DicomServer server = Start(request =>
        {
            seen = request;
            return UserIdentityAnswer.AcceptedWith("ticket of the server"u8);
        });

        StoreScu(server, [.. Arguments(option), "-rsp"], NewFile()).ShouldSucceed();

        Assert.Equal((type, true), (seen!.Identity.Type, seen.Identity.ResponseRequested));
        bool isNamed = type is UserIdentityType.UserName or UserIdentityType.UserNameAndPasscode;
        Assert.Equal(isNamed ? "someone" : "t0p secret", seen.Identity.GetToken().TrimEnd('\0', '\n'));
        Assert.Equal(type == UserIdentityType.UserNameAndPasscode ? "t0p secret" : null, seen.Identity.GetPasscode());
        Assert.Equal(1, server.Counters.Instances);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_refused_identity_stores_nothing(UserIdentityType type, string option)
    {
        await using DicomServer server = Start(_ => UserIdentityAnswer.Refused);

        StoreScu(server, Arguments(option), NewFile()).ShouldFailWith("Result: Rejected Transient, Source: Service Provider (ACSE Related)");

        Assert.NotEqual(default, type);
        Assert.Equal((1, 0), (server.Counters.RejectedAssociations, server.Counters.Instances));
        Assert.DoesNotContain("t0p secret", server.Counters.LastRejection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_that_is_not_given_is_missed_by_storescu()
    {
        DicomServer server = StartServer();

        StoreScu(server, ["--user", "someone"], NewFile()).ShouldSucceed();
        Assert.NotEqual(0, StoreScu(server, ["--user", "someone", "-rsp"], NewFile()).ExitCode);
    }

    private IEnumerable<string> Arguments(string option)
    {
        string secret = InFolder("secret");
        File.WriteAllText(secret, "t0p secret", Encoding.ASCII);
        return option switch
        {
            "--user" => ["--user", "someone"],
            "--password" => ["--user", "someone", "--password", "t0p secret"],
            _ => [option, secret],
        };
    }

    private DicomServer Start(Func<UserIdentityRequest, UserIdentityAnswer> answer) => DicomServer.Start(
        new ApplicationEntity("ARCHIVE"),
        new DicomServerOptions
        {
            BindAddress = IPAddress.Loopback,
            StoragePath = StoragePath,
            UserIdentityHandler = (request, _) => new(answer(request)),
        });
}
