using System.Net;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Tests.Network.Services;

/// <summary>A server with handlers and an association to it, over loopback.</summary>
internal static class Services
{
    public const string StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";
    public const string StudyRootMove = "1.2.840.10008.5.1.4.1.2.2.2";
    public const string StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";
    public const string ProcedureStep = "1.2.840.10008.3.1.2.3.3";
    public const string UpsPush = "1.2.840.10008.5.1.4.34.6.1";
    public const string UpsPull = "1.2.840.10008.5.1.4.34.6.3";
    public const string FilmSession = "1.2.840.10008.5.1.1.1";
    public const string PrintMeta = "1.2.840.10008.5.1.1.9";
    public const string StorageCommitment = "1.2.840.10008.1.20.1";

    public static readonly DicomTag PatientName = new(0x0010, 0x0010);

    private static readonly string[] Classes =
    [
        Uids.Verification, StudyRootFind, StudyRootMove, StudyRootGet, ProcedureStep, UpsPull, PrintMeta, StorageCommitment,
    ];

    /// <summary>Every class of the tests, and CT storage in both roles.</summary>
    public static IReadOnlyList<PresentationContext> Contexts { get; } =
        [.. Classes.Select(uid => new PresentationContext(uid)), new(Uids.CTImageStorage, scuRole: true, scpRole: true)];

    public static DicomServer Start(IDimseServiceProvider? provider, Action<DicomServerOptions>? change = null)
    {
        DicomServerOptions options = new() { BindAddress = IPAddress.Loopback, Contexts = Contexts, ServiceProvider = provider };
        change?.Invoke(options);
        return DicomServer.Start(new ApplicationEntity("PROVIDER"), options);
    }

    public static Task<Association> ConnectAsync(DicomServer server, Action<AssociationOptions>? change = null)
    {
        AssociationOptions options = new("127.0.0.1", server.Port) { CalledAETitle = "PROVIDER", Contexts = Contexts };
        change?.Invoke(options);
        return Association.ConnectAsync(new ApplicationEntity("USER"), options, Some.Token).Soon();
    }

    public static DicomDataset Dataset(string patientName = "")
    {
        DicomDataset dataset = new();
        dataset.SetValues(PatientName, DicomVR.PN, patientName.Length == 0 ? [] : [patientName]);
        return dataset;
    }

    public static string? NameIn(DicomDataset? dataset) => dataset?.GetText(PatientName);

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (T item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
