using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Benchmarks.Network.Sides;
using DicomPS.Engine.Server;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>The groups of a case that sends instances: into nothing, into files, and with DCMTK as it comes.</summary>
/// <param name="factory">Makes the sides.</param>
/// <param name="files">What is sent.</param>
internal sealed class StoreCase(PairFactory factory, InputFiles files)
{
    // As it comes DCMTK sends some 20 instances a second to itself; it gets a part of the files.
    private const int PartAsItComes = 50;
    private const int FewestAsItComes = 10;

    // Bytes, for each C-STORE; with few of them what an association takes counts more.
    private const int EnoughToTell = 1000;

    private static readonly Dcmtk Best = new(IsBest: true);
    private static readonly Dcmtk AsIs = new(IsBest: false);

    private Tally All => files.Tally(files.All.Count);

    private static int? MostAllocated(FileSelection sent) => sent.Count >= EnoughToTell ? 4096 : null;

    /// <summary>Nothing is written.</summary>
    internal PairGroup IntoNothing(IEnumerable<Pair> others, params IReadOnlyList<Goal> goals) => new(
        "into nothing",
        [
            Plain(Names.Plain, PairFactory.PlainSink("nothing")),
            Own(Names.Own, PairFactory.Own("nothing")),
            .. others,
            .. Peers(Best, PairFactory.Own("nothing"), PairFactory.StoreScp(Best)),
        ],
        goals);

    /// <summary>
    /// Everything is written. DCMTK does not flush what it stored, nor gives it a temporary name: it is compared with a server
    /// that is told to do as much, and so is the plain socket that flushes with one that flushes.
    /// </summary>
    internal PairGroup IntoFiles(double timesPeers) => new(
        "into files",
        [
            Plain(Names.Plain, factory.PlainIntoFiles("files")),
            Plain(Names.PlainFlushed, factory.PlainIntoFiles("flushed")),
            Own(Names.Own, factory.OwnIntoFiles()),
            Own(Names.OwnWindow, factory.OwnIntoFiles(), window: 16),
            Own(Names.OwnUnflushed, factory.OwnIntoFiles(Durability.None)),
            Own(Names.OwnUnflushedWindow, factory.OwnIntoFiles(Durability.None), window: 16),
            .. Peers(Best, factory.OwnIntoFiles(Durability.None), factory.StoreScpIntoFiles(Best)),
        ],
        [
            new Goal(Names.OwnUnflushed, timesPeers, Names.Peers),
            new Goal(Names.OwnUnflushed, 1, Names.Plain),
            new Goal(Names.OwnUnflushedWindow, 1, Names.Plain),
            new Goal(Names.Own, 1, Names.PlainFlushed),
            new Goal(Names.OwnWindow, 1, Names.PlainFlushed),
        ]);

    /// <summary>One instance into nothing: what memory it takes.</summary>
    internal PairGroup OneIntoNothing(string name) => new(name, [Own(Names.Own, PairFactory.Own("nothing"))], []);

    /// <summary>DCMTK without its options, into nothing.</summary>
    internal PairGroup AsItComes()
    {
        int count = Math.Min(files.All.Count, Math.Max(FewestAsItComes, files.All.Count / PartAsItComes));
        const string toPeer = Names.OwnToPeer + Names.AsItComes;
        const string toOwn = Names.PeerToOwn + Names.AsItComes;
        const string peers = Names.Peers + Names.AsItComes;
        return new PairGroup(
            "with DCMTK as it comes, into nothing",
            [.. Peers(AsIs, PairFactory.Own("nothing"), PairFactory.StoreScp(AsIs), count)],
            [new Goal(toPeer, 10, peers), new Goal(toOwn, 10, peers)]) { Peer = peers };
    }

    /// <summary>Our sender and our server.</summary>
    internal Pair Own(string name, Func<Task<IAcceptor>> accept, int window = 1, int associations = 1) =>
        new(name, All, accept, PairFactory.Store(files.All, window, associations))
        {
            IsOwnRequestor = true,
            IsOwnAcceptor = true,
            MostAllocatedPerItem = MostAllocated(files.All),
        };

    private Pair Plain(string name, Func<Task<IAcceptor>> accept) =>
        new(name, files.WholeFiles, accept, PairFactory.Role("plain-stream", files.All.Arguments));

    private IEnumerable<Pair> Peers(Dcmtk dcmtk, Func<Task<IAcceptor>> own, Func<Task<IAcceptor>> storeScp, int? part = null)
    {
        if (!Dcmtk.IsInstalled)
        {
            return [];
        }

        FileSelection sent = files.All with { Count = part ?? files.All.Count };
        Tally expected = files.Tally(sent.Count);
        string suffix = dcmtk.IsBest ? string.Empty : Names.AsItComes;
        Func<int, Task<IRequestor>> storeScu = PairFactory.StoreScu(dcmtk, sent, isWholeFolder: part is null);
        return
        [
            new Pair(Names.OwnToPeer + suffix, expected, storeScp, PairFactory.Store(sent)) { IsOwnRequestor = true, MostAllocatedPerItem = MostAllocated(sent) },
            new Pair(Names.PeerToOwn + suffix, expected, own, storeScu) { IsOwnAcceptor = true, MostAllocatedPerItem = MostAllocated(sent) },
            new Pair(Names.Peers + suffix, expected, storeScp, storeScu),
        ];
    }
}
