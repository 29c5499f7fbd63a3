using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>What goes into which stream, and when; and what goes into none.</summary>
public sealed class StreamTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IDisposable
{
    private readonly PowerShellHost host = fixture.Host;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Verbose_tells_the_story_of_a_store()
    {
        PowerShellResult result = host.Invoke("Send-DicomInstance @peer -AE ME -Path $files -Verbose", ("files", folder.WriteInstances(2)));

        string[] story = [.. result.ShouldSucceed().Verbose.Where(message => !message.StartsWith("Performing", StringComparison.Ordinal))];
        Assert.StartsWith("Sending 2 file(s) to ARCHIVE (127.0.0.1:", story[0], StringComparison.Ordinal);
        Assert.Matches(@"^Association \d+ ME > ARCHIVE \(127\.0\.0\.1:\d+\) established .* \d+ context\(s\) accepted, 0 refused; peer DICOMPS_", story[1]);
        Assert.Matches(@"001\.dcm' \(CT Image Storage, Explicit VR Little Endian, \d+ bytes\): 0000 Success in ", story[2]);
        Assert.Matches(@"002\.dcm' .*: 0000 Success in ", story[3]);
    }

    [Theory]
    [InlineData("Send-DicomEcho @peer -AE ME -Verbose", "Connecting ME to ARCHIVE", "established from 127.0.0.1", "answered C-ECHO with 0000 Success", "Released")]
    [InlineData("Connect-DicomAssociation @peer -AE ME -Context (New-DicomPresentationContext Verification) -Verbose | Disconnect-DicomAssociation -Verbose", "Connecting ME to ARCHIVE", "established from 127.0.0.1", "Released")]
    [InlineData("Test-DicomConnection @peer -AE ME -Verbose", "ME to ARCHIVE", "Name resolution: ok", "TCP connection: ok", "Association: ok", "Echo: ok")]
    [InlineData("Start-DicomServer -AE SHORT -Port 0 -BindAddress 127.0.0.1 -Verbose | Stop-DicomServer -Verbose", "SHORT (127.0.0.1:", "listens", "stopped")]
    [InlineData("Wait-DicomServer $server -TimeoutSeconds 0 -Verbose", "still run")]
    public void Verbose_tells_the_story(string script, params string[] story)
    {
        string[] told = [.. host.Invoke(script).ShouldSucceed().Verbose];

        int at = 0;
        foreach (string part in story)
        {
            at = Array.FindIndex(told, at, message => message.Contains(part, StringComparison.Ordinal));
            Assert.True(at >= 0, $"'{part}' is not told, or not in its place:\n{string.Join('\n', told)}");
        }
    }

