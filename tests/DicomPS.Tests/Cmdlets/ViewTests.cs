using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>How objects look at a prompt that is 120 characters wide.</summary>
public sealed class ViewTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly PowerShellHost host = fixture.Host;

    [Theory]
    [InlineData("New-DicomAE WORKSTATION_SIXT", "Title", "WORKSTATION_SIXT", "131072", "DICOMPS_")]
    [InlineData("Get-DicomPresentationContext Verification", "Abstract Syntax", "Verification SOP Class", "Implicit VR LE, Explicit VR LE, Deflated Explicit VR LE, Explicit VR BE")]
    [InlineData("New-DicomPresentationContext CTImageStorage -ScuRole $true -ScpRole $false", "Roles", "SCU/-")]
    [InlineData("New-DicomPresentationContext 1.2.3 1.2.4", "Abstract Syntax", "1.2.3", "1.2.4")]
    [InlineData("New-DicomUserIdentity SMITH -RequestResponse", "User Name", "UserName", "True", "SMITH")]
    [InlineData("$server", "End Point", "ARCHIVE", "127.0.0.1:", "True")]
    [InlineData("$server.Counters", "Instances", "Last Failure")]
    [InlineData("$queue = $server.Events.Listen(); $null = Send-DicomEcho @peer -AE WORKSTATION_SIXT; Receive-DicomEvent -Queue $queue -First 9 -TimeoutSeconds 9", "What", "WORKSTATION_SIXT ARCHIVE", "AssociationRequested", "CEchoRq 1", "CEchoRsp 1", "PDataTf, 80 bytes", "PDataTf, 90 bytes")]
    [InlineData("Send-DicomEcho @peer -AE WORKSTATION_SIXT", "Peer", "WORKSTATION_SIXT > ARCHIVE (127.0.0.1:", "0000 Success")]
    [InlineData("Test-DicomConnection @peer", "Stopped At", "ARCHIVE (127.0.0.1:", "True")]
    [InlineData("(Test-DicomConnection @peer).Steps", "Detail", "Name resolution", "TCP connection", "Association", "Echo", "0000 Success")]
    [InlineData("Test-DicomConnection no-such-host.invalid 104", "Stopped At", "ANY-SCP (no-such-host.invalid:104)", "Name resolution", "False")]
    [InlineData("Test-DicomNegotiation ME ARCHIVE -Context (New-DicomPresentationContext Verification)", "Accepted", "  1 Verification SOP Class ", "True ", "Implicit VR Little Endian SCU ", "the first of")]
    [InlineData("Test-DicomAETitle 'A\\B' -Detailed", "Rule", "A\\B", "False", "Backslash")]
    [InlineData("[DicomPS.Engine.Dictionary.UidDictionary]::Find('1.2.840.10008.1.2.1')", "Keyword", "1.2.840.10008.1.2.1", "TransferSyntax", "ExplicitVRLittleEndian")]
    [InlineData("Get-DicomTag PatientName, '60023000', PixelData", "Keyword", "(0010,0010) PN ", "Patient's Name", "(6002,3000) OB or OW 1 ")]
    [InlineData("Get-DicomTag OverlayData", "Tag", "(60xx,3000)")]
    [InlineData("Register-DicomPrivateTag 'VIEW 1' '(0009,xx01)' LO -Name Serial; Get-DicomTag 00091201 -Creator 'VIEW 1'", "Retired", "(0009,1201) LO ", "Serial [VIEW 1]")]
    [InlineData("New-DicomDataset @{ Modality = 'ct'; Rows = 1, 2 } | Test-DicomDataset", "Message", "Modality ", " CS ", "CS does not have U+0063", "the number of values is 2, not 1")]
    [InlineData("Get-DicomUid -Service Storage", "Kind", "CTImageStorage")]
    [InlineData("[DicomPS.Engine.Dictionary.DicomStatus]::Of(0xA700, 'Storage')", "Category", "A700", "Failure", "Out of Resources")]
    public void An_object_is_a_row_of_a_table(string script, string header, params string[] values)
    {
        string text = host.Render(script);

        AssertTable(text, header);
        Assert.All(values, value => Assert.Contains(value, text, StringComparison.Ordinal));
        Assert.DoesNotContain('\u2026', text);
    }

    [Fact]
    public void An_association_and_its_contexts_are_tables()
    {
        string text = host.Render("""
            $association = Connect-DicomAssociation -AE WORKSTATION_SIXT @peer -Context (
                New-DicomPresentationContext Verification), (New-DicomPresentationContext 1.2.840.113619.4.30.12345 1.2.3)
            $association | Out-Host
            $association.AcceptedContexts | Out-Host
            $association.RefusedContexts | Out-Host
            Disconnect-DicomAssociation $association
            """);

        AssertTable(text, "Calling");
        Assert.Contains("Established", text, StringComparison.Ordinal);
        Assert.Contains("  1 Verification SOP Class", text, StringComparison.Ordinal);
        Assert.Contains("  3 1.2.840.113619.4.30.12345 ", text, StringComparison.Ordinal);
        Assert.Contains("abstract syntax not supported", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_a_store_are_a_table_that_shows_how_each_went()
    {
        using TemporaryFolder folder = new();
        string stored = TestInstances.WriteFile(folder.Combine("capture.dcm"), TestInstances.SecondaryCaptureImageStorage);
        string uid = TestInstances.NewUid();
        string named = TestInstances.WriteFile(folder.Combine(uid + ".dcm"), sopInstanceUid: uid);
        string notes = folder.Combine("notes.txt");
        File.WriteAllText(notes, "notes");

        string text = host.Render(
            "Send-DicomInstance @peer -Path $paths -ErrorAction SilentlyContinue", ("paths", new[] { stored, named, notes }));

        AssertTable(text, "Transfer Syntax");
        Assert.Contains("capture.dcm            Secondary Capture Image Storage Explicit VR LE       0000 Success", text, StringComparison.Ordinal);
        Assert.Contains($"\u2026{(uid + ".dcm")[^21..]}", text, StringComparison.Ordinal);
        Assert.Contains("notes.txt", text, StringComparison.Ordinal);
        Assert.Contains("NotDicom", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_longer_than_its_column_is_wrapped()
    {
        string text = host.Render("Test-DicomConnection no-such-host.invalid 104");

        Assert.Contains("no-such-host.invalid", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u2026', text);
    }

    [Fact]
    public void Every_declared_output_of_the_module_has_a_view()
    {
        // Types are found by the names of their views: Get-FormatData is not in the core of PowerShell.
        string views = File.ReadAllText(RepositoryRoot.Combine("src", "DicomPS", "DicomPS.format.ps1xml"));
        IEnumerable<string> types = host.Invoke("(Get-Command -Module DicomPS).OutputType.Type.FullName").ShouldSucceed().Output
            .Select(type => (string)type.BaseObject)
            .Where(type => type.StartsWith("DicomPS.", StringComparison.Ordinal));

        Assert.All(types.Distinct(), type => Assert.Contains($"<TypeName>{type}</TypeName>", views, StringComparison.Ordinal));
    }

    private static void AssertTable(string text, string header)
    {
        string[] lines = text.Split('\n');
        int head = Array.FindIndex(lines, line => line.Contains(header, StringComparison.Ordinal));
        Assert.True(head >= 0, text);
        Assert.Matches("^[- ]+$", lines[head + 1].TrimEnd('\r'));
        Assert.All(lines, line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
    }
}
