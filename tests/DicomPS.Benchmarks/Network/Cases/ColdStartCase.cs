using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Reflection.PortableExecutable;
using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Benchmarks.Network.Sides;
using DicomPS.Engine;
using DicomPS.Tests;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>A new process until its first echo is answered, and the parts of that.</summary>
internal static class ColdStartCase
{
    private const string Import = "Import-Module";
    private const string WarmImport = Import + ", warm";
    private const string FirstEcho = "first Send-DicomEcho after it";

    /// <summary>The group.</summary>
    /// <param name="folder">Where the empty modules go.</param>
    internal static IEnumerable<PairGroup> Groups(string folder)
    {
        string empty = EmptyModule.Write(Path.Combine(folder, "Empty"), hasView: false);
        string other = EmptyModule.Write(Path.Combine(folder, "Other"), hasView: true);
        List<Pair> pairs =
        [
            New("engine, a process", port => Own("cold-echo", port), null),
            New("PowerShell and module, a process", port => Own("cold-shell", port), null),
            New(Import, port => Own("cold-shell", port), "import") with { Note = Compilation() },
            New(WarmImport, port => Own("cold-shell", port, other), "import") with
            {
                Note = "in a session that has loaded another module with a view, as that of a prompt has (PSReadLine)",
            },
            New(Import + " of an empty module", _ => OwnProgram.Start(["cold-import", empty]), "import"),
            New(FirstEcho, port => Own("cold-shell", port), "echo"),
        ];
        if (Dcmtk.IsInstalled)
        {
            pairs.Add(New("echoscu, a process", port => new Dcmtk(IsBest: true).Requestor("echoscu", port, ["-q"]), null));
        }

        yield return new PairGroup(string.Empty, pairs, [new Goal(Import, 0.060, null), new Goal(WarmImport, 0.060, null), new Goal(FirstEcho, 0.120, null)]);
    }

    // PowerShell itself ships as ReadyToRun code; its package does not.
    private static string Compilation() => string.Join(
        ", ",
        new[] { RepositoryRoot.Combine("bin/Core/DicomPS.dll"), typeof(Association).Assembly.Location, typeof(PSObject).Assembly.Location }
            .Select(path => $"{Path.GetFileNameWithoutExtension(path)} is {(IsReadyToRun(path) ? "ReadyToRun" : "IL")}"));

    private static bool IsReadyToRun(string path)
    {
        using PEReader reader = new(File.OpenRead(path));
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static ProcessStartInfo Own(string name, int port, params string[] rest) => OwnProgram.Start([name, $"{port}", .. rest]);

    private static Pair New(string name, Func<int, ProcessStartInfo> start, string? part) => new(
        name,
        new Tally(1, 0),
        PairFactory.Own("nothing"),
        port => Task.FromResult<IRequestor>(new ToolRequestor(() => start(port))
        {
            SecondsOf = part is null ? null : output => Seconds(output, part),
        }))
    {
        AcceptorCounts = false,
    };

    private static double Seconds(string output, string part)
    {
        string line = output.Split('\n').Single(line => line.StartsWith(part + "=", StringComparison.Ordinal));
        return double.Parse(line[(part.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
