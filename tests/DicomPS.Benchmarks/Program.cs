using BenchmarkDotNet.Running;
using DicomPS.Benchmarks;
using DicomPS.Benchmarks.DataSets;

// The first argument names the part to measure; what follows goes to BenchmarkDotNet.
switch (args.FirstOrDefault())
{
    case "data":
        BenchmarkSwitcher.FromTypes([typeof(ParseBenchmarks), typeof(LargeFileBenchmarks), typeof(FolderBenchmarks)])
            .Run(args.Length > 1 ? args[1..] : ["--filter", "*"], Settings.Config);
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/DicomPS.Benchmarks -- data [options of BenchmarkDotNet]");
        return 1;
}
