using System.Diagnostics;

namespace DicomPS.Benchmarks.Network.Sides;

/// <summary>This program, to be started once more.</summary>
internal static class OwnProgram
{
    /// <summary>The program that runs it.</summary>
    internal static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The command line behind that.</summary>
    internal static string[] Arguments(params IEnumerable<string> arguments) => [typeof(OwnProgram).Assembly.Location, .. arguments];

    /// <summary>
    /// After how many bytes the youngest generation is collected, hexadecimal. By itself .NET derives that from the last cache
    /// of the processor, for which a virtual machine may show that of a whole host: hundreds of megabytes that nobody uses.
    /// This is what it is by itself with a cache of up to 12 MB; the environment may say otherwise.
    /// </summary>
    internal static string CollectorBudget { get; } = Environment.GetEnvironmentVariable("DOTNET_GCgen0size") ?? "600000";

    /// <summary>How to start it: with the compilation that PowerShell has, and not with that of the benchmarks in this process.</summary>
    internal static ProcessStartInfo Start(params IEnumerable<string> arguments) => new(Host, Arguments(arguments))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { ["DOTNET_TC_QuickJit"] = "1", ["DOTNET_GCgen0size"] = CollectorBudget },
    };
}
