using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>A C-FIND for all instances of the series: "port called-title".</summary>
internal sealed class FindRole(string[] arguments) : Role
{
    /// <summary>Study Root Query/Retrieve Information Model - FIND.</summary>
    internal const string StudyRoot = "1.2.840.10008.5.1.4.1.2.2.1";

    /// <summary>What is asked for, as findscu takes it.</summary>
    internal static IReadOnlyList<string> Keys { get; } =
    [
        "0008,0018", "0008,0020", "0008,0052=IMAGE", "0008,0054", "0008,0060", "0010,0010", "0010,0020",
        $"0020,000D={Inputs.GeneratedInstances.Study}", $"0020,000E={Inputs.GeneratedInstances.Series}", "0020,0013",
    ];

    protected override async Task<Tally> DoAsync()
    {
        AssociationOptions options = new("127.0.0.1", Number(arguments[0]))
        {
            CalledAETitle = arguments[1],
            Contexts = [new PresentationContext(StudyRoot)],
        };
        await using Association association = await Association.ConnectAsync(new ApplicationEntity("SENDER"), options);
        int matches = 0;
        await foreach (DimseResult result in association.FindAsync(StudyRoot, Identifier()))
        {
            matches += result.Dataset is { Elements.Count: >= 10 } ? 1 : 0;
        }

        await association.ReleaseAsync();
        return new Tally(matches, 0);
    }

    private static DicomDataset Identifier()
    {
        DicomDataset identifier = new();
        foreach (string key in Keys)
        {
            string[] parts = key.Split('=');
            identifier.SetValue(ElementKey.Parse(parts[0]).Tag, parts.Length > 1 ? parts[1] : null);
        }

        return identifier;
    }
}
