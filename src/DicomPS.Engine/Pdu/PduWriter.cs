using System.Buffers.Binary;
using System.Text;

namespace DicomPS.Engine.Pdu;

/// <summary>Writes the fields of one PDU into a buffer that grows, and fills in the lengths afterwards.</summary>
internal sealed class PduWriter
{
    /// <summary>The length of an AE title field (PS3.8 table 9-11), and the most that a version name may take.</summary>
    public const int AETitleLength = 16;

    private const int MaximumUidLength = 64;

    private byte[] _buffer = new byte[512];
    private int _length;

    public void Byte(byte value) => Grow(sizeof(byte))[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Grow(sizeof(ushort)), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(sizeof(uint)), value);

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Zeros(int count) => Grow(count).Clear();

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    /// <summary>A field behind its own length of two bytes, as PS3.7 annex D.3.3 has them.</summary>
    public void LengthPrefixed(ReadOnlySpan<byte> bytes, string what)
    {
        if (bytes.Length > ushort.MaxValue)
        {
            throw new ArgumentException($"The {what} takes {bytes.Length} bytes; the field holds {ushort.MaxValue}.");
        }

        UInt16((ushort)bytes.Length);
        Bytes(bytes);
    }

    /// <summary>A UID behind its length of two bytes.</summary>
    public void LengthPrefixedUid(string uid, string what)
    {
        CheckText(uid, MaximumUidLength, what);
        UInt16((ushort)uid.Length);
        Ascii(uid);
    }

    /// <summary>A UID as it stands, without padding (PS3.8 annex F).</summary>
    public void Uid(string uid, string what)
    {
        CheckText(uid, MaximumUidLength, what);
        Ascii(uid);
    }

    /// <summary>A name of 1 to 16 characters, without padding.</summary>
    public void Name(string name, string what)
    {
        CheckText(name, AETitleLength, what);
        Ascii(name);
    }

    /// <summary>An AE title, padded with spaces to its 16 bytes.</summary>
    public void AETitle(string title, string what, bool mayBeEmpty)
    {
        if (!mayBeEmpty || title.Length > 0)
        {
            CheckText(title, AETitleLength, what);
        }

        Ascii(title.PadRight(AETitleLength));
    }

    /// <summary>Begins an item or sub-item: type, a byte reserved, room for the length.</summary>
    /// <returns>What <see cref="EndItem"/> needs.</returns>
    public int BeginItem(ItemType type)
    {
        int start = _length;
        Byte((byte)type);
        Zeros(3);
        return start;
    }

    /// <summary>Fills in the length of an item or sub-item.</summary>
    public void EndItem(int start)
    {
        int length = _length - start - 4;
        if (length > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"An item of type {_buffer[start]:X2}H takes {length} bytes; it holds {ushort.MaxValue}.");
        }

        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(start + 2), (ushort)length);
    }

    /// <summary>An item or sub-item that is a UID and nothing else.</summary>
    public void UidItem(ItemType type, string uid, string what)
    {
        int start = BeginItem(type);
        Uid(uid, what);
        EndItem(start);
    }

    /// <summary>All that was written.</summary>
    public Span<byte> Written => _buffer.AsSpan(0, _length);

    private static void CheckText(string text, int maximum, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0 || text.Length > maximum)
        {
            throw new ArgumentException($"The {what} has {text.Length} characters; it takes 1 to {maximum}.", nameof(text));
        }

        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException($"The {what} has characters that are not printable ASCII.", nameof(text));
        }
    }

    private void Ascii(string text) => Encoding.ASCII.GetBytes(text, Grow(text.Length));

    private Span<byte> Grow(int count)
    {
        int end = checked(_length + count);
        if (end > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(end, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength)));
        }

        Span<byte> added = _buffer.AsSpan(_length, count);
        _length = end;
        return added;
    }
}
