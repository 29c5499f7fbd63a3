using System.Globalization;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>findscu, getscu, movescu and storescu against the script blocks of a server, over the test study or files made here.</summary>
public sealed class ScriptBlockProviderTests : InteropTest
{
    // Reads the files once; a key fits when it is empty, or when one of its values is the same, wildcards included.
    private const string Archive = """
        $names = 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID'
        $index = @(foreach ($file in $files) {
            $dataset = Import-DicomFile $file
            $row = @{ Path = $file }
            foreach ($name in $names) { $row[$name] = $dataset.$name }
            $row
        })
        $select = {
            $index = $using:index
            $levels = @{ PATIENT = 0; STUDY = 1; SERIES = 2; IMAGE = 3 }
            $names = 'PatientID', 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID'
            function Select-Row($Query) {
                foreach ($row in $index) {
                    $fits = $true
                    foreach ($name in $names) {
                        $key = @($Query.$name)
                        if ("$key" -and -not @($key | Where-Object { $row[$name] -like $_ })) { $fits = $false }
                    }

                    if ($fits) { $row }
                }
            }
        }
        Start-DicomServer @parameters -InitializationScript $select -MoveDestination @{ MOVESCU = "127.0.0.1:$port" } -OnFind {
            param($Request)
            $level = $levels["$($Request.Dataset.QueryRetrieveLevel)"]
            if ($null -eq $level) { return 'IdentifierDoesNotMatchSopClass' }
            $seen = @{}
            foreach ($row in Select-Row $Request.Dataset) {
                if ($seen[$row[$names[$level]]]) { continue }
                $seen[$row[$names[$level]]] = $true
                $match = @{ QueryRetrieveLevel = $Request.Dataset.QueryRetrieveLevel }
                foreach ($name in $names[0..$level]) { $match[$name] = $row[$name] }
                $match
            }
        } -OnGet {
            param($Request)
            $rows = @(Select-Row $Request.Dataset)
            @{ Total = $rows.Count }
            $rows.Path
        } -OnMove {
            param($Request)
            (Select-Row $Request.Dataset).Path
        }
        """;

    private readonly List<Instance> instances;

    public ScriptBlockProviderTests()
    {
        string[] files = [.. TestFiles.In("study").Where(path => Path.GetFileName(path) != "DICOMDIR")];
        instances = [.. (files.Length > 0 ? files : MakeStudies()).Select(Instance.Read)];
    }

    [Theory]
    [InlineData("-P", "PATIENT")]
    [InlineData("-P", "STUDY")]
    [InlineData("-P", "SERIES")]
    [InlineData("-P", "IMAGE")]
    [InlineData("-S", "STUDY")]
    [InlineData("-S", "SERIES")]
    [InlineData("-S", "IMAGE")]
    public void Findscu_reads_every_match(string model, string level)
    {
        string answers = NewFolder("answers");

        Run("findscu", StartArchive(), model, "-X", "-od", answers, "-k", "QueryRetrieveLevel=" + level, "-k", "PatientID").ShouldSucceed();

        Assert.Equal(Uniques(instances, level), Uniques(Directory.GetFiles(answers).Select(Instance.Read), level));
    }

    [Fact]
    public void Findscu_reads_what_its_keys_match()
    {
        string answers = NewFolder("answers");
        string patient = instances[^1].PatientId;

        Run("findscu", StartArchive(), "-S", "-X", "-od", answers, "-k", "QueryRetrieveLevel=STUDY", "-k", $"PatientID={patient[..^1]}?", "-k", "StudyInstanceUID")
            .ShouldSucceed();

        IEnumerable<Instance> expected = instances.Where(instance => instance.PatientId[..^1] == patient[..^1]);
        Assert.Equal(Uniques(expected, "STUDY"), Uniques(Directory.GetFiles(answers).Select(Instance.Read), "STUDY"));
    }

