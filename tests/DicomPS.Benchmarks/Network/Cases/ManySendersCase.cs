using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>Several senders at once into one server, each a process, and each with all of the files.</summary>
internal static class ManySendersCase
{
    /// <summary>How many there are.</summary>
    internal const int Senders = 8;

    private const string One = ", one sender";
    private static readonly string Many = $", {Senders} senders";
    private static readonly Dcmtk Best = new(IsBest: true);

    /// <summary>The group.</summary>
    internal static IEnumerable<PairGroup> Groups(InputFiles files)
    {
        // Each sends all of the files: of a fraction of a second a slice of the scheduler is too large a part.
        Tally one = files.Tally(files.All.Count);
        Tally expected = new(one.Items * Senders, one.Bytes * Senders);
        Func<int, Task<IRequestor>> own = PairFactory.AtOnce(Enumerable.Repeat(PairFactory.Store(files.All), Senders));
        List<Pair> pairs =
        [
            new(Names.Own + One, one, PairFactory.Own("nothing"), PairFactory.Store(files.All)) { IsOwnRequestor = true, IsOwnAcceptor = true },
            new(Names.Own + Many, expected, PairFactory.Own("nothing"), own) { IsOwnRequestor = true, IsOwnAcceptor = true },
        ];
        if (Dcmtk.IsInstalled)
        {
            Func<int, Task<IRequestor>> peers = PairFactory.AtOnce(
                Enumerable.Repeat(PairFactory.StoreScu(Best, files.All, isWholeFolder: true), Senders));
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
