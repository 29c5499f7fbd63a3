namespace DicomPS.Engine.Server;

/// <summary>What a server answers to a user identity.</summary>
public sealed class UserIdentityAnswer
{
    private readonly byte[] serverResponse;

    private UserIdentityAnswer(bool isAccepted, byte[] serverResponse)
    {
        IsAccepted = isAccepted;
        this.serverResponse = serverResponse;
    }

    /// <summary>The identity is accepted; a requestor that asked for it is sent the empty response.</summary>
    public static UserIdentityAnswer Accepted { get; } = new(true, []);

    /// <summary>The identity is refused: the association is rejected for now, without a reason (2/2/1).</summary>
    public static UserIdentityAnswer Refused { get; } = new(false, []);

    /// <summary>Whether the identity is accepted.</summary>
    public bool IsAccepted { get; }

    /// <summary>The identity is accepted; a requestor that asked for it is sent a response of its type.</summary>
    /// <param name="serverResponse">
    /// A Kerberos server ticket, a SAML response or a JSON web token, at most 64000 bytes. For user names (types 1 and 2)
    /// the response is empty, whatever is given here.
    /// </param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The response is too long.</exception>
    public static UserIdentityAnswer AcceptedWith(ReadOnlySpan<byte> serverResponse) =>
        serverResponse.Length > Negotiation.UserIdentity.MaximumLength
            ? throw new ArgumentException(
                $"The server response takes {serverResponse.Length} bytes; an answer has room for {Negotiation.UserIdentity.MaximumLength}.")
            : new UserIdentityAnswer(true, serverResponse.ToArray());

    /// <summary>Whether it is accepted; never the response, for it is a secret.</summary>
    /// <returns>A word.</returns>
    public override string ToString() => IsAccepted ? "accepted" : "refused";

    internal ReadOnlyMemory<byte> ServerResponse => serverResponse;
}
