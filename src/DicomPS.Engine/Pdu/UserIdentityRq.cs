namespace DicomPS.Engine.Pdu;

/// <summary>The user identity sub-item of an A-ASSOCIATE-RQ (PS3.7 section D.3.3.7).</summary>
/// <param name="Type">Byte 5, user-identity-type.</param>
/// <param name="PositiveResponseRequested">Byte 6: the acceptor is to answer. Any byte but 0 reads as true.</param>
/// <param name="PrimaryField">Primary-field, behind its length in bytes 7-8: name, ticket, assertion or token.</param>
/// <param name="SecondaryField">Secondary-field, behind its length of two bytes: the passcode, in type 2 alone.</param>
public sealed record UserIdentityRq(
    UserIdentityType Type,
    bool PositiveResponseRequested,
    ReadOnlyMemory<byte> PrimaryField,
    ReadOnlyMemory<byte> SecondaryField = default)
{
    /// <summary>Type and request for an answer; never the fields, for they are secrets.</summary>
    /// <returns>The identity in words.</returns>
    public override string ToString() =>
        $"{nameof(UserIdentityRq)} {{ Type = {Type}, PositiveResponseRequested = {PositiveResponseRequested} }}";

    internal static UserIdentityRq Read(ref PduReader reader) => new(
        (UserIdentityType)reader.Byte("user identity type"),
        reader.Byte("positive response requested") != 0,
        reader.LengthPrefixed("primary field").ToArray(),
        reader.LengthPrefixed("secondary field").ToArray());

    internal void Write(PduWriter writer)
    {
        int item = writer.BeginItem(ItemType.UserIdentityRq);
        writer.Byte((byte)Type);
        writer.Flag(PositiveResponseRequested);
        writer.LengthPrefixed(PrimaryField.Span, "primary field of the user identity");
        writer.LengthPrefixed(SecondaryField.Span, "secondary field of the user identity");
        writer.EndItem(item);
    }
}
