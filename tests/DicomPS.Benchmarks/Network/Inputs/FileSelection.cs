using DicomPS.Benchmarks.Network.Roles;

namespace DicomPS.Benchmarks.Network.Inputs;

/// <summary>Some of the generated files of a folder. The sender's process finds the same ones.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Count">How many of its files, the first ones by name.</param>
internal sealed record FileSelection(string Folder, int Count)
{
    /// <summary>The command line of a role that reads the files.</summary>
    internal string[] Arguments => [Folder, $"{Count}"];

    internal static FileSelection Parse(ReadOnlySpan<string> arguments) =>
        new(arguments[0], Role.Number(arguments[1]));

    /// <summary>The paths, in the order of their names.</summary>
    internal string[] Paths() => [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Take(Count)];
}
