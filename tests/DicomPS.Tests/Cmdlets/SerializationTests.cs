using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Objects on their way to another process: what a job or a remote session gives back is still of use.</summary>
public sealed class SerializationTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IDisposable
{
    private const string Verification = "(New-DicomPresentationContext Verification)";

    private readonly PowerShellHost host = fixture.Host;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_AE_keeps_its_settings_and_contexts(int depth)
    {
        PSObject ae = Travel($"New-DicomAE NODE -DimseTimeout 5 -RequestedContext {Verification}", depth);

        Assert.Contains("Deserialized.DicomPS.Engine.ApplicationEntity", ae.TypeNames);
        Assert.Equal("NODE", Get(ae, "Title"));
        Assert.Equal("NODE", ae.ToString());
        Assert.Equal(TimeSpan.FromSeconds(5), Get(ae, "DimseTimeout"));
        Assert.Equal(131072u, Get(ae, "MaximumPduLength"));
        PSObject context = PSObject.AsPSObject(Assert.Single(Items(ae, "RequestedContexts")));
        Assert.Equal("Verification SOP Class", Get(context, "AbstractSyntaxName"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_context_keeps_its_names(int depth)
    {
        PSObject context = Travel("New-DicomPresentationContext CTImageStorage ExplicitVRLittleEndian -ScuRole $true -ScpRole $false", depth);

        Assert.Equal("CT Image Storage", Get(context, "AbstractSyntaxName"));
        Assert.Equal("1.2.840.10008.5.1.4.1.1.2", Get(context, "AbstractSyntax"));
        Assert.Equal(["1.2.840.10008.1.2.1"], Items(context, "TransferSyntaxes").Select(item => item.ToString()));
        Assert.Equal(true, Get(context, "ScuRole"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_outcome_of_a_negotiation_keeps_its_rule(int depth)
    {
        PSObject outcome = Travel($"Test-DicomNegotiation ME ARCHIVE -Context {Verification}", depth);

        Assert.Equal("Verification SOP Class", Get(outcome, "AbstractSyntaxName"));
        Assert.Equal(true, Get(outcome, "IsAccepted"));
        Assert.Equal("SCU", Get(outcome, "Role"));
        Assert.Contains("ARCHIVE", (string)Get(outcome, "Rule")!, StringComparison.Ordinal);
        Assert.Equal(4, Items(outcome, "ProposedTransferSyntaxes").Length);
    }

    [Theory]
    [InlineData("Established", "")]
    [InlineData("Released", "Disconnect-DicomAssociation $a;")]
    [InlineData("Aborted", "Disconnect-DicomAssociation $a -Abort;")]
    public void An_association_keeps_what_was_negotiated(string state, string end)
    {
        foreach (int depth in new[] { 1, 2, 4 })
        {
            PSObject association = Travel($"$a = Connect-DicomAssociation @peer -AE ME -Context {Verification}; {end} $a", depth);
            host.Invoke("Get-DicomAssociation | Disconnect-DicomAssociation").ShouldSucceed();

            Assert.Equal(state, Get(association, "State")?.ToString());
            Assert.Equal("ME", Get(association, "CallingAETitle"));
            Assert.Equal("ARCHIVE", Get(association, "CalledAETitle"));
            Assert.StartsWith("127.0.0.1:", Get(association, "RemoteEndPoint")?.ToString(), StringComparison.Ordinal);
            PSObject context = PSObject.AsPSObject(Assert.Single(Items(association, "AcceptedContexts")));
            Assert.Equal("Verification SOP Class", Get(context, "AbstractSyntaxName"));
            Assert.Null(association.Properties["Ended"]);
        }
    }

    [Theory]
    [InlineData("-Credential $credential")]
    [InlineData("-KerberosTicket ([Text.Encoding]::UTF8.GetBytes('t0p-secret'))")]
    [InlineData("-SamlAssertion t0p-secret")]
    [InlineData("-JsonWebToken t0p-secret")]
    public void A_user_identity_and_its_association_leave_the_secret_behind(string parameter)
    {
        using System.Security.SecureString passcode = new();
        "t0p-secret".ToList().ForEach(passcode.AppendChar);
        string text = host.Invoke(
            $$"""
            $identity = New-DicomUserIdentity {{parameter}}
            $association = Connect-DicomAssociation @peer -Context {{Verification}} -UserIdentity $identity
            foreach ($object in $identity, $association, $server.Associations) {
                [Management.Automation.PSSerializer]::Serialize($object, 9)
                $object.PSObject.Properties | ForEach-Object { "$($_.Name) = $($_.Value)" }
            }
            Disconnect-DicomAssociation $association
            """,
            ("credential", new PSCredential("SMITH", passcode))).ShouldSucceed().Output.Aggregate(string.Empty, (all, item) => all + item);

        Assert.Contains("UserIdentity", text, StringComparison.Ordinal);
        Assert.DoesNotContain("t0p-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("t0p-secret"u8), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_connection_test_keeps_its_steps(int depth)
    {
        PSObject test = Travel("Test-DicomConnection no-such-host.invalid 104", depth);

        Assert.Equal(false, Get(test, "Succeeded"));
        Assert.Equal("Name resolution", Get(test, "StoppedAt"));
        Assert.NotNull(Get(test, "Reason"));
        Assert.NotNull(Get(test, "RecommendedAction"));
        Assert.StartsWith("Name resolution: failed", Assert.Single(Items(test, "Steps")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_keep_their_status(int depth)
    {
        PSObject echo = Travel("Send-DicomEcho @peer", depth);
        PSObject stored = Travel("Send-DicomInstance @peer -Path $file", depth, ("file", folder.WriteInstances(1)[0]));
        string notes = folder.Combine("notes.txt");
        File.WriteAllText(notes, "notes");
        PSObject failed = Travel("Send-DicomInstance @peer -Path $file -ErrorAction SilentlyContinue", depth, ("file", notes));

        Assert.Equal("0000 Success", Get(echo, "Status")?.ToString());
        Assert.Equal(true, Get(PSObject.AsPSObject(Get(echo, "Status")), "IsSuccess"));
        Assert.Equal("0000 Success", Get(stored, "Status")?.ToString());
        Assert.Equal(true, Get(stored, "IsStored"));
        Assert.Equal("CT Image Storage", Get(stored, "SopClassName"));
        Assert.Equal(notes, Get(failed, "Path"));
        Assert.Equal(false, Get(failed, "IsStored"));
        Assert.Contains("notes.txt", Get(failed, "Reason")?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_entry_of_the_dictionary_can_be_looked_up_again(int depth)
    {
        PSObject tag = Travel("Get-DicomTag OverlayData", depth);
        PSObject uid = Travel("Get-DicomUid CTImageStorage", depth);

        Assert.Equal("(60xx,3000)", Get(tag, "Pattern"));
        Assert.Equal("Overlay Data", Get(PSObject.AsPSObject(host.Invoke("$tag | Get-DicomTag", ("tag", tag)).ShouldSucceed().Output[0]), "Name"));
        Assert.Equal("CT Image Storage", Get(PSObject.AsPSObject(host.Invoke("$uid | Get-DicomUid", ("uid", uid)).ShouldSucceed().Output[0]), "Name"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_data_set_keeps_its_elements_and_items(int depth)
    {
        PSObject dataset = Travel(
            """
            $ds = [DicomPS.Engine.Data.DicomDataset]::new()
            $ds.PatientName = 'A^B'
            $ds.ImageType = 'ORIGINAL', 'PRIMARY'
            $ds.ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2'; ReferencedSOPSequence = @{ ReferencedSOPInstanceUID = '1.3' } }
            $ds
            """,
            depth);

        Assert.Contains("Deserialized.DicomPS.Engine.Data.DicomDataset", dataset.TypeNames);
        Assert.Equal("A^B", Get(dataset, "PatientName"));
        Assert.Equal(["ORIGINAL", "PRIMARY"], Items(dataset, "ImageType").Select(item => item.ToString()));
        PSObject series = PSObject.AsPSObject(Assert.Single(Items(dataset, "ReferencedSeriesSequence")));
        Assert.Equal("1.2", Get(series, "SeriesInstanceUID"));
        PSObject instance = PSObject.AsPSObject(Assert.Single(Items(series, "ReferencedSOPSequence")));
        Assert.Equal("1.3", Get(instance, "ReferencedSOPInstanceUID"));
        Assert.Null(dataset.Properties["Elements"]);
    }

    [Theory]
    [InlineData("$server", true)]
    [InlineData("$s = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1; Stop-DicomServer $s; $s", false)]
    public void A_server_keeps_its_counts(string script, bool isRunning)
    {
        foreach (int depth in new[] { 1, 2, 3 })
        {
            PSObject server = Travel(script, depth);

            Assert.Equal("ARCHIVE", Get(server, "AETitle"));
            Assert.Equal(isRunning, Get(server, "IsRunning"));
            Assert.StartsWith("127.0.0.1:", Get(server, "EndPoint")?.ToString(), StringComparison.Ordinal);
            Assert.NotNull(Get(PSObject.AsPSObject(Get(server, "Counters")), "Instances"));
            Assert.Null(server.Properties["Completion"]);
        }
    }

    [Theory]
    [InlineData("New-DicomAE")]
    [InlineData("New-DicomPresentationContext Verification")]
    [InlineData("$a = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification); Disconnect-DicomAssociation $a; $a")]
    [InlineData("$a = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification); Disconnect-DicomAssociation $a -Abort; $a")]
    [InlineData("$s = Start-DicomServer -Port 0 -BindAddress 127.0.0.1; Stop-DicomServer $s; $s; $s.Counters")]
    [InlineData("Send-DicomEcho @peer; Test-DicomConnection @peer; (Test-DicomConnection @peer).Steps")]
    [InlineData("Test-DicomAETitle A -Detailed; Send-DicomInstance @peer -Path $file; Send-DicomInstance @peer -Path $notes -ErrorAction SilentlyContinue")]
    public void No_property_throws(string script)
    {
        File.WriteAllText(folder.Combine("notes.txt"), "notes");
        PowerShellResult result = host.Invoke(
            script, ("file", folder.WriteInstances(1)[0]), ("notes", folder.Combine("notes.txt")));

        foreach (PSObject output in result.Output)
        {
            Assert.All(output.Properties, property => Assert.Null(Record.Exception(() => { _ = property.Value; })));
            Assert.NotEmpty(output.ToString());
        }
    }

    private static object? Get(PSObject from, string property) =>
        (from.Properties[property] ?? throw new KeyNotFoundException(property)).Value is PSObject { BaseObject: not PSCustomObject } value
            ? value.BaseObject is string or bool or uint or TimeSpan ? value.BaseObject : value
            : from.Properties[property].Value;

    private static object[] Items(PSObject from, string property) =>
        [.. LanguagePrimitives.GetEnumerable(from.Properties[property].Value)?.Cast<object>()
            ?? throw new InvalidOperationException($"{property} is no list: {from.Properties[property].Value}")];

    private static PSObject Deserialize(string xml) => PSObject.AsPSObject(PSSerializer.Deserialize(xml));

    private PSObject Travel(string script, int depth, params (string Name, object? Value)[] variables)
    {
        // In the runspace, as a job does it: there the types of the module are known.
        string serialize = "[Management.Automation.PSSerializer]::Serialize((& { " + script + " }), $depth)";
        return Deserialize(host.Invoke(serialize, [.. variables, ("depth", depth)]).One<string>());
    }
}
