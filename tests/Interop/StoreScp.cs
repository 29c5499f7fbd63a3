using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DicomPS.Interop;

/// <summary>DCMTK's storescp on a free port of this computer, ready for associations.</summary>
internal sealed class StoreScp : IDisposable
{
    private const int Attempts = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dicomps-storescp-");
    private readonly ToolProcess process;

    /// <summary>Starts it.</summary>
    /// <param name="options">Its options, without port and folder.</param>
    public StoreScp(params string[] options)
    {
        for (int attempt = 1; ; attempt++)
        {
            Port = FreePort();
            process = Dcmtk.Start(
                "storescp", ["-v", .. options, "-od", folder.FullName, Port.ToString(CultureInfo.InvariantCulture)]);
            Wait.Until(() => process.HasExited || Answers(), "storescp listens");
            if (!process.HasExited)
            {
                return;
            }

            // The port was taken in between, or an option is wrong.
            ToolRun run = process.Wait();
            process.Dispose();
            if (attempt == Attempts)
            {
                folder.Delete(recursive: true);
                throw new InvalidOperationException(run.ToString());
            }
        }
    }

    public int Port { get; private set; }

    /// <summary>What it has written so far.</summary>
    public string Log => process.Output;

    /// <summary>The files it has stored.</summary>
    public string[] Files => [.. folder.EnumerateFiles().Select(file => file.FullName).Order(StringComparer.Ordinal)];

    /// <summary>A port of this computer that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The file it made of an instance: it names files by modality and SOP instance UID.</summary>
    public string FileOf(string sopInstanceUid) => Files.Single(path => path.EndsWith("." + sopInstanceUid, StringComparison.Ordinal));

    /// <summary>Takes its folder away: it cannot store any more.</summary>
    public void RemoveFolder() => folder.Delete();

    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Dispose();
        folder.Refresh();
        if (folder.Exists)
        {
            folder.Delete(recursive: true);
        }
    }

    private bool Answers()
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