    [Theory]
    [InlineData("STUDY")]
    [InlineData("SERIES")]
    [InlineData("IMAGE")]
    public void Getscu_gets_the_instances_of_each_level(string level)
    {
        Instance chosen = instances[^1];
        string got = NewFolder("got");

        Run("getscu", StartArchive(), ["-S", "+B", "-od", got, .. Keys(chosen, level)]).ShouldSucceed();

        AssertRetrieved(chosen, level, got);
    }

    [Theory]
    [InlineData("PATIENT")]
    [InlineData("STUDY")]
    [InlineData("SERIES")]
    [InlineData("IMAGE")]
    public void Movescu_has_the_instances_of_each_level_sent_to_itself(string level)
    {
        Instance chosen = instances[0];
        string got = NewFolder("got");
        int port = StoreScp.FreePort();

        Run("movescu", StartArchive(port), ["-P", "-aem", "MOVESCU", "--port", $"{port}", "-od", got, .. Keys(chosen, level)]).ShouldSucceed();

        AssertRetrieved(chosen, level, got);
    }

    [Fact]
    public void Movescu_is_told_of_a_destination_that_is_not_known()
    {
        string log = Run("movescu", StartArchive(), ["-v", "-S", "-aem", "NOWHERE", .. Keys(instances[0], "STUDY")]).Output;

        Assert.Contains("MoveDestinationUnknown", log, StringComparison.Ordinal);
    }

    [Fact]
    public void Findscu_may_cancel_and_that_stops_the_block()
    {
        DicomServer server = Start("""
            $ended = [Collections.Concurrent.ConcurrentQueue[int]]::new()
            Start-DicomServer @parameters -OnFind {
                $written = 0
                try { while ($true) { @{ QueryRetrieveLevel = 'STUDY'; PatientID = "$written" }; $written++ } }
                finally { ($using:ended).Enqueue($written) }
            }
            """);

        string log = Run("findscu", server, "-v", "-S", "--cancel", "2", "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientID").Output;

        Assert.Contains("Cancel", log, StringComparison.Ordinal);
        Wait.Until(() => PowerShell.Invoke("$ended.Count").One<int>() == 1, "the block has ended");
        Assert.Equal(0, server.Counters.HandlerFailures);
    }

