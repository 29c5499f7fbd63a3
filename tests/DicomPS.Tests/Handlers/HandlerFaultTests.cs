using Xunit;

namespace DicomPS.Tests.Handlers;

/// <summary>Handlers that throw, hang, write nonsense or talk, and servers that end meanwhile.</summary>
public sealed class HandlerFaultTests : IDisposable
{
    private readonly HandlerHost handlers = new();

    public void Dispose() => handlers.Dispose();

    [Theory]
    [InlineData("throw 'no room'", "no room")]
    [InlineData("while ($true) { }", "timed out")]
    [InlineData("$true", "a Boolean, which is no answer")]
    [InlineData("'Hello'", "a String, which is no answer")]
    [InlineData("0, 0", "second status")]
    [InlineData("70000", "status 70000")]
    [InlineData("[IO.File]::ReadAllText('/no/such/file'); 0", "/no/such/file")]
    [InlineData("No-SuchCommand; 0", "No-SuchCommand")]
    [InlineData("Import-DicomFile /no/such/file.dcm; 0", "file.dcm")]
    [InlineData("0xFF00", "no answer that ends the request")]
    public void A_handler_that_fails_is_answered_told_and_counted(string block, string words) => Assert.Equal("C211|0110|2|True|True", handlers.Run(
        """
        $handler = [scriptblock]::Create($block)
        $server = Start-DicomServer @provider -OnStore $handler -OnEcho $handler -HandlerTimeout 2
        $events = $server.Events.Listen()
        Hex (Send-DicomInstance 127.0.0.1 $server.Port PROVIDER -Path $files -ErrorAction Ignore)
        Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER -ErrorAction Ignore)
        $server.Counters.HandlerFailures
        $server.Counters.LastHandlerFailure.Contains($words)
        $failed = @(Receive-DicomEvent -Queue $events -Kind HandlerFailed -TimeoutSeconds 0)
        $failed.Count -eq 2 -and $failed[0].Error.Message.Contains($words)
        Stop-DicomServer $server
        """,
        ("block", block),
        ("words", words),
        ("files", handlers.Folder.WriteInstances(1))));

    [Fact]
    public void Each_service_has_its_own_failure() => Assert.Equal("C311|C411|C511|0110", handlers.Run(
        """
        $block = { throw 'no' }
        $server = Start-DicomServer @provider -OnFind $block -OnGet $block -OnMove $block -OnCreate $block -MoveDestination @{ ARCHIVE = '127.0.0.1:104' }
        $association = Connect $server
        Hex (Request-Find $association)[-1]
        Hex (Request-Get $association $folder)[-1].Result
        Hex (Request-Move $association ARCHIVE)[-1]
        Hex (Request-Create $association @{ PatientID = '1' })
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """));

    [Theory]
    [InlineData("-OnFind", "5.5; ", "C311")]
    [InlineData("-OnFind", "@{ NoSuchKeyword = 1 }", "C311")]
    [InlineData("-OnGet", "$true", "C411")]
    [InlineData("-OnCreate", "@{ PatientID = 'A' }, @{ PatientID = 'B' }", "0110")]
    [InlineData("-OnCreate", "@{ Status = 0; Nonsense = 1 }", "0110")]
    public void Nonsense_is_the_failure_of_its_service(string parameter, string block, string status) => Assert.Equal(status, handlers.Run(
        """
        $handler = @{ $parameter.TrimStart('-') = [scriptblock]::Create($block) }
        $server = Start-DicomServer @provider @handler
        $association = Connect $server
        switch ($parameter) {
            '-OnFind' { Hex (Request-Find $association)[-1] }
            '-OnGet' { Hex (Request-Get $association $folder)[-1].Result }
            default { Hex (Request-Create $association @{ PatientID = '1' }) }
        }
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
        """,
        ("parameter", parameter),
        ("block", block)));

