using System.Management.Automation;
using System.Management.Automation.Runspaces;
using BenchmarkDotNet.Attributes;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Tests;
using Microsoft.Win32.SafeHandles;

namespace DicomPS.Benchmarks.DataSets;

/// <summary>
/// A folder of 2,000 CT instances of 512 KB, listed by Patient ID and Study Instance UID. The goal: more than 5,000 files
/// a second with a warm cache, less than 200 µs each.
/// </summary>
[MemoryDiagnoser]
public class FolderBenchmarks
{
    private const int Files = 2000;

    private static readonly DatasetReadOptions Chosen = new() { Only = new TagSelection(Tags.PatientId, Tags.StudyInstanceUid) };

    private readonly byte[] buffer = new byte[8192];
    private string folder = string.Empty;
    private Runspace runspace = null!;

    /// <summary>Writes the files, and opens a session with the module.</summary>
    [GlobalSetup]
    public void Write()
    {
        folder = Directory.CreateTempSubdirectory("dicomps-benchmark-").FullName;
        for (int i = 0; i < Files; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i:0000}.dcm"), SampleCT.File(i));
        }

        runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Invoke("Import-Module $args[0]", RepositoryRoot.Combine("DicomPS.psd1"));
    }

    /// <summary>Deletes the files.</summary>
    [GlobalCleanup]
    public void Delete()
    {
        runspace.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What no reader can do without: each file opened, and its first 8 KB read.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Files)]
    public int FirstBytes()
    {
        int read = 0;
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            using SafeFileHandle file = File.OpenHandle(path);
            read += RandomAccess.Read(file, buffer, fileOffset: 0);
        }

        return read;
    }

    /// <summary>By the cmdlet: the data sets.</summary>
    [Benchmark(OperationsPerInvoke = Files)]
    public int Import() => Invoke("Import-DicomFile $args[0] -Tag PatientID, StudyInstanceUID", folder);

    /// <summary>By the cmdlet, and the two values read in the script.</summary>
    [Benchmark(OperationsPerInvoke = Files)]
    public int ImportAndRead() => Invoke(
        """
        foreach ($dataset in Import-DicomFile $args[0] -Tag PatientID, StudyInstanceUID) { "$($dataset.PatientID) $($dataset.StudyInstanceUID)" }
        """,
        folder);

    /// <summary>By the engine alone.</summary>
    [Benchmark(OperationsPerInvoke = Files)]
    public int Engine()
    {
        int found = 0;
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            DicomDataset dataset = DicomFile.Open(path, Chosen).Dataset;
            found += dataset.GetText(Tags.PatientId) is not null && dataset.GetText(Tags.StudyInstanceUid) is not null ? 1 : 0;
        }

        return found == Files ? found : throw new InvalidDataException($"{found} files were listed.");
    }

    private int Invoke(string script, string argument)
    {
        using PowerShell powerShell = PowerShell.Create(runspace).AddScript(script).AddArgument(argument);
        int count = powerShell.Invoke().Count;
        return powerShell.HadErrors || (script.Contains("Import-DicomFile", StringComparison.Ordinal) && count != Files)
            ? throw new InvalidOperationException($"{count} objects came. {string.Join('\n', powerShell.Streams.Error)}")
            : count;
    }
}
