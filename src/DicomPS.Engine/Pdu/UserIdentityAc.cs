namespace DicomPS.Engine.Pdu;

/// <summary>The user identity sub-item of an A-ASSOCIATE-AC (PS3.7 section D.3.3.7).</summary>
/// <param name="ServerResponse">
/// Server-response, behind its length in bytes 5-6: a Kerberos server ticket, a SAML response or a JSON web token;
/// empty for the other types.
/// </param>
public sealed record UserIdentityAc(ReadOnlyMemory<byte> ServerResponse)
{
    /// <summary>The type's name alone, for the response is a secret.</summary>
    /// <returns>The answer in words.</returns>
    public override string ToString() => nameof(UserIdentityAc);

    internal static UserIdentityAc Read(ref PduReader reader) => new(reader.LengthPrefixed("server response").ToArray());

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.UserIdentityAc);
        writer.LengthPrefixed(ServerResponse.Span, "server response to the user identity");
        writer.EndItem(item);
    }
}
