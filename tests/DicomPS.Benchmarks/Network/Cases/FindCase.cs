using System.Diagnostics;
using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Benchmarks.Network.Roles;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>C-FIND with many answers, of our server and of dcmqrscp.</summary>
internal static class FindCase
{
    private const string Title = "BENCHMARK";

    // Files that dcmqridx takes in one call.
    private const int IndexStep = 500;

    private static readonly Dcmtk Best = new(IsBest: true);

    /// <summary>The group.</summary>
    internal static IEnumerable<PairGroup> Groups(PairFactory factory, int count)
    {
        Tally expected = new(count, 0);
        Func<int, Task<IRequestor>> find = PairFactory.Role("find", Title);
        List<Pair> pairs =
            [new(Names.Own, expected, PairFactory.Own("find", $"{count}"), find) { IsOwnRequestor = true, IsOwnAcceptor = true }];
        List<Goal> goals = [];
        if (Dcmtk.IsInstalled)
        {
            string archive = MakeArchive(factory, count);

            // With -s, for a single process, this version ends after its first association.
            const string note = "a process of dcmqrscp for each association; its memory is not counted";
            Func<Task<IAcceptor>> accept = async () => await ToolAcceptor.StartAsync(
                port => Best.Start("dcmqrscp", ["-q", "-c", archive, $"{port}"]), received: null, Title);
            pairs.AddRange(
            [
                new Pair(Names.OwnToPeer, expected, accept, find) { IsOwnRequestor = true, Note = note },
                new Pair(Names.PeerToOwn, expected, PairFactory.Own("find", $"{count}"), FindScu) { IsOwnAcceptor = true },
                new Pair(Names.Peers, expected, accept, FindScu) { Note = note },
            ]);
            goals.AddRange([new(Names.OwnToPeer, 1, Names.Peers), new(Names.PeerToOwn, 1, Names.Peers), new(Names.Own, 1, Names.Peers)]);
        }

        yield return new PairGroup(string.Empty, pairs, goals);
    }

    // Counted in a warm-up, where it writes what it is answered.
    private static Task<IRequestor> FindScu(int port)
    {
        ProcessStartInfo Start(params string[] options) => Best.Requestor(
            "findscu", port, [.. options, "-S", "-aec", Title, .. FindRole.Keys.SelectMany(key => new[] { "-k", key })]);
        return Task.FromResult<IRequestor>(new ToolRequestor(() => Start("-q"))
        {
            StartSeconds = Dcmtk.StartSecondsOf("findscu"),
            WarmUpStart = () => Start("-v"),
            TallyOf = output => output.Length == 0 ? null : new Tally(output.Split("Find Response: ").Length - 1, 0),
        });
    }

    private static string MakeArchive(PairFactory factory, int count)
    {
        InputFiles files = InputFiles.Generate(factory.NewFolder(), count, GeneratedInstances.WriteSmall);
        string storage = Directory.CreateDirectory(factory.NewFolder()).FullName;
        foreach (string[] paths in files.All.Paths().Chunk(IndexStep))
        {
            using Process index = Process.Start(Best.Start("dcmqridx", ["-q", storage, .. paths]))!;
            index.WaitForExit();
            if (index.ExitCode != 0)
            {
                throw new NetException($"dcmqridx ended with code {index.ExitCode}.");
            }
        }

        string configuration = factory.NewFolder() + ".cfg";
        File.WriteAllText(
            configuration,
            $"""
            MaxPDUSize = 131072
            MaxAssociations = 16
            HostTable BEGIN
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            {Title} {storage} R (200, 1024mb) ANY
            AETable END

            """);
        return configuration;
    }
}
