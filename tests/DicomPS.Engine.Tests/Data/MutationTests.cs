using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Data;

public class MutationTests
{
    [Theory]
    [InlineData(Uids.ImplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRLittleEndian)]
    [InlineData(Uids.DeflatedExplicitVRLittleEndian)]
    [InlineData(Uids.ExplicitVRBigEndian)]
    [InlineData(Uids.RleLossless)]
    public async Task Files_with_spoilt_bytes_are_read_or_refused(string syntax)
    {
        byte[] whole = [.. TestInstances.Part10(transferSyntaxUid: syntax, rows: 2)];
        byte[] nested = [.. TestInstances.Meta(Uids.CTImageStorage, "1.2.3", syntax), .. TestInstances.Encode(syntax, builder => WriteNested(builder, 5))];
        Random random = new(20200229);
        byte[] interesting = [0x00, 0xFF, 0xFE, 0xE0, 0x0D, 0xDD, 0x7F, 0x80, (byte)'S', (byte)'Q', (byte)'U', (byte)'N'];
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = [.. round % 2 == 0 ? whole : nested];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                int at = random.Next(10) == 0 ? random.Next(bytes.Length) : random.Next(132, bytes.Length);
                bytes[at] = random.Next(3) == 0 ? (byte)random.Next(256) : interesting[random.Next(interesting.Length)];
            }

            try
            {
                using Part10File file = Part10File.Open(new MemoryStream(bytes), "spoilt");
                file.ReadSummary();
                if (file.TransferSyntax is { CanConvert: true } from)
                {
                    using MemoryStream sink = new();
                    await DataSetTranscoder.ConvertAsync(file.SeekDataSet(), from, sink, TransferSyntax.ExplicitVRLittleEndian, TestContext.Current.CancellationToken);
                    Assert.Equal(0, sink.Length % 2);
                }
                else
                {
                    using DataSetReader reader = file.ReadDataSet();
                    while (reader.Read())
                    {
                    }
                }
            }
            catch (DicomException e)
            {
                Assert.Equal(DicomErrorId.NotDicom, e.ErrorId);
            }
        }
    }

    private static void WriteNested(DataSetBuilder builder, int levels)
    {
        builder.Text(0x00080060, "CS", "CT");
        if (levels > 0)
        {
            builder.Sequence(0x00081140, levels % 2 == 0, item => WriteNested(item, levels - 1), item => WriteNested(item, levels - 2));
        }
    }
}
