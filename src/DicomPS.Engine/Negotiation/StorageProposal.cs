using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Engine.Negotiation;

/// <summary>
/// What to propose for files to be stored: for each SOP class a context for each transfer syntax among its files, so
/// that they travel as they are, and one for the uncompressed transfer syntaxes, to convert to.
/// </summary>
internal sealed record StorageProposal(IReadOnlyList<PresentationContext> Contexts, IReadOnlyList<InstanceFile> Files)
{
    /// <summary>Spreads files over as few associations as their contexts need, 128 for each; files keep their order within one.</summary>
    internal static IReadOnlyList<StorageProposal> Plan(IReadOnlyList<InstanceFile> files)
    {
        List<StorageProposal> proposals = [];
        List<PresentationContext> contexts = [];
        HashSet<(string SopClass, string TransferSyntax)> pairs = [];
        foreach (IGrouping<string, InstanceFile> sopClass in files.GroupBy(file => file.SopClassUid))
        {
            PresentationContext uncompressed = new(sopClass.Key);
            foreach (string transferSyntax in sopClass.Select(file => file.TransferSyntaxUid).Distinct())
            {
                // A class split over two associations has its uncompressed context in both.
                bool isFirst = !contexts.Contains(uncompressed);
                if (contexts.Count + (isFirst ? 2 : 1) > RequestedContextCollection.MaximumCount)
                {
                    Close();
                    isFirst = true;
                }

                contexts.Add(new PresentationContext(sopClass.Key, [transferSyntax]));
                pairs.Add((sopClass.Key, transferSyntax));
                if (isFirst)
                {
                    contexts.Add(uncompressed);
                }
            }
        }

        Close();
        return proposals;

        void Close()
        {
            if (contexts.Count > 0)
            {
                proposals.Add(new StorageProposal(
                    [.. contexts], [.. files.Where(file => pairs.Contains((file.SopClassUid, file.TransferSyntaxUid)))]));
                contexts.Clear();
                pairs.Clear();
            }
        }
    }

    /// <summary>Chooses the context an instance travels in, of those where this side is an SCU: its own transfer syntax first, then one it can be converted to.</summary>
    /// <returns>The context; null where there is none.</returns>
    internal static AcceptedContext? Choose(InstanceSource source, IReadOnlyList<AcceptedContext> accepted)
    {
        // Called for each instance, so nothing is made on the way.
        AcceptedContext? other = null;
        for (int i = 0; i < accepted.Count; i++)
        {
            AcceptedContext context = accepted[i];
            if (!context.AsScu || context.AbstractSyntax != source.SopClassUid)
            {
                continue;
            }

            if (context.TransferSyntax == source.TransferSyntaxUid)
            {
                return context;
            }

            if (source.CanConvert && TransferSyntax.Find(context.TransferSyntax) is { CanConvert: true })
            {
                other ??= context;
            }
        }

        return other;
    }
}
