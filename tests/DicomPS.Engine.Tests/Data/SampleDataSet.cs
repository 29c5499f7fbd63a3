using DicomPS.Tests;

namespace DicomPS.Engine.Tests.Data;

/// <summary>A data set that has every kind of element, and that every uncompressed transfer syntax can express alike.</summary>
internal static class SampleDataSet
{
    /// <summary>Writes it.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="defined">Whether sequences and items have lengths, and groups too: what conversion does away with.</param>
    internal static void Write(DataSetBuilder builder, bool defined)
    {
        void GroupLength(DataSetBuilder target, uint tag)
        {
            if (defined)
            {
                target.Words32(tag, "UL", 0xABCDEF01);
            }
        }

        GroupLength(builder, 0x00080000);
        builder
            .Text(0x00080005, "CS", "ISO_IR 100")
            .Text(0x00080016, "UI", TestInstances.CTImageStorage)
            .Text(0x00080018, "UI", "1.2.3.4.5")
            .Text(0x00080060, "CS", "CT")
            .Text(0x00080119, "UC", new string('c', 70_000))
            .Words64(0x0008040C, "UV", 0x0102030405060708)
            .Sequence(
                0x00081140,
                defined,
                item => item.Text(0x00081150, "UI", "1.2.3").Sequence(0x0040A170, defined, inner => inner.Text(0x00080100, "SH", "1")),
                item => GroupLength(item, 0x00080000),
                item => item.Words16(0x00280103, "US", 1).Words16(0x00280106, "SS", 0xFF00))
            .Sequence(0x00081199, defined)
            .Words64(0x00082134, "FD", 0x400921FB54442D18)
            .Words32(0x00089459, "FL", 0x40490FDB)
            .Text(0x00100010, "PN", "Müller^Jürgen")
            .Text(0x00100020, "LO", "4711 ")
            .Words32(0x00186020, "SL", 0xFFFFFFFE, 7)
            .Words16(0x00189219, "SS", 0x8001)
            .Text(0x0020000D, "UI", "1.2.3.4")
            .Text(0x0020000E, "UI", "1.2.3.4.1")
            .Words16(0x00205000, "AT", 0x0008, 0x0018, 0x7FE0, 0x0010);
        GroupLength(builder, 0x00280000);
        builder
            .Words16(0x00280103, "US", 0)
            .Words16(0x00280106, "US", 0x0102)
            .Sequence(
                0x00283000,
                defined,
                item => item.Words16(0x00283002, "US", 2, 0xFFFE, 16).Words16(0x00283006, "OW", 0x1234, 0x5678),
                item => item.Words16(0x00280103, "US", 1).Sequence(0x00082112, defined, inner => inner.Words16(0x00280107, "SS", 0xF0F0)))
            .Words16(0x00280107, "US", 0x0304)
            .Words32(0x00640009, "OF", [.. Enumerable.Range(0, 40_000).Select(i => (uint)(i * 0x01010101L))])
            .Words64(0x00660022, "OD", [.. Enumerable.Range(0, 20_000).Select(i => (ulong)i * 0x0101010101010101UL)])
            .Words32(0x00660040, "OL", 1, 0x01020304)
            .Element(0x0072006D, "UN", [1, 2, 3, 4])
            .Words64(0x00720082, "SV", 0x8000000000000001)
            .Words16(0x60003000, "OW", 0xAA55)
            .Words64(0x7FE00001, "OV", 1, 2)
            .Words16(0x7FE00010, "OW", [.. Enumerable.Range(0, 100_001).Select(i => (ushort)i)])
            .Element(0xFFFCFFFC, "OB", [0, 0]);
    }
}
