using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Security;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>Instances stream: memory does not grow with them. Measured as what is allocated, which no clock changes.</summary>
[Collection(nameof(Serial))]
public sealed class StreamingTests
{
    private const int Megabyte = 1024 * 1024;
    private const int Length = 64 * Megabyte;

    // A copy of every byte would be 1024. Small PDUs cost more, for each waits on its own.
    [Theory]
    [InlineData(Uids.ExplicitVRLittleEndian, 131072u, 32)]
    [InlineData(Uids.ExplicitVRLittleEndian, 4096u, 512)]
    [InlineData(Uids.ImplicitVRLittleEndian, 131072u, 32)]
    public async Task Sending_and_receiving_allocates_little_per_megabyte(string accepted, uint maximumPduLength, int kilobytesPerMegabyte)
    {
        await using StorageServer server = new(
            options => options.Contexts = [new(Uids.CTImageStorage, [accepted])], e => e.MaximumPduLength = maximumPduLength);
        string small = server.Folder.PathOf("small.dcm");
        string large = server.Folder.PathOf("large.dcm");
        Write(small, 1000);
        Write(large, Length);
        await SendAsync(server, small);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        InstanceFile sent = await SendAsync(server, large);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.True(allocated < (long)kilobytesPerMegabyte * 1024 * (Length / Megabyte), $"{allocated} bytes were allocated for {Length}");
        FileInfo stored = new(server.Folder.PathOf("store", sent.SopInstanceUid + ".dcm"));
        Assert.InRange(stored.Length, Length, Length + 4096);
        Assert.Equal(0, server.Server.Counters.Failures);
        if (accepted == Uids.ExplicitVRLittleEndian)
        {
            using Part10File a = Part10File.Open(large);
            using Part10File b = Part10File.Open(stored.FullName);
            Assert.True(AreEqual(a.SeekDataSet(), b.SeekDataSet()));
        }
    }

    // TLS encrypts in pieces of 16 KiB at most, which wait each on its own.
    [Fact]
    public async Task TLS_allocates_little_per_megabyte_too()
    {
        const int length = 100 * Megabyte;
        await using StorageServer server = new(options => options.Tls = SomeTls.Server());
        string small = server.Folder.PathOf("small.dcm");
        string large = server.Folder.PathOf("large.dcm");
        Write(small, 1000);
        Write(large, length);
        await SendAsync(server, small, SomeTls.Client());

        long before = GC.GetTotalAllocatedBytes(precise: true);
        InstanceFile sent = await SendAsync(server, large, SomeTls.Client());
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.True(allocated < 128L * 1024 * (length / Megabyte), $"{allocated} bytes were allocated for {length}");
        using Part10File a = Part10File.Open(large);
        using Part10File b = Part10File.Open(server.Folder.PathOf("store", sent.SopInstanceUid + ".dcm"));
        Assert.True(AreEqual(a.SeekDataSet(), b.SeekDataSet()));
    }

    private static async Task<InstanceFile> SendAsync(StorageServer server, string path, TlsOptions? tls = null)
    {
        InstanceFile file = InstanceFile.Read(path);
        AssociationOptions to = server.Options;
        to.Tls = tls;
        await foreach (StoreResult result in new InstanceSender(new ApplicationEntity(), to).SendAsync([file], Token))
        {
            Assert.True(result.IsStored, result.ToString());
        }

        return file;
    }

    private static void Write(string path, int length)
    {
        string instance = Some.Uid();
        using FileStream file = File.Create(path);
        file.Write(TestInstances.Meta(Uids.CTImageStorage, instance, Uids.ExplicitVRLittleEndian));
        file.Write(new DataSetBuilder()
            .Text(0x00080016, "UI", Uids.CTImageStorage)
            .Text(0x00080018, "UI", instance)
            .Header(0x7FE00010, "OW", (uint)length)
            .ToArray());
        byte[] piece = new byte[65536];
        for (int left = length; left > 0; left -= piece.Length)
        {
            piece.AsSpan().Fill((byte)(left / piece.Length));
            file.Write(piece, 0, Math.Min(left, piece.Length));
        }
    }

    private static bool AreEqual(Stream first, Stream second)
    {
        byte[] a = new byte[65536];
        byte[] b = new byte[65536];
        int read;
        do
        {
            read = first.ReadAtLeast(a, a.Length, throwOnEndOfStream: false);
            if (second.ReadAtLeast(b, b.Length, throwOnEndOfStream: false) != read || !a.AsSpan(0, read).SequenceEqual(b.AsSpan(0, read)))
            {
                return false;
            }
        }
        while (read > 0);
        return true;
    }
}
