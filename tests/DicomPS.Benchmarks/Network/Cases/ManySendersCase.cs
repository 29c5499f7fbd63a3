using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>Several senders at once into one server, each a process and with files of its own.</summary>
internal static class ManySendersCase
{
    private const int Senders = 8;
    private const int Parts = 2;

    /// <summary>How many times the files are sent by all of them together.</summary>
    internal const int Times = Senders / Parts;

    private const string One = ", one sender";
    private static readonly string Many = $", {Senders} senders";
    private static readonly Dcmtk Best = new(IsBest: true);

    /// <summary>The group.</summary>
    internal static IEnumerable<PairGroup> Groups(InputFiles files)
    {
        // Each sends half of the files: of a quarter of a second a slice of the scheduler is too large a part.
        Tally one = files.Tally(files.All.Count);
        Tally expected = new(one.Items * Times, one.Bytes * Times);
        FileSelection[] parts = [.. Enumerable.Range(0, Senders).Select(sender => files.All with { Part = sender % Parts, Parts = Parts })];
        Func<int, Task<IRequestor>> own = PairFactory.AtOnce(parts.Select(part => PairFactory.Store(part)));
        List<Pair> pairs =
        [
            new(Names.Own + One, one, PairFactory.Own("nothing"), PairFactory.Store(files.All)) { IsOwnRequestor = true, IsOwnAcceptor = true },
            new(Names.Own + Many, expected, PairFactory.Own("nothing"), own) { IsOwnRequestor = true, IsOwnAcceptor = true },
        ];
        if (Dcmtk.IsInstalled)
        {
            Func<int, Task<IRequestor>> peers = PairFactory.AtOnce(
                parts.Select(part => PairFactory.StoreScu(Best, part, isWholeFolder: false)));
            const string note = "a process of storescp for each sender; their memory is not counted";
            pairs.AddRange(
            [
                new Pair(Names.OwnToPeer + Many, expected, PairFactory.StoreScp(Best, "--fork"), own) { IsOwnRequestor = true, Note = note },
                new Pair(Names.PeerToOwn + Many, expected, PairFactory.Own("nothing"), peers) { IsOwnAcceptor = true },
                new Pair(Names.Peers + Many, expected, PairFactory.StoreScp(Best, "--fork"), peers) { Note = note },
            ]);
        }

        yield return new PairGroup("into nothing", pairs, [new Goal(Names.Own + Many, 1, Names.Own + One)]) { Peer = Names.Peers + Many };
    }
}
