using DicomPS.Benchmarks.Network.Roles;

namespace DicomPS.Benchmarks.Network.Inputs;

/// <summary>Some of the generated files of a folder: those of one sender. The sender's process finds the same ones.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Count">How many of its files, the first ones by name.</param>
/// <param name="Part">Which part of these.</param>
/// <param name="Parts">In how many parts they are dealt out.</param>
internal sealed record FileSelection(string Folder, int Count, int Part = 0, int Parts = 1)
{
    /// <summary>The command line of a role that reads the files.</summary>
    internal string[] Arguments => [Folder, $"{Count}", $"{Part}", $"{Parts}"];

    internal static FileSelection Parse(ReadOnlySpan<string> arguments) =>
        new(arguments[0], Role.Number(arguments[1]), Role.Number(arguments[2]), Role.Number(arguments[3]));

    /// <summary>The paths, in the order of their names.</summary>
    internal string[] Paths() =>
        [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Take(Count).Where((_, index) => index % Parts == Part)];
}
