using Xunit;

namespace DicomPS.Tests.Handlers;

/// <summary>What a block is promised: when its answers leave, what stops it, how many run, and what it may call.</summary>
public sealed class HandlerContractTests : IDisposable
{
    private readonly HandlerHost handlers = new();

    public void Dispose() => handlers.Dispose();

    [Fact]
    public void A_match_goes_out_before_the_next_is_written() => Assert.Equal("FF00 1|FF00 2|0000", handlers.Run(
        """
        $seen = [Threading.ManualResetEventSlim]::new()
        $server = Start-DicomServer @provider -OnFind {
            @{ PatientID = '1' }
            if (-not ($using:seen).Wait(30000)) { throw 'The first match was not seen.' }
            @{ PatientID = '2' }
        }
        $association = Connect $server
        $stream = $association.FindAsync($find, (New-DicomDataset @{ PatientID = '' }), $null, $none).GetAsyncEnumerator($none)
        while ($stream.MoveNextAsync().AsTask().GetAwaiter().GetResult()) {
            "$(Hex $stream.Current) $($stream.Current.Dataset.PatientID)".Trim()
            $seen.Set()
        }
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_time_limit_is_answered_and_stops_the_block() => Assert.Equal("C211|C311|C411|C511|0110|True|5", handlers.Run(
        """
        $ended = [Threading.CountdownEvent]::new(5)
        $block = { try { while ($true) { } } finally { $null = ($using:ended).Signal() } }
        $server = Start-DicomServer @provider -HandlerTimeout 0.5 -OnStore $block -OnFind $block -OnGet $block -OnMove $block -OnCreate $block `
            -MoveDestination @{ ARCHIVE = '127.0.0.1:104' }
        $association = Connect $server
        Hex (Send-DicomInstance $files -Association $association -ErrorAction Ignore)
        Hex (Request-Find $association)[-1]
        Hex (Request-Get $association $folder)[-1].Result
        Hex (Request-Move $association ARCHIVE)[-1]
        Hex (Request-Create $association @{ PatientID = '1' })
        $ended.Wait(30000)
        $server.Counters.HandlerFailures
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("files", handlers.Folder.WriteInstances(1))));

    [Theory]
    [InlineData("CGetRsp")]
    [InlineData("CMoveRsp")]
    public void A_cancel_stops_an_endless_retrieval_and_its_counts_are_told(string response) => Assert.Equal("FE00|True|True|0000|0", handlers.Run(
        """
        $ended = [Threading.ManualResetEventSlim]::new()
        $block = { try { while ($true) { $using:files } } finally { ($using:ended).Set() } }
        $archive = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -Discard
        $server = Start-DicomServer @provider -OnGet $block -OnMove $block -MoveDestination @{ ARCHIVE = "127.0.0.1:$($archive.Port)" }
        $events = $server.Events.Listen(@('MessageSent'))
        $association = Connect $server
        $query = New-DicomDataset @{ PatientID = '1' }
        $options = [DicomPS.Engine.Dimse.GetOptions]::new(); $options.StoragePath = "$folder/got"
        $stream = if ($response -eq 'CGetRsp') { $association.GetAsync($get, $query, $options, $none).GetAsyncEnumerator($none) }
            else { $association.MoveAsync($move, 'ARCHIVE', $query, $null, $none).GetAsyncEnumerator($none) }
        $null = $stream.MoveNextAsync().AsTask().GetAwaiter().GetResult()
        $null = $stream.DisposeAsync().AsTask().GetAwaiter().GetResult()
        $last = @(Receive-DicomEvent -Queue $events -TimeoutSeconds 0 | Where-Object { $_.Command.CommandField -eq $response })[-1].Command
        '{0:X4}' -f $last.Status
        $last.CompletedSuboperations -ge 1 -and $null -ne $last.RemainingSuboperations
        $ended.Wait(30000)
        Hex (Send-DicomEcho -Association $association)
        $server.Counters.HandlerFailures
        Disconnect-DicomAssociation $association
        $server, $archive | Stop-DicomServer
        """,
        ("response", response),
        ("files", handlers.Folder.WriteInstances(1))));

    [Fact]
    public void No_more_handlers_run_than_the_limit_says()
    {
        ManualResetEventSlim gate = new();

        // What calls into .NET cannot be stopped, and keeps its place.
        Assert.Equal("0110|0110|0000", handlers.Run(
            """
            $server = Start-DicomServer @provider -ThrottleLimit 1 -HandlerTimeout 0.5 -OnEcho {
                param($Request)
                if ($Request.Association.CallingAETitle -eq 'STUCK') { ($using:gate).Wait() }
            }
            $stuck = Connect $server STUCK
            Hex $stuck.EchoAsync($none).GetAwaiter().GetResult()
            Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER -ErrorAction Ignore)
            $gate.Set()
            do { $status = Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER -ErrorAction Ignore) } until ($status -eq '0000')
            $status
            Disconnect-DicomAssociation $stuck
            Stop-DicomServer $server
            """,
            ("gate", gate)));
    }

    [Theory]
    [InlineData("throw 'no table'")]
    [InlineData("while ($true) { }")]
    [InlineData("'nowhere'")]
    [InlineData("'127.0.0.1:104', '127.0.0.1:105'")]
    public void A_block_that_fails_to_look_a_destination_up_fails_the_move(string block) => Assert.Equal("C511|1", handlers.Run(
        """
        $server = Start-DicomServer @provider -HandlerTimeout 1 -OnMove { } -MoveDestination ([scriptblock]::Create($block))
        $association = Connect $server
        Hex (Request-Move $association ARCHIVE)[-1]
        $server.Counters.HandlerFailures
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("block", block)));

    [Fact]
    public void A_move_handler_may_store_to_its_own_server_and_a_store_handler_query_it() => Assert.Equal("0000 0|0000|2 4711", handlers.Run(
        """
        $free = (($probe = Start-DicomServer @provider).Port); Stop-DicomServer $probe
        $here = @{ HostName = '127.0.0.1'; Port = $free; CalledAETitle = 'PROVIDER' }
        $seen = [Collections.Concurrent.ConcurrentQueue[string]]::new()
        $server = Start-DicomServer -AE PROVIDER -Port $free -BindAddress 127.0.0.1 -MoveDestination @{ ARCHIVE = '127.0.0.1:104' } -OnMove {
            $to = $using:here
            $sent = @(Send-DicomInstance @to -Path $using:files)
            if (@($sent | Where-Object IsStored).Count -ne 2) { throw 'not stored' }
        } -OnFind { @{ StudyInstanceUID = '1.2'; PatientID = '4711' } } -OnStore {
            $at = $using:here
            ($using:seen).Enqueue((Find-DicomStudy @at).PatientID)
        }
        $association = Connect $server
        $results = Request-Move $association ARCHIVE
        "$(Hex $results[-1]) $($results[-1].Failed)"
        Hex (Send-DicomEcho -Association $association)
        "$(@($seen | Where-Object { $_ -eq '4711' }).Count) $($seen.ToArray()[0])"
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("files", handlers.Folder.WriteInstances(2))));

    [Fact]
    public void A_handler_that_prints_answers_all_the_same() => Assert.Equal("0000|OnEcho: a note|True", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnEcho {
            function Print { [CmdletBinding()] param() $PSCmdlet.WriteInformation('a note', [string[]] @())
                $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'Work', 'half')) }
            Print
            $Host.UI.Write('a word')
            $Host.UI.WriteLine([ConsoleColor]::Red, [ConsoleColor]::Black, 'a line')
            $Host.UI.WriteErrorLine('a fault')
        }
        $events = $server.Events.Listen(@('HandlerMessage', 'HandlerFailed'))
        Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER -ErrorAction Ignore)
        $told = @(Receive-DicomEvent -Queue $events -TimeoutSeconds 0)
        @($told.Reason) -eq 'OnEcho: a note'
        $server.Counters.HandlerFailures -eq 0
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_handler_that_asks_a_person_fails() => Assert.Equal("0110|1", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnEcho { $null = $Host.UI.ReadLine() }
        Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER -ErrorAction Ignore)
        $server.Counters.HandlerFailures
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_request_tells_roles_and_user() => Assert.Equal("SMITH|SCU/SCP|127.0.0.1", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnEcho {
            param($Request)
            $storage = $Request.Association.AcceptedContexts | Where-Object AbstractSyntax -EQ $using:ct
            $Request.Association.UserIdentity.UserName, "$($storage.Role)", $Request.Association.RemoteEndPoint.Address |
                ForEach-Object { ($using:seen).Enqueue("$_") }
        } -Context $(New-DicomPresentationContext Verification; New-DicomPresentationContext $ct -ScuRole $true -ScpRole $true)
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port PROVIDER -UserIdentity (New-DicomUserIdentity SMITH) -Context $(
            New-DicomPresentationContext Verification; New-DicomPresentationContext $ct -ScuRole $true -ScpRole $true)
        $null = Send-DicomEcho -Association $association
        $seen.ToArray()
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("seen", new System.Collections.Concurrent.ConcurrentQueue<string>())));

    [Theory]
    [InlineData("foreach ($file in $using:files) { [DicomPS.Engine.Dimse.InstanceSource]::FromFile($file) }", "0000 2")]
    [InlineData("foreach ($file in $using:files) { [DicomPS.Engine.Dimse.InstanceSource]::FromDataset((Import-DicomFile $file)) }", "0000 2")]
    [InlineData("[DicomPS.Engine.Dimse.RetrieveItem]::Count(1); [DicomPS.Engine.Dimse.InstanceSource]::FromFile($using:files[0])", "0000 1")]
    public void Instances_of_the_engine_are_instances_too(string block, string expected) => Assert.Equal(expected, handlers.Run(
        """
        $server = Start-DicomServer @provider -OnGet ([scriptblock]::Create($block))
        $association = Connect $server
        $updates = Request-Get $association "$folder/got"
        "$(Hex $updates[-1].Result) $(@($updates | Where-Object { $_.Instance.IsStored }).Count)"
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("block", block),
        ("files", handlers.Folder.WriteInstances(2))));
}
