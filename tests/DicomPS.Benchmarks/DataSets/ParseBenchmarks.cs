using BenchmarkDotNet.Attributes;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Benchmarks.DataSets;

/// <summary>One CT instance of 512 KB from memory. The goal without its pixels: less than 60 µs.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private static readonly DatasetReadOptions NoPixels = new() { SkipsPixelData = true };
    private static readonly DatasetReadOptions Chosen = new() { Only = new TagSelection(Tags.PatientId, Tags.StudyInstanceUid) };

    private readonly byte[] file = SampleCT.File(1);

    /// <summary>All elements but the pixels.</summary>
    [Benchmark(Baseline = true)]
    public DicomDataset WithoutPixels() => DicomFile.Read(file, NoPixels).Dataset;

    /// <summary>All elements.</summary>
    [Benchmark]
    public DicomDataset Whole() => DicomFile.Read(file).Dataset;

    /// <summary>Two elements.</summary>
    [Benchmark]
    public DicomDataset ChosenElements() => DicomFile.Read(file, Chosen).Dataset;
}
