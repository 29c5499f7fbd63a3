using BenchmarkDotNet.Running;
using DicomPS.Benchmarks;
using DicomPS.Benchmarks.DataSets;
using DicomPS.Benchmarks.Micro;
using DicomPS.Benchmarks.Network;
using DicomPS.Benchmarks.Network.Roles;

// The first argument names the part to measure; what follows goes to it. The network benchmark starts this program once more
// for the sides of its pairs.
switch (args.FirstOrDefault())
{
    case "data":
        RunBenchmarks([typeof(ParseBenchmarks), typeof(LargeFileBenchmarks), typeof(FolderBenchmarks)]);
        return 0;
    case "micro":
        RunBenchmarks(
            [typeof(PduBenchmarks), typeof(FramingBenchmarks), typeof(CommandSetBenchmarks), typeof(NegotiationBenchmarks), typeof(LoopbackBenchmarks)]);
        return 0;
    case "net":
        return await NetBenchmark.RunAsync(args[1..]);
    case "net-role":
        await Role.RunAsync(args[1..]);
        return 0;
    case "cold-echo":
        await ColdStart.EchoAsync(args[1..]);
        return 0;
    case "cold-shell":
        ColdStart.Shell(args[1..]);
        return 0;
    case "cold-import":
        ColdStart.ImportOther(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/DicomPS.Benchmarks");
        Console.Error.WriteLine("-- data|micro [options of BenchmarkDotNet]");
        Console.Error.WriteLine(NetOptions.Usage);
        return 1;
}

// By itself: the sides of a pair, whose memory is measured, do not load BenchmarkDotNet.
void RunBenchmarks(Type[] types) =>
    BenchmarkSwitcher.FromTypes(types).Run(args.Length > 1 ? args[1..] : ["--filter", "*"], Settings.Config);