    [Theory]
    [InlineData("findscu", "throw 'no index'", "UnableToProcess", 1)]
    [InlineData("findscu", "'OutOfResources'", "OutOfResources", 0)]
    [InlineData("getscu", "throw 'no index'", "UnableToProcess", 1)]
    [InlineData("movescu", "throw 'no index'", "UnableToProcess", 1)]
    [InlineData("movescu", "0xA701", "OutOfResources", 0)]
    public void A_status_of_a_block_is_told(string tool, string block, string status, int failures)
    {
        DicomServer server = Start(
            $"Start-DicomServer @parameters -MoveDestination @{{ MOVESCU = '127.0.0.1:1' }} -OnFind {{ {block} }} -OnGet {{ {block} }} -OnMove {{ {block} }}");

        string log = Run(tool, server, ["-v", "-S", .. tool == "movescu" ? ["-aem", "MOVESCU"] : Array.Empty<string>(), .. Keys(instances[0], "STUDY")]).Output;

        Assert.Contains(status, log.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(failures, server.Counters.HandlerFailures);
    }

    [Fact]
    public void Storescu_stores_what_a_block_saves()
    {
        string kept = InFolder("kept");
        DicomServer server = Start(
            "Start-DicomServer @parameters -OnStore { param($Request) $Request.SaveTo([IO.Path]::Combine($using:kept, $Request.SopInstanceUid + '.dcm')) }", ("kept", kept));

        StoreScu(server, ["-R"], instances.Select(instance => instance.Path)).ShouldSucceed();

        Assert.All(instances, instance =>
            Assert.Equal(Dcmtk.DumpDataSets(instance.Path), Dcmtk.DumpDataSets(Path.Combine(kept, instance.SopInstanceUid + ".dcm"))));
        Assert.Equal(instances.Count, Directory.GetFiles(kept).Length);
    }

    [Fact]
    public void Storescu_is_told_what_a_block_refuses()
    {
        DicomServer server = Start("Start-DicomServer @parameters -OnStore { param($Request) if ($Request.Dataset.PatientID) { 'OutOfResources' } }");

        StoreScu(server, ["-v", "-R"], instances[0].Path).ShouldFailWith("Refused: OutOfResources");
    }

    private DicomServer StartArchive(int port = 1) => Start(Archive, ("files", instances.Select(instance => instance.Path).ToArray()), ("port", port));

    private DicomServer Start(string script, params (string Name, object? Value)[] variables) => PowerShell.Invoke(
        "$parameters = @{ AE = 'PROVIDER'; Port = 0; BindAddress = '127.0.0.1' }\n" + script, variables).One<DicomServer>();

    private static ToolRun Run(string tool, DicomServer server, params string[] arguments) =>
        Dcmtk.Run(tool, ["-aec", "PROVIDER", .. arguments, "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture)]);

    private string NewFolder(string name) => Directory.CreateDirectory(InFolder(name)).FullName;

    private static string[] Uniques(IEnumerable<Instance> instances, string level) =>
        [.. instances.Select(instance => instance.UniqueKey(level)).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Keys(Instance instance, string level) =>
    [
        "-k", "QueryRetrieveLevel=" + level, "-k", "PatientID=" + instance.PatientId,
        .. level == "PATIENT" ? Array.Empty<string>() : ["-k", "StudyInstanceUID=" + instance.StudyInstanceUid],
        .. level is "PATIENT" or "STUDY" ? Array.Empty<string>() : ["-k", "SeriesInstanceUID=" + instance.SeriesInstanceUid],
        .. level == "IMAGE" ? ["-k", "SOPInstanceUID=" + instance.SopInstanceUid] : Array.Empty<string>(),
    ];

    private void AssertRetrieved(Instance chosen, string level, string folder)
    {
        Instance[] expected = [.. instances.Where(instance => instance.UniqueKey(level) == chosen.UniqueKey(level)).OrderBy(instance => instance.SopInstanceUid, StringComparer.Ordinal)];
        Instance[] got = [.. Directory.GetFiles(folder).Select(Instance.Read).OrderBy(instance => instance.SopInstanceUid, StringComparer.Ordinal)];
        Assert.Equal(expected.Select(instance => instance.SopInstanceUid), got.Select(instance => instance.SopInstanceUid));
        Assert.All(expected.Zip(got), pair => Assert.Equal(Dcmtk.Normalize(pair.First.Path, "+ti"), Dcmtk.Normalize(pair.Second.Path, "+ti")));
    }

    // Two patients with two studies of two series of two instances.
    private IEnumerable<string> MakeStudies()
    {
        string folder = NewFolder("studies");
        string uid = TestInstances.NewUid();
        foreach (string key in from p in "12" from s in "12" from r in "12" from i in "12" select $"{p}.{s}.{r}.{i}")
        {
            string path = Path.Combine(folder, key + ".dcm");
            File.WriteAllBytes(path, TestInstances.Part10(
                sopInstanceUid: $"{uid}.{key}", patientId: $"P{key[..1]}", studyInstanceUid: $"{uid}.{key[..3]}", seriesInstanceUid: $"{uid}.{key[..5]}"));
            yield return path;
        }
    }

    private sealed record Instance(string Path, string PatientId, string StudyInstanceUid, string SeriesInstanceUid, string SopInstanceUid)
    {
        public static Instance Read(string path)
        {
            DicomDataset dataset = DicomFile.Open(path).Dataset;
            string Value(DicomTag tag) => dataset.GetText(tag) ?? string.Empty;
            return new Instance(path, Value(Tags.PatientId), Value(Tags.StudyInstanceUid), Value(Tags.SeriesInstanceUid), Value(Tags.SopInstanceUid));
        }

        public string UniqueKey(string level) => level switch
        {
            "PATIENT" => PatientId,
            "STUDY" => StudyInstanceUid,
            "SERIES" => SeriesInstanceUid,
            _ => SopInstanceUid,
        };
    }
}
