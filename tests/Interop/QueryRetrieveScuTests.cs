using System.Net;
using System.Runtime.CompilerServices;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>findscu, getscu and movescu against a service provider of the engine.</summary>
public sealed class QueryRetrieveScuTests : IDisposable
{
    private static readonly string[] Classes =
        ["1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.5.1.4.1.2.2.2", "1.2.840.10008.5.1.4.1.2.2.3"];

    private readonly string folder = Directory.CreateTempSubdirectory("dicomps-").FullName;
    private readonly string[] files;

    public QueryRetrieveScuTests() => files =
        [.. Enumerable.Range(1, 12).Select(i => TestInstances.WriteFile(Path.Combine(folder, "archive", $"{i}.dcm")))];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Findscu_reads_every_match()
    {
        await using DicomServer server = Start(destinationPort: 0);
        string answers = Directory.CreateDirectory(Path.Combine(folder, "answers")).FullName;

        Run("findscu", server, "-S", "-X", "-od", answers, "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientID").ShouldSucceed();

        string dump = Dcmtk.DumpDataSets(Directory.GetFiles(answers).Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(0, files.Length), i => Assert.Contains($"[P{i}]", dump, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Findscu_may_cancel()
    {
        await using DicomServer server = Start(destinationPort: 0);

        string log = Run("findscu", server, "-v", "-S", "--cancel", "2", "-k", "QueryRetrieveLevel=IMAGE", "-k", "PatientID").Output;

        Assert.Contains("Cancel", log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("(Pending): 1000", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Getscu_gets_every_instance_on_its_association()
    {
        await using DicomServer server = Start(destinationPort: 0);
        string got = Directory.CreateDirectory(Path.Combine(folder, "got")).FullName;

        Run("getscu", server, "-S", "-od", got, "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3").ShouldSucceed();

        Assert.Equal(Identities(files), Identities(Directory.GetFiles(got)));
    }

    [Fact]
    public async Task Movescu_has_every_instance_sent_to_itself()
    {
        int port = StoreScp.FreePort();
        await using DicomServer server = Start(port);
        string got = Directory.CreateDirectory(Path.Combine(folder, "got")).FullName;

        Run(
            "movescu", server, "-S", "-aem", "MOVESCU", "--port", $"{port}", "-od", got, "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3")
            .ShouldSucceed();

        Assert.Equal(Identities(files), Identities(Directory.GetFiles(got)));
    }

    [Fact]
    public async Task Movescu_is_told_of_a_destination_that_is_not_known()
    {
        await using DicomServer server = Start(destinationPort: 0);

        string log = Run("movescu", server, "-v", "-S", "-aem", "NOWHERE", "-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID=1.2.3").Output;

        Assert.Contains("MoveDestinationUnknown", log.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    private static string[] Identities(IEnumerable<string> paths) =>
        [.. paths.Select(path => InstanceFile.Read(path).SopInstanceUid).Order(StringComparer.Ordinal)];

    private static ToolRun Run(string tool, DicomServer server, params string[] arguments) =>
        Dcmtk.Run(tool, ["-aec", "PROVIDER", .. arguments, "127.0.0.1", $"{server.Port}"]);

    private DicomServer Start(int destinationPort)
    {
        Dcmtk.Require();
        DicomServerOptions options = new()
        {
            BindAddress = IPAddress.Loopback,
            ServiceProvider = new Archive(files, destinationPort),
            Contexts = [.. Classes.Select(uid => new PresentationContext(uid)), new(Uids.CTImageStorage, scuRole: true, scpRole: true)],
        };
        return DicomServer.Start(new ApplicationEntity("PROVIDER"), options);
    }

    private sealed class Archive(string[] files, int destinationPort) : IDimseServiceProvider
    {
        public DimseServices Services => DimseServices.Find | DimseServices.Get | DimseServices.Move;

        public async IAsyncEnumerable<DimseAnswer> FindAsync(DimseRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            string level = request.Dataset!.GetText(new DicomTag(0x0008, 0x0052))!;
            for (int i = 0; i < (level == "IMAGE" ? 100_000 : files.Length); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                DicomDataset match = new();
                match.SetValues(new DicomTag(0x0008, 0x0052), DicomVR.CS, level);
                match.SetValues(Tags.PatientId, DicomVR.LO, $"P{i}");
                yield return DimseAnswer.Match(match);
            }
        }

        public IAsyncEnumerable<RetrieveItem> GetAsync(DimseRequest request, CancellationToken cancellationToken) => Instances();

        public IAsyncEnumerable<RetrieveItem> MoveAsync(DimseRequest request, CancellationToken cancellationToken) => Instances();

        public ValueTask<AssociationOptions?> FindMoveDestinationAsync(DimseRequest request, CancellationToken cancellationToken) =>
            new(request.MoveDestination == "MOVESCU" ? new AssociationOptions("127.0.0.1", destinationPort) { CalledAETitle = "MOVESCU" } : null);

        private async IAsyncEnumerable<RetrieveItem> Instances()
        {
            yield return RetrieveItem.Count(files.Length);
            foreach (string file in files)
            {
                await Task.Yield();
                yield return RetrieveItem.Send(InstanceSource.FromFile(file));
            }
        }
    }
}