    [Fact]
    public void Debug_tells_the_accepted_contexts_and_verbose_the_refused_ones()
    {
        PowerShellResult result = host.Invoke("""
            $DebugPreference = $VerbosePreference = 'Continue'
            Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification), (New-DicomPresentationContext 1.2.3) |
                Disconnect-DicomAssociation
            $DebugPreference = $VerbosePreference = 'SilentlyContinue'
            """).ShouldSucceed();

        Assert.Contains(result.Debug, message => message.Contains("1: Verification SOP Class, Implicit VR Little Endian", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, message => message.Contains("3: 1.2.3, abstract syntax not supported", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_told_that_was_not_asked_for()
    {
        PowerShellResult result = host.Invoke(
            "$null = Send-DicomEcho @peer; $null = Send-DicomInstance @peer -Path $files", ("files", folder.WriteInstances(1))).ShouldSucceed();

        Assert.Empty(result.Output);
        Assert.Empty(result.Verbose);
        Assert.Empty(result.Debug);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Information);
    }

    [Fact]
    public void Progress_goes_up_and_is_completed()
    {
        PowerShellResult result = host.Invoke("$null = Send-DicomInstance @peer -Path $files", ("files", folder.WriteInstances(3)));

        ProgressRecord[] records = [.. result.ShouldSucceed().Progress];
        Assert.True(records.Length >= 2);
        Assert.All(records, record => Assert.Equal("Sending DICOM instances", record.Activity));
        Assert.All(records[..^1], record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.All(records[..^1], record => Assert.InRange(record.PercentComplete, 0, 100));
        Assert.Matches("^[0-3] of 3 files", records[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, records[^1].RecordType);
        Assert.Single(records.Select(record => record.ActivityId).Distinct());
    }

    [Theory]
    [InlineData("$files | Send-DicomInstance 127.0.0.1 1 -ErrorAction SilentlyContinue")]
    [InlineData("try { $files | Send-DicomInstance @peer | ForEach-Object { throw 'enough' } } catch { }")]
    [InlineData("foreach ($once in 1) { $files | Send-DicomInstance @peer | ForEach-Object { break } }")]
    public void Progress_is_completed_also_where_it_ends_early(string script)
    {
        PowerShellResult result = host.Invoke(script, ("files", folder.WriteInstances(3)));

        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void A_result_comes_before_the_next_file_is_sent()
    {
        // Each result is looked at while the others are still on this side: the server has not got more than one more.
        PowerShellResult result = host.Invoke(
            """
            $before = $server.Counters.Instances
            Send-DicomInstance @peer -Path $files | ForEach-Object { $server.Counters.Instances - $before }
            """,
            ("files", folder.WriteInstances(5)));

        Assert.Equal([1L, 2, 3, 4, 5], result.ShouldSucceed().Output.Select(count => (long)count.BaseObject));
    }

    [Fact]
    public void A_test_comes_before_the_next_node_is_tested()
    {
        PowerShellResult result = host.Invoke("""
            $before = $server.Counters.TotalAssociations
            $node = [pscustomobject] $peer
            $node, $node, $node | Test-DicomConnection -ThrottleLimit 1 | ForEach-Object { $server.Counters.TotalAssociations - $before }
            $node, $node | Send-DicomEcho | ForEach-Object { $server.Counters.TotalAssociations - $before }
            """);

        Assert.Equal([1L, 2, 3, 4, 5], result.ShouldSucceed().Output.Select(count => (long)count.BaseObject));
    }

    [Fact]
    public void No_value_of_a_data_set_is_in_any_stream()
    {
        // A good one, one the server has, one that breaks off, one with a broken length, one without a UID, and notes.
        byte[] good = Secret();
        int name = good.AsSpan().IndexOf("SECRET"u8);
        Write("good.dcm", good);
        Write("again.dcm", good);
        Write("short.dcm", good[..(name + 4)]);
        Write("odd.dcm", good[..^1]);
        byte[] broken = [.. good];
        broken[name - 2] = 0xFF;
        broken[name - 1] = 0xFF;
        Write("broken.dcm", broken);
        byte[] noClass = [.. good];
        noClass.AsSpan(TestInstances.DataSetOf(good).AsSpan().IndexOf("1.2.840"u8) + good.Length - TestInstances.DataSetOf(good).Length, 4).Fill((byte)'X');
        Write("class.dcm", noClass);
        Write("notes.txt", "SECRET^PATIENT is not for everybody"u8.ToArray());
        Write("rle.dcm", TestInstances.Part10(transferSyntaxUid: TestInstances.RleLossless, patientId: "SECRET-ID"));

        PowerShellResult result = host.Invoke(
            """
            $DebugPreference = $VerbosePreference = 'Continue'
            $rejecting = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $store -OnDuplicate Reject
            $plain = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -Context (New-DicomPresentationContext CTImageStorage) -StoragePath $store
            Send-DicomInstance 127.0.0.1 $rejecting.Port -Path $files
            Send-DicomInstance 127.0.0.1 $plain.Port -Path $files
            $rejecting.Counters.LastFailure
            $plain.Counters.LastFailure
            Stop-DicomServer $rejecting
            Stop-DicomServer $plain
            $DebugPreference = $VerbosePreference = 'SilentlyContinue'
            """,
            ("files", Directory.GetFiles(folder.Path)),
            ("store", folder.Combine("store")));

        Assert.Null(result.TerminatingError);
        Assert.NotEmpty(result.Errors);
        string all = string.Join('\n', (IEnumerable<string?>)
        [
            .. result.Verbose,
            .. result.Debug,
            .. result.Warnings,
            .. result.Information.Select(record => record.ToString()),
            .. result.Progress.Select(record => record.ToString()),
            .. result.Errors.Select(error => $"{error} {error.Exception} {error.ErrorDetails?.RecommendedAction} {error.TargetObject}"),
            .. result.Output.Select(output => PSSerializer.Serialize(output, 4)),
        ]);
        Assert.Contains("good.dcm", all, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("PATIENT", all, StringComparison.OrdinalIgnoreCase);
    }

    private static byte[] Secret() => TestInstances.Part10(patientId: "SECRET-ID", rows: 4);

    private void Write(string file, byte[] bytes) => File.WriteAllBytes(folder.Combine(file), bytes);
}
