using System.Buffers.Binary;

namespace DicomPS.Engine.Pdu;

/// <summary>
/// Reads the fields of one container (a PDU's body, an item, a sub-item), never beyond its end. It knows where it
/// stands, so that an error can name the offset and the field.
/// </summary>
internal ref struct PduReader
{
    private const int ItemHeaderSize = 4;

    private readonly string _container;
    private ReadOnlySpan<byte> _rest;
    private ItemType _previousType;
    private int _ordinal;

    /// <summary>Makes a reader.</summary>
    /// <param name="content">The bytes of the container, after its header.</param>
    /// <param name="offset">Where in the PDU they begin.</param>
    /// <param name="container">The container's name, for errors.</param>
    public PduReader(ReadOnlySpan<byte> content, long offset, string container)
    {
        _rest = content;
        Offset = offset;
        _container = container;
    }

    /// <summary>Where in the PDU the next byte stands.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether everything is read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte(string field) => Take(sizeof(byte), field)[0];

    public ushort UInt16(string field) => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort), field));

    public uint UInt32(string field) => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint), field));

    public void Skip(int count, string field) => Take(count, field);

    /// <summary>All bytes that are left.</summary>
    public ReadOnlySpan<byte> Rest() => Take(_rest.Length, string.Empty);

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Take(int count, string field)
    {
        if (count > _rest.Length)
        {
            throw Malformed(field, $"takes {count} bytes where {_rest.Length} are left");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        Offset += count;
        return taken;
    }

    /// <summary>A field behind its own length of two bytes, as PS3.7 annex D.3.3 has them.</summary>
    public ReadOnlySpan<byte> LengthPrefixed(string field)
    {
        long start = Offset;
        ushort length = UInt16(field);
        if (length > _rest.Length)
        {
            throw Malformed($"{field} length", $"is {length} where {_rest.Length} bytes are left", start);
        }

        return Take(length, field);
    }

    /// <summary>A list behind its length of two bytes.</summary>
    /// <returns>A reader of its content.</returns>
    public PduReader LengthPrefixedList(string field)
    {
        ReadOnlySpan<byte> content = LengthPrefixed(field);
        return new PduReader(content, Offset - content.Length, $"{_container} {field}");
    }

    /// <summary>The next item or sub-item (PS3.8 section 9.3.1): type, a byte reserved, length of two bytes, content.</summary>
    /// <param name="type">Its type, known or not.</param>
    /// <returns>A reader of its content.</returns>
    public PduReader Item(out ItemType type)
    {
        long start = Offset;
        if (_rest.Length < ItemHeaderSize)
        {
            throw Malformed("item header", $"takes {ItemHeaderSize} bytes where {_rest.Length} are left");
        }

        type = (ItemType)Byte("item type");
        Skip(1, "reserved byte"); // in a common extended negotiation sub-item the version, which is not tested either
        ushort length = UInt16("item length");

        // Items of one type stand together, so that counting the run numbers them as people do.
        _ordinal = type == _previousType ? _ordinal + 1 : 1;
        _previousType = type;
        if (length > _rest.Length)
        {
            throw Malformed(
                $"{ItemName(type, _ordinal)} length", $"is {length} where {_rest.Length} bytes are left", start + 2);
        }

        return new PduReader(Take(length, "item"), start + ItemHeaderSize, $"{_container} {ItemName(type, _ordinal)}");
    }

    /// <summary>Checks that a container whose length the standard fixes has been read to its end.</summary>
    public readonly void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Malformed("length", $"leaves {_rest.Length} bytes over");
        }
    }

    public readonly MalformedPduException Malformed(string field, string problem) => Malformed(field, problem, Offset);

    public readonly MalformedPduException Malformed(string field, string problem, long offset) =>
        new($"{_container}: {field}", offset, problem);

    private static string ItemName(ItemType type, int ordinal) => type switch
    {
        ItemType.ApplicationContext => "application context item",
        ItemType.PresentationContextRq or ItemType.PresentationContextAc => $"presentation context item {ordinal}",
        ItemType.AbstractSyntax => "abstract syntax sub-item",
        ItemType.TransferSyntax => $"transfer syntax sub-item {ordinal}",
        ItemType.UserInformation => "user information item",
        ItemType.MaximumLength => "maximum length sub-item",
        ItemType.ImplementationClassUid => "implementation class UID sub-item",
        ItemType.AsynchronousOperationsWindow => "asynchronous operations window sub-item",
        ItemType.RoleSelection => $"role selection sub-item {ordinal}",
        ItemType.ImplementationVersionName => "implementation version name sub-item",
        ItemType.SopClassExtendedNegotiation => $"SOP class extended negotiation sub-item {ordinal}",
        ItemType.SopClassCommonExtendedNegotiation => $"SOP class common extended negotiation sub-item {ordinal}",
        ItemType.UserIdentityRq or ItemType.UserIdentityAc => "user identity sub-item",
        _ => $"item of type {(byte)type:X2}H",
    };
}
