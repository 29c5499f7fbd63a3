namespace DicomPS.Engine.Negotiation;

/// <summary>The extended negotiation of storage classes (PS3.4 section B.3.1). Bytes 2, 4 and 6 are reserved.</summary>
/// <param name="LevelOfSupport">
/// Byte 1: 0 stores some of the data elements (local), 1 all of the standard (base), 2 all (full); 3 for a side that is an
/// SCU only.
/// </param>
/// <param name="SignatureSupport">Byte 3, the level of digital signature support: 1 to 3; 0 where it is not told.</param>
/// <param name="ElementCoercion">Byte 5: 0 where no data element is changed, 1 where some may be; 2 for a side that is an SCU only.</param>
public sealed record StorageFields(byte LevelOfSupport, byte SignatureSupport = 0, byte ElementCoercion = 0) : IExtendedNegotiationFields
{
    /// <inheritdoc/>
    public byte[] Encode() => [LevelOfSupport, 0, SignatureSupport, 0, ElementCoercion, 0];

    /// <summary>Reads the fields. Those at the end that are missing are 0.</summary>
    /// <param name="information">The service class application information.</param>
    /// <returns>The fields.</returns>
    public static StorageFields Read(ReadOnlySpan<byte> information) => new(At(information, 0), At(information, 2), At(information, 4));

    private static byte At(ReadOnlySpan<byte> information, int index) => index < information.Length ? information[index] : (byte)0;
}
