using System.Buffers.Binary;
using System.Text;

namespace DicomPS.Tests;

/// <summary>
/// Writes data sets byte by byte, by its own reading of PS3.5 and with nothing of the engine,
/// so that a mistake of the engine cannot hide behind the same mistake here.
/// </summary>
public sealed class DataSetBuilder(bool explicitVr = true, bool bigEndian = false)
{
    public const uint Undefined = 0xFFFFFFFF;

    private static readonly HashSet<string> LongVrs =
        ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"];

    private readonly List<byte> bytes = [];

    public byte[] ToArray() => [.. bytes];

    public DataSetBuilder Text(uint tag, string vr, string value)
    {
        string padding = value.Length % 2 == 0 ? "" : vr == "UI" ? "\0" : " ";
        return Element(tag, vr, Encoding.Latin1.GetBytes(value + padding));
    }

    public DataSetBuilder Words16(uint tag, string vr, params ushort[] values) => Numbers(tag, vr, 2, values.Select(v => (ulong)v));

    public DataSetBuilder Words32(uint tag, string vr, params uint[] values) => Numbers(tag, vr, 4, values.Select(v => (ulong)v));

    public DataSetBuilder Words64(uint tag, string vr, params ulong[] values) => Numbers(tag, vr, 8, values);

    public DataSetBuilder Element(uint tag, string vr, byte[] value)
    {
        Header(tag, vr, (uint)value.Length);
        return Raw(value);
    }

    public DataSetBuilder Sequence(uint tag, bool defined, params Action<DataSetBuilder>[] items)
    {
        DataSetBuilder content = new(explicitVr, bigEndian);
        foreach (Action<DataSetBuilder> item in items)
        {
            content.Item(defined, item);
        }

        byte[] value = content.ToArray();
        Header(tag, "SQ", defined ? (uint)value.Length : Undefined);
        Raw(value);
        return defined ? this : ItemHeader(0xFFFEE0DD, 0);
    }

    public DataSetBuilder Item(bool defined, Action<DataSetBuilder> write)
    {
        DataSetBuilder item = new(explicitVr, bigEndian);
        write(item);
        byte[] value = item.ToArray();
        ItemHeader(0xFFFEE000, defined ? (uint)value.Length : Undefined);
        Raw(value);
        return defined ? this : ItemHeader(0xFFFEE00D, 0);
    }

    public DataSetBuilder Fragments(params byte[][] fragments)
    {
        Header(0x7FE00010, "OB", Undefined);
        foreach (byte[] fragment in fragments)
        {
            ItemHeader(0xFFFEE000, (uint)fragment.Length).Raw(fragment);
        }

        return ItemHeader(0xFFFEE0DD, 0);
    }

    public DataSetBuilder Header(uint tag, string vr, uint length)
    {
        Tag(tag);
        if (!explicitVr)
        {
            return Number(length, 4);
        }

        Raw(Encoding.ASCII.GetBytes(vr));
        return LongVrs.Contains(vr) ? Number(0, 2).Number(length, 4) : Number(length, 2);
    }

    public DataSetBuilder ItemHeader(uint tag, uint length) => Tag(tag).Number(length, 4);

    public DataSetBuilder Raw(params byte[] value)
    {
        bytes.AddRange(value);
        return this;
    }

    private DataSetBuilder Tag(uint tag) => Number(tag >> 16, 2).Number(tag & 0xFFFF, 2);

    private DataSetBuilder Numbers(uint tag, string vr, int size, IEnumerable<ulong> values)
    {
        DataSetBuilder content = new(explicitVr, bigEndian);
        foreach (ulong value in values)
        {
            content.Number(value, size);
        }

        return Element(tag, vr, content.ToArray());
    }

    private DataSetBuilder Number(ulong value, int size)
    {
        Span<byte> number = stackalloc byte[8];
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt64BigEndian(number, value);
            bytes.AddRange(number[(8 - size)..]);
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            bytes.AddRange(number[..size]);
        }

        return this;
    }
}
