using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests;

/// <summary>The host that all cmdlet tests stand on.</summary>
public class PowerShellHostTests
{
    [Fact]
    public void The_module_is_imported()
    {
        using PowerShellHost host = new();

        Assert.Equal("DicomPS", host.Invoke("(Get-Module DicomPS).Name").One<string>());
    }

    [Fact]
    public void Every_stream_is_captured()
    {
        using PowerShellHost host = new(importModule: false);

        PowerShellResult result = host.Invoke("""
            function f {
                [CmdletBinding()] param()
                $PSCmdlet.WriteWarning('w')
                $PSCmdlet.WriteVerbose('v')
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'activity', 'status'))
                $PSCmdlet.WriteInformation('i', @())
                Get-Command NoSuchCommand
                $given
            }
            f -Verbose
            throw 'end'
            """, ("given", 42));

        Assert.Equal(42, Assert.Single(result.Output).BaseObject);
        Assert.Equal(["w"], result.Warnings);
        Assert.Equal(["v"], result.Verbose);
        Assert.Equal("activity", Assert.Single(result.Progress).Activity);
        Assert.Equal("i", Assert.Single(result.Information).MessageData);
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal("end", result.TerminatingError?.Exception.Message);
        Assert.Throws<InvalidOperationException>(result.ShouldSucceed);
    }

    [Fact]
    public void Output_is_rendered_through_the_format_views()
    {
        using PowerShellHost host = new(importModule: false);

        string text = host.Render("[pscustomobject]@{ Name = 'x'; Value = 1 }; Get-Command NoSuchCommand");

        Assert.Contains("Name Value", text, StringComparison.Ordinal);
        Assert.Contains("NoSuchCommand", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_hangs_is_stopped_and_told()
    {
        using PowerShellHost host = new(importModule: false) { Timeout = TimeSpan.FromSeconds(1) };

        TimeoutException error = Assert.Throws<TimeoutException>(() => host.Invoke("'before'; while ($true) { }"));

        Assert.Contains("before", error.Message, StringComparison.Ordinal);
        Assert.Contains("and was stopped", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, host.Invoke("1 + 1").One<int>());
    }

    [Fact]
    public void A_running_script_can_be_stopped()
    {
        using PowerShellHost host = new(importModule: false);
        using RunningScript running = host.Start("1; while ($true) { }");
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count == 1, TimeSpan.FromSeconds(30)));

        PowerShellResult result = running.Stop(within: TimeSpan.FromSeconds(10));

        Assert.True(result.Stopped);
        Assert.Equal(1, Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void A_script_that_does_not_stop_holds_up_nobody()
    {
        using PowerShellHost host = new(importModule: false);
        using RunningScript running = host.Start("1; [System.Threading.Thread]::Sleep(8000)");
        Assert.True(SpinWait.SpinUntil(() => running.Output.Count == 1, TimeSpan.FromSeconds(30)));

        Assert.Throws<TimeoutException>(() => running.Stop(within: TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public void A_question_is_an_error()
    {
        using PowerShellHost host = new(importModule: false);

        ErrorRecord error = host.Invoke("function f { param([Parameter(Mandatory)] $P) } f").OneError();

        Assert.Contains("P", error.ToString(), StringComparison.Ordinal);
    }
}
