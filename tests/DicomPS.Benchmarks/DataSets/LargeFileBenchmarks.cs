using BenchmarkDotNet.Attributes;
using DicomPS.Engine.Data;
using DicomPS.Tests;

namespace DicomPS.Benchmarks.DataSets;

/// <summary>Multi-frame files of 200 MB. The goal: opened in milliseconds, with less than 1 MB allocated.</summary>
[MemoryDiagnoser]
public class LargeFileBenchmarks
{
    private const int Frames = 400;
    private const int FrameLength = 512 * 1024;

    private string folder = string.Empty;

    /// <summary>Whether the pixel data are encapsulated, one fragment a frame.</summary>
    [Params(false, true)]
    public bool Encapsulated { get; set; }

    private string FilePath => Path.Combine(folder, "frames.dcm");

    /// <summary>Writes the file.</summary>
    [GlobalSetup]
    public void Write()
    {
        folder = Directory.CreateTempSubdirectory("dicomps-benchmark-").FullName;
        string syntax = Encapsulated ? TestInstances.RleLossless : TestInstances.ExplicitVRLittleEndian;
        byte[] small = TestInstances.Part10(transferSyntaxUid: syntax, sopInstanceUid: "1.2.3", rows: 2);
        using FileStream file = File.Create(FilePath);

        // The pixel data come last: a header in place of theirs, then zeros.
        int start = small.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]);
        file.Write(small.AsSpan(0, start));
        if (Encapsulated)
        {
            file.Write(new DataSetBuilder().Header(0x7FE00010, "OB", DataSetBuilder.Undefined).ItemHeader(0xFFFEE000, 0).ToArray());
            for (int i = 0; i < Frames; i++)
            {
                file.Write(new DataSetBuilder().ItemHeader(0xFFFEE000, FrameLength).ToArray());
                file.SetLength(file.Length + FrameLength);
                file.Seek(0, SeekOrigin.End);
            }

            file.Write(new DataSetBuilder().ItemHeader(0xFFFEE0DD, 0).ToArray());
        }
        else
        {
            file.Write(new DataSetBuilder().Header(0x7FE00010, "OW", Frames * FrameLength).ToArray());
            file.SetLength(file.Length + (Frames * FrameLength));
        }
    }

    /// <summary>Deletes the file.</summary>
    [GlobalCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);

    /// <summary>Opens it.</summary>
    [Benchmark]
    public DicomDataset Open() => DicomFile.Open(FilePath) is { Fault: null } file ? file.Dataset : throw new InvalidDataException();
}
