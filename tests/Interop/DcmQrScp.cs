using System.Globalization;

namespace DicomPS.Interop;

/// <summary>DCMTK's dcmqrscp: the archive ARCHIVE, in a folder of its own.</summary>
internal static class DcmQrScp
{
    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="folder">Where its configuration goes, and its store.</param>
    /// <param name="port">The port.</param>
    /// <param name="receiverPort">The port of RECEIVER on this computer, which it moves to; null for nobody.</param>
    /// <param name="options">Further options.</param>
    public static ToolProcess Start(string folder, int port, int? receiverPort = null, params string[] options)
    {
        string configuration = Path.Combine(folder, "dcmqrscp.cfg");
        string store = Directory.CreateDirectory(Path.Combine(folder, "archive")).FullName;
        string receiver = receiverPort is null ? string.Empty : $"receiver = (RECEIVER, 127.0.0.1, {receiverPort})";
        File.WriteAllText(
            configuration,
            $"""
            MaxPDUSize = 16384
            MaxAssociations = 16
            HostTable BEGIN
            {receiver}
            HostTable END
            VendorTable BEGIN
            VendorTable END
            AETable BEGIN
            ARCHIVE {store} RW (200, 1024mb) ANY
            AETable END

            """);
        ToolProcess archive = Dcmtk.Start("dcmqrscp", ["-c", configuration, .. options, port.ToString(CultureInfo.InvariantCulture)]);
        Wait.Until(() => Wait.Listens(port), "dcmqrscp listens");
        return archive;
    }
}
