using DicomPS.Benchmarks.Network.Sides;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>C-ECHO on one association, and on one association each.</summary>
internal static class EchoCases
{
    // As it comes DCMTK waits for an acknowledgement with each echo.
    private const int PartAsItComes = 50;

    private static readonly Dcmtk Best = new(IsBest: true);
    private static readonly Dcmtk AsIs = new(IsBest: false);

    /// <summary>Many echoes on one association.</summary>
    internal static IEnumerable<PairGroup> OneAssociation(int count)
    {
        List<Pair> pairs =
        [
            new(Names.Plain, new Tally(count, 0), PairFactory.PlainSink("echo"), PairFactory.Role("plain-echo", $"{count}")),
            Own(Names.Own, "echo", count) with { MostAllocatedPerItem = 1024 },
        ];
        if (Dcmtk.IsInstalled)
        {
            pairs.AddRange(Peers(Best, count));
        }

        yield return new PairGroup(string.Empty, pairs, [new Goal(Names.Own, 1.2, Names.Peers)]);
        if (Dcmtk.IsInstalled)
        {
            yield return new PairGroup("with DCMTK as it comes", [.. Peers(AsIs, Math.Max(10, count / PartAsItComes))], [])
            {
                Peer = Names.Peers + Names.AsItComes,
            };
        }
    }

    /// <summary>An association for each echo.</summary>
    /// <param name="folder">Where the requestor of DCMTK is compiled; it is made.</param>
    /// <param name="count">How many associations.</param>
    internal static IEnumerable<PairGroup> ManyAssociations(string folder, int count)
    {
        string program = Path.Combine(folder, "associate");
        string? fault = Dcmtk.IsInstalled ? DcmtkAssociations.Compile(program) : null;
        List<Pair> pairs =
        [
            new(Names.Plain, new Tally(count, 0), PairFactory.PlainSink("echo"), PairFactory.Role("plain-connect", $"{count}")),
            Own(Names.Own, "associate", count),
            new(Names.PlainToOwn, new Tally(count, 0), PairFactory.Own("nothing"), PairFactory.Role("scripted", $"{count}"))
            {
                AcceptorCounts = false,
                IsOwnAcceptor = true,
            },
        ];
        if (Dcmtk.IsInstalled)
        {
            pairs.AddRange(
            [
                new Pair(Names.OwnToPeer, new Tally(count, 0), PairFactory.StoreScp(Best), PairFactory.Role("associate", $"{count}")) { IsOwnRequestor = true },
                new Pair(Names.PlainToPeer, new Tally(count, 0), PairFactory.StoreScp(Best), PairFactory.Role("scripted", $"{count}"))
                {
                    Note = fault is null ? string.Empty : $"no requestor of DCMTK beside it, which needs g++ and libdcmtk-dev: {fault}",
                },
            ]);
        }

        if (Dcmtk.IsInstalled && fault is null)
        {
            Func<int, Task<IRequestor>> associate = DcmtkAssociations.Requestor(Best, program, count);
            pairs.AddRange(
            [
                new Pair(Names.PeerToOwn, new Tally(count, 0), PairFactory.Own("nothing"), associate) { AcceptorCounts = false, IsOwnAcceptor = true },
                new Pair(Names.Peers, new Tally(count, 0), PairFactory.StoreScp(Best), associate),
            ]);
        }

        yield return new PairGroup(
            string.Empty, pairs, [new Goal(Names.Own, 1.2, Names.Peers), new Goal(Names.PlainToOwn, 1.2, Names.PlainToPeer)]);
    }

    private static Pair Own(string name, string role, int count) =>
        new(name, new Tally(count, 0), PairFactory.Own("nothing"), PairFactory.Role(role, $"{count}"))
        {
            AcceptorCounts = false,
            IsOwnRequestor = true,
            IsOwnAcceptor = true,
        };

    private static IEnumerable<Pair> Peers(Dcmtk dcmtk, int count)
    {
        string suffix = dcmtk.IsBest ? string.Empty : Names.AsItComes;
        Tally expected = new(count, 0);
        Func<int, Task<IRequestor>> echoScu = PairFactory.Tool(
            "echoscu", port => dcmtk.Requestor("echoscu", port, ["-q", "--repeat", $"{count}"]));
        return
        [
            new Pair(Names.OwnToPeer + suffix, expected, PairFactory.StoreScp(dcmtk), PairFactory.Role("echo", $"{count}")) { IsOwnRequestor = true },
            new Pair(Names.PeerToOwn + suffix, expected, PairFactory.Own("nothing"), echoScu) { AcceptorCounts = false, IsOwnAcceptor = true },
            new Pair(Names.Peers + suffix, expected, PairFactory.StoreScp(dcmtk), echoScu),
        ];
    }
}