    [Fact]
    public void A_handler_that_talks_answers_all_the_same() => Assert.Equal(
        "0000|OnEcho: Warning: careful,OnEcho: Verbose: a story,OnEcho: Error: small thing", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnEcho {
            function Talk { [CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('a story')
                $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('small thing'), 'Small', 'NotSpecified', $null)) }
            Talk -Verbose -ErrorAction Continue
        }
        $events = $server.Events.Listen()
        Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER)
        (Receive-DicomEvent -Queue $events -Kind HandlerMessage -TimeoutSeconds 0).Reason -join ','
        Stop-DicomServer $server
        """));

    [Fact]
    public void As_many_handlers_run_side_by_side_as_the_limit_says() => Assert.Equal("0000,0000,0000|1", handlers.Run(
        """
        $gate = [Threading.Barrier]::new(3)
        $server = Start-DicomServer @provider -ThrottleLimit 3 -OnEcho { if (-not ($using:gate).SignalAndWait(30000)) { throw 'alone' } }
        $associations = foreach ($number in 1..3) { Connect $server }
        $tasks = foreach ($association in $associations) { $association.EchoAsync($none) }
        @(foreach ($task in $tasks) { Hex $task.GetAwaiter().GetResult() }) -join ','
        $gate.CurrentPhaseNumber
        $associations | Disconnect-DicomAssociation
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_slow_handler_harms_no_other_association() => Assert.Equal("0000|False|0000", handlers.Run(
        """
        $gate = [Threading.ManualResetEventSlim]::new()
        $server = Start-DicomServer @provider -ThrottleLimit 2 -OnEcho {
            param($Request)
            if ($Request.Association.CallingAETitle -eq 'SLOW') { $null = ($using:gate).Wait(30000) }
        }
        $slow = Connect $server SLOW
        $fast = Connect $server FAST
        $waiting = $slow.EchoAsync($none)
        Hex (Send-DicomEcho -Association $fast)
        $waiting.IsCompleted
        $gate.Set()
        Hex $waiting.GetAwaiter().GetResult()
        $slow, $fast | Disconnect-DicomAssociation
        Stop-DicomServer $server
        """));

    [Fact]
    public void A_handler_may_use_the_cmdlets_against_another_server_of_the_process() => Assert.Equal("0000|2", handlers.Run(
        """
        $archive = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath "$folder/archive"
        $port = $archive.Port
        $server = Start-DicomServer @provider -OnStore {
            param($Request)
            $null = Send-DicomEcho 127.0.0.1 $using:port ARCHIVE
            (Send-DicomInstance 127.0.0.1 $using:port ARCHIVE -Path $Request.TemporaryPath).Status
        }
        Hex (Send-DicomInstance 127.0.0.1 $server.Port PROVIDER -Path $files)[0]
        $archive.Counters.Instances
        $archive, $server | Stop-DicomServer
        """,
        ("files", handlers.Folder.WriteInstances(2))));

    [Fact]
    public void A_handler_that_cannot_be_stopped_is_left_behind()
    {
        ManualResetEventSlim gate = new();

        Assert.Equal("0110|0000|False", handlers.Run(
            """
            $server = Start-DicomServer @provider -ThrottleLimit 2 -HandlerTimeout 1 -OnEcho {
                param($Request)
                if ($Request.Association.CallingAETitle -eq 'STUCK') { ($using:gate).Wait() }
            }
            $stuck = Connect $server STUCK
            Hex $stuck.EchoAsync($none).GetAwaiter().GetResult()
            Hex (Send-DicomEcho 127.0.0.1 $server.Port PROVIDER)
            Stop-DicomServer $server
            Remove-Module DicomPS
            $server.IsRunning
            """,
            ("gate", gate)));

        gate.Set();
    }

    [Fact]
    public void An_error_in_a_block_names_the_line_where_the_block_stands() => Assert.Equal("line 3", handlers.Run(
        """
        $server = Start-DicomServer @provider -OnEcho {
            param($Request)
            throw 'here'
        }
        $queue = $server.Events.Listen()
        $null = Send-DicomEcho 127.0.0.1 $server.Port PROVIDER -ErrorAction Ignore
        $failed = Receive-DicomEvent -Queue $queue -Kind HandlerFailed -First 1 -TimeoutSeconds 10
        "line $($failed.Error.ErrorRecord.InvocationInfo.ScriptLineNumber)"
        Stop-DicomServer $server
        """));

    [Theory]
    [InlineData("Stop-DicomServer $server")]
    [InlineData("Remove-Module DicomPS")]
    public void A_server_ends_while_a_handler_runs(string script)
    {
        handlers.Run(
            """
            $began = [Threading.ManualResetEventSlim]::new(); $ended = [Threading.ManualResetEventSlim]::new()
            $server = Start-DicomServer @provider -OnEcho {
                try { ($using:began).Set(); while ($true) { } } finally { ($using:ended).Set() }
            }
            $association = Connect $server
            $waiting = $association.EchoAsync($none)
            if (-not $began.Wait(30000)) { throw 'It did not begin.' }
            """);

        handlers.Run(script);

        Assert.Equal("True|False", handlers.Run("$ended.Wait(30000); $server.IsRunning"));
    }

    [Theory]
    [InlineData("Stop-DicomServer $server")]
    [InlineData("Remove-Module DicomPS")]
    public void A_server_ends_while_handlers_stream(string script)
    {
        handlers.Run(
            """
            $began = [Threading.CountdownEvent]::new(2); $ended = [Threading.CountdownEvent]::new(2)
            $server = Start-DicomServer @provider -OnFind {
                try { $null = ($using:began).Signal(); while ($true) { @{ PatientID = '1' } } } finally { $null = ($using:ended).Signal() }
            } -OnGet {
                try { $null = ($using:began).Signal(); while ($true) { $using:files } } finally { $null = ($using:ended).Signal() }
            }
            $options = [DicomPS.Engine.Dimse.GetOptions]::new(); $options.StoragePath = "$folder/got"
            $finding = (Connect $server).FindAsync($find, (New-DicomDataset @{ PatientID = '' }), $null, $none).GetAsyncEnumerator($none)
            $getting = (Connect $server).GetAsync($get, (New-DicomDataset @{ PatientID = '1' }), $options, $none).GetAsyncEnumerator($none)
            $null = $finding.MoveNextAsync(); $null = $getting.MoveNextAsync()
            if (-not $began.Wait(30000)) { throw 'They did not begin.' }
            """,
            ("files", handlers.Folder.WriteInstances(1)));

        handlers.Run(script);

        Assert.Equal("True|False", handlers.Run("$ended.Wait(30000); $server.IsRunning"));
    }

    [Fact]
    public void A_session_closes_while_a_handler_runs()
    {
        ManualResetEventSlim began = new();
        ManualResetEventSlim ended = new();
        using (PowerShellHost other = new())
        {
            int port = other.Invoke(
                """
                (Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -OnEcho {
                    try { ($using:began).Set(); while ($true) { } } finally { ($using:ended).Set() }
                }).Port
                """,
                ("began", began),
                ("ended", ended)).One<int>();
            handlers.Run("$association = Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext Verification); $null = $association.EchoAsync($none)", ("port", port));
            Assert.True(began.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        Assert.True(ended.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
