using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace DicomPS.Interop;

/// <summary>
/// Orthanc with an empty archive of its own, on free ports of this computer. Where it is missing the test is skipped; with
/// DICOMPS_REQUIRE_ORTHANC=1, it fails.
/// </summary>
internal sealed class Orthanc : IDisposable
{
    /// <summary>Its AE title.</summary>
    public const string Title = "ORTHANC";

    private const int Attempts = 5;

    // Debian has it where only root looks for programs.
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Concat(["/usr/sbin", "/usr/local/sbin"])
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "Orthanc.exe" : "Orthanc"))
        .FirstOrDefault(File.Exists);

    private readonly DirectoryInfo folder;
    private readonly ToolProcess process;
    private readonly HttpClient http;

    public Orthanc()
    {
        Require();
        folder = Directory.CreateTempSubdirectory("dicomps-orthanc-");
        for (int attempt = 1; ; attempt++)
        {
            Port = StoreScp.FreePort();
            int httpPort = StoreScp.FreePort();
            process = new ToolProcess(Program!, "--verbose", Configure(Port, httpPort));
            Wait.Until(() => process.HasExited || (Wait.Listens(Port) && Wait.Listens(httpPort)), "Orthanc listens");
            if (!process.HasExited)
            {
                http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{httpPort}/"), Timeout = ToolProcess.Bound };
                return;
            }

            // A port was taken in between.
            ToolRun run = process.Wait();
            process.Dispose();
            if (attempt == Attempts)
            {
                folder.Delete(recursive: true);
                throw new InvalidOperationException(run.ToString());
            }
        }
    }

    /// <summary>Its DICOM port.</summary>
    public int Port { get; }

    /// <summary>What it has written so far.</summary>
    public string Log => process.Output;

    /// <summary>Skips or fails the test where it is missing.</summary>
    public static void Require()
    {
        if (Program is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("DICOMPS_REQUIRE_ORTHANC") == "1", "Orthanc is not in the PATH");
            Assert.Fail("Orthanc is not in the PATH, and DICOMPS_REQUIRE_ORTHANC requires it.");
        }
    }

    /// <summary>Makes an application entity of this computer known to it, by its title.</summary>
    public void Know(string title, int port) =>
        Send(HttpMethod.Put, $"modalities/{title}", new { AET = title, Host = "127.0.0.1", Port = port });

    /// <summary>Reads a resource.</summary>
    public JsonNode Get(string path) => Send(HttpMethod.Get, path, body: null)!;

    /// <summary>Has it do something.</summary>
    /// <returns>What it answers; null where that is nothing.</returns>
    public JsonNode? Post(string path, object body) => Send(HttpMethod.Post, path, body);

    public void Dispose()
    {
        http.Dispose();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private string Configure(int port, int httpPort)
    {
        string path = Path.Combine(folder.FullName, "orthanc.json");
        string storage = folder.CreateSubdirectory("storage").FullName;
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            DicomPort = port,
            DicomAet = Title,
            DicomCheckCalledAet = true,
            HttpPort = httpPort,
            RemoteAccessAllowed = false,
            AuthenticationEnabled = false,
            StorageDirectory = storage,
            IndexDirectory = storage,
            Plugins = Array.Empty<string>(),
            DicomAlwaysAllowFind = true,
            DicomAlwaysAllowGet = true,
            DicomAlwaysAllowMove = true,
        }));
        return path;
    }

    private JsonNode? Send(HttpMethod method, string path, object? body)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body)) };
        using HttpResponseMessage response = http.Send(request);
        using StreamReader reader = new(response.Content.ReadAsStream());
        string text = reader.ReadToEnd();
        Assert.True(
            response.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {(int)response.StatusCode} {text}\n{Log}"));
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
