using System.Text;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// Who the user of a requestor is (PS3.7 annex D.3.3.7). Passcodes, tickets, assertions and tokens are secrets: no property
/// and no text shows them, so that they get into no log, file or error message; methods give them to who asks.
/// </summary>
public sealed class UserIdentity
{
    /// <summary>
    /// The longest identity in bytes, passcode included: it shares the user information item with the other items of a
    /// request, which holds 65535 (PS3.8 section 9.3.2.3).
    /// </summary>
    public const int MaximumLength = 64000;

    private readonly byte[] primary;
    private readonly byte[] secondary;

    private UserIdentity(UserIdentityType type, byte[] primary, byte[] secondary, bool responseRequested)
    {
        Type = type;
        this.primary = primary;
        this.secondary = secondary;
        ResponseRequested = responseRequested;
    }

    /// <summary>What the identity is made of.</summary>
    public UserIdentityType Type { get; }

    /// <summary>The user's name; null where the identity is a ticket, an assertion or a token.</summary>
    public string? UserName =>
        Type is UserIdentityType.UserName or UserIdentityType.UserNameAndPasscode ? Encoding.UTF8.GetString(primary) : null;

    /// <summary>Whether the acceptor is asked to confirm the identity.</summary>
    public bool ResponseRequested { get; }

    /// <summary>Makes an identity of a user name (type 1).</summary>
    /// <param name="userName">The name; it goes out in UTF-8.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static UserIdentity FromUserName(string userName) => Create(UserIdentityType.UserName, Utf8(userName), []);

    /// <summary>Makes an identity of a user name and a passcode (type 2). They travel as they are: use TLS.</summary>
    /// <param name="userName">The name; it goes out in UTF-8.</param>
    /// <param name="passcode">The passcode; it goes out in UTF-8.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">The name is empty, or both are too long.</exception>
    public static UserIdentity FromPasscode(string userName, string passcode) =>
        Create(UserIdentityType.UserNameAndPasscode, Utf8(userName), Utf8(passcode));

    /// <summary>Makes an identity of a Kerberos service ticket (type 3).</summary>
    /// <param name="ticket">The ticket.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static UserIdentity FromKerberosTicket(ReadOnlySpan<byte> ticket) => Create(UserIdentityType.Kerberos, ticket.ToArray(), []);

    /// <summary>Makes an identity of a SAML assertion (type 4).</summary>
    /// <param name="assertion">The assertion, in XML; it goes out in UTF-8.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static UserIdentity FromSamlAssertion(string assertion) => Create(UserIdentityType.Saml, Utf8(assertion), []);

    /// <summary>Makes an identity of a JSON web token (type 5).</summary>
    /// <param name="token">The token in its compact form.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static UserIdentity FromJsonWebToken(string token) => Create(UserIdentityType.JsonWebToken, Utf8(token), []);

    /// <summary>The same identity, with the acceptor asked to confirm it, or not.</summary>
    /// <param name="responseRequested">Whether it is asked.</param>
    /// <returns>The identity.</returns>
    public UserIdentity WithResponseRequested(bool responseRequested = true) => new(Type, primary, secondary, responseRequested);

    /// <summary>The passcode of type 2, which is a secret.</summary>
    /// <returns>The passcode; null for the other types.</returns>
    public string? GetPasscode() => Type == UserIdentityType.UserNameAndPasscode ? Encoding.UTF8.GetString(secondary) : null;

    /// <summary>The ticket, assertion or token, which is a secret: the primary field. For types 1 and 2 it is the user name.</summary>
    /// <returns>A copy of its bytes.</returns>
    public byte[] GetPrimaryField() => [.. primary];

    /// <summary>The assertion or token as text, which is a secret.</summary>
    /// <returns>The primary field read as UTF-8.</returns>
    public string GetToken() => Encoding.UTF8.GetString(primary);

    /// <summary>Type and user name, without a secret.</summary>
    /// <returns>For example "user name and passcode of SMITH".</returns>
    public override string ToString() => Type switch
    {
        UserIdentityType.UserName => $"user name {UserName}",
        UserIdentityType.UserNameAndPasscode => $"user name and passcode of {UserName}",
        UserIdentityType.Kerberos => "Kerberos ticket",
        UserIdentityType.Saml => "SAML assertion",
        UserIdentityType.JsonWebToken => "JSON web token",
        _ => $"user identity of type {(byte)Type}",
    };

    internal static UserIdentity From(UserIdentityRq item) =>
        new(item.Type, item.PrimaryField.ToArray(), item.SecondaryField.ToArray(), item.PositiveResponseRequested);

    internal UserIdentityRq ToItem() => new(Type, ResponseRequested, primary, secondary);

    private static byte[] Utf8(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Encoding.UTF8.GetBytes(text);
    }

    // Sentences without the values: they become error messages.
    private static UserIdentity Create(UserIdentityType type, byte[] primary, byte[] secondary)
    {
        if (primary.Length == 0)
        {
            throw new ArgumentException($"A user identity of the type {type} must not be empty.");
        }

        return primary.Length + secondary.Length > MaximumLength
            ? throw new ArgumentException(
                $"The user identity takes {primary.Length + secondary.Length} bytes; a request has room for {MaximumLength}.")
            : new UserIdentity(type, primary, secondary, responseRequested: false);
    }
}
