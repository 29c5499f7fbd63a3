using System.IO.Compression;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Tells why a file that was read and written again has other bytes.</summary>
internal static class RoundTripDifference
{
    /// <summary>What is no reason, but a fault of the engine.</summary>
    internal const string Wrong = "WRONG";

    /// <summary>The first difference in words; null where the bytes are the same.</summary>
    internal static string? Of(string path, string copy)
    {
        byte[] before = File.ReadAllBytes(path);
        byte[] after = File.ReadAllBytes(copy);
        if (before.AsSpan().SequenceEqual(after))
        {
            return null;
        }

        using Part10File one = Part10File.Open(path);
        using Part10File other = Part10File.Open(copy);
        List<string> reasons = [];
        if (!before.AsSpan(0, (int)one.DataSetOffset).SequenceEqual(after.AsSpan(0, (int)other.DataSetOffset)))
        {
            reasons.Add(one.HasMetaInformation ? "the meta header was made anew" : "it had no meta header, and got one");
        }

        byte[] dataBefore = before[(int)one.DataSetOffset..];
        byte[] dataAfter = after[(int)other.DataSetOffset..];
        if (one.TransferSyntax is { IsDeflated: true } && !dataBefore.AsSpan().SequenceEqual(dataAfter))
        {
            dataBefore = Inflate(dataBefore);
            dataAfter = Inflate(dataAfter);
            reasons.Add("deflated by another deflater");
        }

        if (!dataBefore.AsSpan().SequenceEqual(dataAfter))
        {
            reasons.Add(FirstDifference(one, other));
        }

        return string.Join("; ", reasons);
    }

    private static string FirstDifference(Part10File one, Part10File other)
    {
        using DataSetReader before = one.ReadDataSet();
        using DataSetReader after = other.ReadDataSet();
        DicomTag last = default;
        while (before.Read() & after.Read())
        {
            if (before.Depth == 0 && before.Token == DataSetToken.Element && before.Tag <= last)
            {
                return $"{before.Tag} came out of order or twice";
            }

            last = before.Depth == 0 && before.Token == DataSetToken.Element ? before.Tag : last;
            if (before.Tag != after.Tag)
            {
                return $"{after.Tag} stands where {before.Tag} stood";
            }

            if (before.Length != after.Length)
            {
                return before.Token == DataSetToken.Element && before.Length % 2 != 0
                    ? $"{before.Tag} had an odd length and was padded"
                    : $"{before.Tag} has length {after.Length} instead of {before.Length}";
            }

            if (before.VR != after.VR)
            {
                return $"{before.Tag} has VR {after.VR} instead of {before.VR}";
            }

            if (before.Token is DataSetToken.Element or DataSetToken.Fragment && !Value(before).AsSpan().SequenceEqual(Value(after)))
            {
                return $"{before.Tag} has another value";
            }
        }

        return "bytes that mean nothing: reserved ones, delimiters with a length, or a VR that the standard does not know";
    }

    private static byte[] Value(DataSetReader reader)
    {
        byte[] value = new byte[reader.ValueRemaining];
        reader.ReadValue(value);
        return value;
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using MemoryStream inflated = new();
        using DeflateStream stream = new(new MemoryStream(deflated), CompressionMode.Decompress);
        stream.CopyTo(inflated);
        return inflated.ToArray();
    }
}
