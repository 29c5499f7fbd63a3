using DicomPS.Benchmarks.Network.Inputs;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>The eight cases.</summary>
internal static class AllCases
{
    private const long CTLength = 530_000;
    private const long SmallLength = 1_400;

    /// <summary>The cases that were asked for, in order.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="folder">Where inputs and what is received go.</param>
    internal static IReadOnlyList<NetworkCase> For(NetOptions options, string folder)
    {
        int images = options.Of(2000);
        int large = options.Of(20);
        int megabytes = Math.Max(2, options.Of(200));
        int small = options.Of(10_000);
        int associations = options.Of(2000);
        PairFactory factory = new(folder);
        NetworkCase[] all =
        [
            new(1, $"{images} CT images of 525 KB on one association", "instances", 2 * images * CTLength,
                () => Images(factory, InputFiles.Generate(factory.NewFolder(), images, GeneratedInstances.WriteCT), hasAsItComes: true)),
            new(2, $"{large} multi-frame images of {megabytes} MB", "instances", 2L * large * megabytes << 20,
                () => Images(factory, MultiFrame(factory, large, megabytes), hasAsItComes: false)
                    .Concat(new[] { 2, Math.Max(2, options.Of(2000)) }.Select(size =>
                        new StoreCase(factory, MultiFrame(factory, 1, size)).OneIntoNothing($"one of {size} MB")))),
            new(3, $"{small} instances of 1.4 KB", "instances", 2 * small * SmallLength,
                () => Small(factory, InputFiles.Generate(factory.NewFolder(), small, GeneratedInstances.WriteSmall))),
            new(4, $"{small} C-ECHO on one association", "echoes", 0, () => EchoCases.OneAssociation(small)),
            new(5, $"{associations} times connect, echo, release", "associations", 0, () => EchoCases.ManyAssociations(factory.NewFolder(), associations)),
            new(6, $"C-FIND with {small} answers of 10 attributes", "answers", small * (SmallLength + 9000), () => FindCase.Groups(factory, small)),
            new(7, $"8 senders at once, {ManySendersCase.Senders * images} CT images of 525 KB in all", "instances", images * CTLength,
                () => ManySendersCase.Groups(InputFiles.Generate(factory.NewFolder(), images, GeneratedInstances.WriteCT))),
            new(8, "cold start", "starts", 0, () => ColdStartCase.Groups(factory.NewFolder())),
        ];
        return [.. all.Where(one => options.Cases.Contains(one.Number))];
    }

    private static IEnumerable<PairGroup> Images(PairFactory factory, InputFiles files, bool hasAsItComes)
    {
        StoreCase store = new(factory, files);
        yield return store.IntoNothing([], new Goal(Names.Own, 1.2, Names.Peers), new Goal(Names.Own, 0.6, Names.Plain));

        yield return store.IntoFiles(timesPeers: 1.2);
        if (hasAsItComes && Sides.Dcmtk.IsInstalled)
        {
            yield return store.AsItComes();
        }
    }

    private static IEnumerable<PairGroup> Small(PairFactory factory, InputFiles files)
    {
        StoreCase store = new(factory, files);
        yield return store.IntoNothing(
            [
                store.Own(Names.OwnWindow, PairFactory.Own("nothing"), window: 16),
                store.Own(Names.OwnParallel, PairFactory.Own("nothing"), associations: 4),
            ],
            new Goal(Names.Own, 1.5, Names.Peers),
            new Goal(Names.OwnWindow, 3, Names.Peers),
            new Goal(Names.OwnParallel, 3, Names.Peers));
        yield return store.IntoFiles(timesPeers: 1);
        if (Sides.Dcmtk.IsInstalled)
        {
            yield return store.AsItComes();
        }
    }

    private static InputFiles MultiFrame(PairFactory factory, int count, int megabytes) => InputFiles.Generate(
        factory.NewFolder(), count, (path, number) => GeneratedInstances.WriteMultiFrame(path, number, megabytes));
}
