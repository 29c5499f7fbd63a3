using Xunit;

namespace DicomPS.Tests.Handlers;

/// <summary>Servers that are waited for: whose thread their handlers use, and how they end.</summary>
public sealed class WaitingTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly HandlerHost handlers = new();

    public void Dispose() => handlers.Dispose();

    [Fact]
    public void Handlers_run_in_the_session_while_it_waits_and_not_after()
    {
        object server = handlers.Host.Invoke(
            """
            $value = 5
            $seen = [Collections.Generic.List[string]]::new()
            function Get-Word { 'hello' }
            $server = Start-DicomServer @provider -OnEcho { param($Request) $seen.Add("$(Get-Word) $($Request.MessageId) $using:value") }
            $server
            """).ShouldSucceed().Output[0].BaseObject;
        using (RunningScript waiting = handlers.Host.Start("Wait-DicomServer $server -RunInCaller -WarningAction Ignore"))
        {
            EchoUntil("0000", server);
            Assert.True(waiting.Stop(Long).Stopped);
        }

        Assert.Matches("^hello [0-9]+ 5$", handlers.Run("$seen"));
        EchoUntil("0110", server);
        Assert.Equal("True", handlers.Run("$server.IsRunning"));
    }

    [Fact]
    public void A_handler_of_the_session_has_its_time_limit()
    {
        object server = handlers.Host.Invoke(
            """
            $began = [Threading.ManualResetEventSlim]::new()
            $server = Start-DicomServer @provider -HandlerTimeout 1 -OnEcho { $began.Set(); while ($true) { } }
            $server
            """).ShouldSucceed().Output[0].BaseObject;
        using RunningScript waiting = handlers.Host.Start("Wait-DicomServer $server -RunInCaller -WarningAction Ignore; $began.IsSet", ("server", server));
        using (PowerShellHost other = new())
        {
            Assert.Equal("True", other.Invoke(
                """
                while ("$($server.Counters.LastHandlerFailure)" -notlike '*timed out*') { $null = Send-DicomEcho 127.0.0.1 $server.Port -ErrorAction Ignore }
                Stop-DicomServer $server
                $true
                """,
                ("server", server)).ShouldSucceed().Output[0].ToString());
        }

        Assert.Equal("True", waiting.Wait().ShouldSucceed().Output[^1].ToString());
    }

    [Fact]
    public async Task Ctrl_c_lets_what_runs_come_to_its_end_where_a_time_for_it_is_given()
    {
        ManualResetEventSlim gate = new();
        object server = handlers.Host.Invoke(
            """
            $server = Start-DicomServer @provider -OnEcho { $null = ($using:gate).Wait(30000) }
            $association = Connect $server
            $server
            """,
            ("gate", gate)).ShouldSucceed().Output[0].BaseObject;
        using PowerShellHost other = new();
        using RunningScript waiting = other.Start("Wait-DicomServer $server -DrainSeconds 60", ("server", server));
        handlers.Run("$echo = $association.EchoAsync($none)");
        Task<PowerShellResult> stopping = Task.Run(() => waiting.Stop(Long), TestContext.Current.CancellationToken);
        Assert.Equal("True|False", handlers.Run("while ($server.IsRunning) { [Threading.Thread]::Sleep(20) }; $association.State -eq 'Established'; $echo.IsCompleted"));

        gate.Set();

        Assert.Equal("0000", handlers.Run("Hex $echo.GetAwaiter().GetResult(); Disconnect-DicomAssociation $association"));
        Assert.True((await stopping).Stopped);
    }

    [Fact]
    public async Task SIGTERM_stops_the_servers_and_the_script_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill.");

        ProcessRun run = await ProcessRun.OfShell(handlers.Folder.Path, ["-Command", """
            $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
            $null = [Diagnostics.Process]::Start('sh', [string[]] ('-c', "sleep 2; kill -TERM $PID"))
            $null = Wait-DicomServer $server -TimeoutSeconds 40
            "went on: $($server.IsRunning)"
            """]);

        Assert.Equal((0, "went on: False"), (run.ExitCode, run.Output.Trim()));
    }

    [Theory]
    [InlineData("$null = Start-DicomServer @server -Wait -DrainSeconds 60", true)]
    [InlineData("$null = Start-DicomServer @server | Wait-DicomServer -DrainSeconds 60", true)]
    [InlineData("$null = Start-DicomServer @server -Wait -DrainSeconds 1", false)]
    [InlineData("$null = Start-DicomServer @server | Wait-DicomServer -DrainSeconds 1", false)]
    public async Task SIGTERM_lets_what_runs_come_to_its_end_and_aborts_what_does_not(string serve, bool comesToItsEnd)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill.");
        int port = handlers.Host.Invoke("($probe = Start-DicomServer @provider).Port; Stop-DicomServer $probe").One<int>();
        Task<ProcessRun> serving = ProcessRun.OfShell(handlers.Folder.Path, ["-Command", $$"""
            [IO.File]::WriteAllText('{{handlers.Folder.Combine("pid")}}', "$PID")
            $server = @{ AE = 'PROVIDER'; Port = {{port}}; BindAddress = '127.0.0.1'; OnEcho = {
                [IO.File]::WriteAllText('{{handlers.Folder.Combine("begun")}}', '')
                while (-not [IO.File]::Exists('{{handlers.Folder.Combine("go")}}')) { [Threading.Thread]::Sleep(20) }
            } }
            {{serve}}
            'went on'
            """]);

        handlers.Run(
            """
            function Wait-Until([scriptblock] $Condition) {
                foreach ($round in 1..1500) { if (& $Condition) { return }; [Threading.Thread]::Sleep(20) }
                throw "What was waited for did not come: $Condition"
            }
            function Test-Listening { $client = [Net.Sockets.TcpClient]::new(); try { $client.Connect('127.0.0.1', $port); $true } catch { $false } finally { $client.Dispose() } }
            Wait-Until { Test-Listening }
            $association = Connect-DicomAssociation 127.0.0.1 $port PROVIDER -Context (New-DicomPresentationContext Verification)
            $echo = $association.EchoAsync($none)
            Wait-Until { [IO.File]::Exists("$folder/begun") }
            [Diagnostics.Process]::Start('kill', [string[]] ('-TERM', [IO.File]::ReadAllText("$folder/pid"))).WaitForExit()
            Wait-Until { -not (Test-Listening) }
            """,
            ("port", port));
        if (comesToItsEnd)
        {
            Assert.Equal("False|Established", handlers.Run("$echo.IsCompleted; $association.State"));
            Assert.Equal("0000|Released", handlers.Run(
                "[IO.File]::WriteAllText(\"$folder/go\", ''); Hex $echo.GetAwaiter().GetResult(); Disconnect-DicomAssociation $association; $association.State"));
        }
        else
        {
            Assert.Equal("True|Aborted", handlers.Run(
                "$null = [Threading.Tasks.Task]::WhenAny([Threading.Tasks.Task[]] $echo).Wait(30000); $echo.IsFaulted; $association.State"));
        }

        ProcessRun run = await serving;
        Assert.Equal((0, "went on", ""), (run.ExitCode, run.Output.Trim(), run.Error));
    }

    [Fact]
    public void A_start_that_waits_lends_its_session_from_the_first_request_on_and_ends_with_ctrl_c()
    {
        int port = handlers.Host.Invoke("($probe = Start-DicomServer @provider).Port; Stop-DicomServer $probe").One<int>();
        using PowerShellHost other = new();
        using RunningScript serving = other.Start(
            "$seen = [Collections.Generic.List[string]]::new(); Start-DicomServer -Port $port -BindAddress 127.0.0.1 -Wait -RunInCaller -OnEcho { $seen.Add('one') }",
            ("port", port));

        Assert.Equal("0000", handlers.Run(
            """
            do { $echo = Send-DicomEcho 127.0.0.1 $port -ErrorAction Ignore } until ($echo)
            Hex $echo
            """,
            ("port", port)));
        Assert.True(serving.Stop(Long).Stopped);
        Assert.Equal("one", other.Invoke("Get-DicomServer; $seen").ShouldSucceed().Output.Single().ToString());
    }

    [Fact]
    public void A_wait_for_a_server_tells_of_handlers_that_fail()
    {
        handlers.Run("$server = Start-DicomServer @provider -OnEcho { throw 'no luck' }; $association = Connect $server");

        PowerShellResult result = handlers.Host.Invoke("$echo = $association.EchoAsync($none); Wait-DicomServer $server -TimeoutSeconds 2").ShouldSucceed();

        Assert.Contains("no luck", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    // What comes before the session waits runs elsewhere, where its variables are not.
    private static void EchoUntil(string status, object server)
    {
        using PowerShellHost other = new();
        Assert.Equal(status, other.Invoke(
            """
            foreach ($round in 1..200) {
                $found = '{0:X4}' -f (Send-DicomEcho 127.0.0.1 $server.Port -ErrorAction Ignore).Status.Code
                if ($found -eq $status) { break }
                [Threading.Thread]::Sleep(50)
            }
            $found
            """,
            ("server", server),
            ("status", status)).One<string>());
    }
}
