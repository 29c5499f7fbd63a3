using System.Globalization;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Interop;

/// <summary>Traces as Wireshark reads them: DICOM on any port, also where TLS was on the wire.</summary>
public sealed class TraceTests : InteropTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tshark_knows_every_pdu_of_an_association(bool isSecured)
    {
        string file = NewFile(rows: 32);
        string capture = InFolder("trace.pcapng");
        DicomServer server = PowerShell.Invoke(
            $"Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $storage {(isSecured ? "-TlsOption (New-DicomTlsOption $certificate -ClientAuthentication None)" : string.Empty)}",
            ("storage", StoragePath), ("certificate", TestCertificates.Server)).One<DicomServer>();
        PowerShell.Invoke(
            "Send-DicomInstance -Path $file -HostName 127.0.0.1 -Port $port -TracePath $trace -UserIdentity (New-DicomUserIdentity -JsonWebToken 'topsecret')"
            + (isSecured ? " -TlsOption (New-DicomTlsOption -TrustedCertificate $authority)" : string.Empty),
            ("file", file), ("port", server.Port), ("trace", capture), ("authority", TestCertificates.Authority)).ShouldSucceed();
        Assert.Equal(
            [
                "DICOM|A-ASSOCIATE request DICOMPS --> ANY-SCP",
                "DICOM|A-ASSOCIATE accept  DICOMPS <-- ANY-SCP",
                "DICOM|P-DATA, C-STORE-RQ ID=1",
                "DICOM|P-DATA[Packet size limited during capture]",
                "DICOM|P-DATA, C-STORE-RSP ID=1 (Success)",
                "DICOM|A-RELEASE request",
                "DICOM|A-RELEASE response",
            ],
            Tshark.Fields(capture, "_ws.col.Protocol", "_ws.col.Info"));
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        string[] ends = Tshark.Fields(capture, "ip.src", "exported_pdu.dst_port", "dicom.userinfo.user_identify.primary_field");
        Assert.StartsWith($"|{port}|", ends[0].Replace("127.0.0.1", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(ends, line => line.Contains("topsecret", StringComparison.Ordinal));
    }

    [Fact]
    public void Tshark_takes_the_instance_out_of_a_trace_with_data()
    {
        string file = NewFile(rows: 512);
        string capture = InFolder("trace.pcapng");
        PowerShell.Invoke(
            "$server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $storage -TracePath $trace -TraceData\n"
            + "Send-DicomInstance -Path $file -HostName 127.0.0.1 -Port $server.Port\n"
            + "Stop-DicomServer $server",
            ("storage", StoragePath), ("file", file), ("trace", capture)).ShouldSucceed();
        string objects = Directory.CreateDirectory(InFolder("objects")).FullName;
        Tshark.Read(capture, "-q", "--export-objects", $"dicom,{objects}");
        Assert.Equal(InstanceBytes.DataSetOf(file), InstanceBytes.DataSetOf(Assert.Single(Directory.GetFiles(objects))));
    }

    [Fact]
    public void A_trace_of_what_dcmtk_sends_is_whole()
    {
        string capture = InFolder("trace.pcapng");
        DicomServer server = StartServer($"-TracePath '{capture}'");
        EchoScu(server, "-v").ShouldSucceed();
        StoreScu(server, [], NewFile(rows: 512)).ShouldSucceed();
        PowerShell.Invoke("Stop-DicomServer $server", ("server", server)).ShouldSucceed();
        string[] packets = Tshark.Fields(capture, "_ws.col.Info", "_ws.malformed");
        Assert.Equal(2, packets.Count(packet => packet.StartsWith("A-RELEASE response", StringComparison.Ordinal)));
        Assert.Contains(packets, packet => packet.StartsWith("P-DATA, C-STORE-RSP ID=1 (Success)", StringComparison.Ordinal));
        Assert.All(packets, packet => Assert.EndsWith("|", packet, StringComparison.Ordinal));
    }
}
