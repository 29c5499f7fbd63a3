using DicomPS.Engine.Data;

namespace DicomPS.Benchmarks.Network.Inputs;

/// <summary>A folder of generated files.</summary>
internal sealed class InputFiles
{
    private readonly long[] dataSetLengths;
    private readonly long[] fileLengths;

    private InputFiles(string folder, int count)
    {
        All = new FileSelection(folder, count);
        string[] paths = All.Paths();
        dataSetLengths = [.. paths.Select(path => InstanceFile.Read(path).DataSetLength)];
        fileLengths = [.. paths.Select(path => new FileInfo(path).Length)];
    }

    /// <summary>All of the files.</summary>
    internal FileSelection All { get; }

    /// <summary>Makes them.</summary>
    internal static InputFiles Generate(string folder, int count, Action<string, int> write)
    {
        Directory.CreateDirectory(folder);
        Parallel.For(0, count, i => write(Path.Combine(folder, $"{i:00000}.dcm"), i));
        return new InputFiles(folder, count);
    }

    /// <summary>Number and data sets of the first files.</summary>
    internal Tally Tally(int count) => new(count, dataSetLengths.Take(count).Sum());

    /// <summary>Number and whole length of all files.</summary>
    internal Tally WholeFiles => new(fileLengths.Length, fileLengths.Sum());
}
