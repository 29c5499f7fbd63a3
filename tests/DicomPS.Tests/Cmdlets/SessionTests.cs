using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>What a runspace opened ends with it, or with the module in it, and with nothing else.</summary>
public sealed class SessionTests
{
    private const string Open = """
        $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port -Context (New-DicomPresentationContext Verification)
        $server
        $association
        """;

    [Fact]
    public void Removing_the_module_ends_what_it_opened_here_alone()
    {
        using PowerShellHost one = new();
        using PowerShellHost two = new();
        PSObject[] ofOne = [.. one.Invoke(Open).ShouldSucceed().Output];
        PSObject[] ofTwo = [.. two.Invoke(Open).ShouldSucceed().Output];

        one.Invoke("Remove-Module DicomPS").ShouldSucceed();

        Assert.Equal((false, "Aborted"), State(ofOne));
        Assert.Equal((true, "Established"), State(ofTwo));
        two.Invoke("Send-DicomEcho -Association $association").ShouldSucceed();
    }

    [Fact]
    public void Removing_the_module_leaves_nothing_that_listens()
    {
        using PowerShellHost one = new();
        int port = one.Invoke("(Start-DicomServer -Port 0 -BindAddress 127.0.0.1).Port").One<int>();
        one.Invoke("Remove-Module DicomPS").ShouldSucceed();

        using PowerShellHost two = new();
        Assert.Equal(port, two.Invoke("(Start-DicomServer -Port $port -BindAddress 127.0.0.1).Port", ("port", port)).One<int>());
    }

    [Fact]
    public void Removing_the_module_aborts_an_association_with_a_silent_peer()
    {
        using ScriptedPeer peer = new(PeerScript.AcceptsAndSaysNothing);
        using PowerShellHost host = new();
        host.Invoke("$a = Connect-DicomAssociation 127.0.0.1 $port -Context (New-DicomPresentationContext Verification)", ("port", peer.Port)).ShouldSucceed();

        host.Invoke("Remove-Module DicomPS").ShouldSucceed();

        peer.WaitForClose();
        Assert.True(peer.SawAbort);
    }

    [Fact]
    public void The_module_can_be_imported_again()
    {
        using PowerShellHost host = new();
        host.Invoke(Open).ShouldSucceed();
        host.Invoke("Remove-Module DicomPS; Import-Module $manifest", ("manifest", RepositoryRoot.Combine("DicomPS.psd1"))).ShouldSucceed();

        Assert.Empty(host.Invoke("Get-DicomServer; Get-DicomAssociation").ShouldSucceed().Output);
        Assert.Equal((true, "Established"), State([.. host.Invoke(Open).ShouldSucceed().Output]));
        Assert.Single(host.Invoke("Get-DicomServer").ShouldSucceed().Output);
        host.Invoke("Import-Module $manifest -Force").ShouldSucceed();
        Assert.Empty(host.Invoke("Get-DicomServer").ShouldSucceed().Output);
    }

    [Fact]
    public void Closing_a_runspace_ends_what_it_opened()
    {
        PSObject[] opened;
        using (PowerShellHost host = new())
        {
            opened = [.. host.Invoke(Open).ShouldSucceed().Output];
            Assert.Equal((true, "Established"), State(opened));
        }

        Assert.Equal((false, "Aborted"), State(opened));
    }

    [Fact]
    public void The_lists_of_a_server_have_an_index()
    {
        using PowerShellHost host = new();
        Assert.Equal("FIRST SECOND|True", host.Invoke(
            """
            $own = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
            $opened = foreach ($title in 'FIRST', 'SECOND') {
                Connect-DicomAssociation 127.0.0.1 $own.Port -AE $title -Context (New-DicomPresentationContext Verification)
            }
            $titles = $own.Associations[0].CallingAETitle, $own.Associations[1].CallingAETitle
            [array]::Sort($titles)
            "$titles|$($own.SupportedContexts[0] -is [DicomPS.Engine.Negotiation.PresentationContext])"
            $opened | Disconnect-DicomAssociation
            Stop-DicomServer $own
            """).One<string>());
    }

    [Fact]
    public void Each_runspace_lists_its_own()
    {
        using PowerShellHost one = new();
        using PowerShellHost two = new();
        one.Invoke(Open).ShouldSucceed();
        two.Invoke(Open).ShouldSucceed();

        foreach (PowerShellHost host in new[] { one, two })
        {
            Assert.True(host.Invoke("(Get-DicomServer).Id -eq $server.Id -and (Get-DicomAssociation).Id -eq $association.Id").One<bool>());
        }
    }

    [Fact]
    public void What_is_not_open_here_can_be_used_here()
    {
        using PowerShellHost one = new();
        using PowerShellHost two = new();
        PSObject[] opened = [.. one.Invoke(Open).ShouldSucceed().Output];

        two.Invoke(
            "$null = Send-DicomEcho -Association $a; Disconnect-DicomAssociation $a; Stop-DicomServer $s",
            ("s", opened[0]),
            ("a", opened[1])).ShouldSucceed();

        Assert.Equal((false, "Released"), State(opened));
        Assert.Empty(one.Invoke("Get-DicomServer; Get-DicomAssociation").ShouldSucceed().Output);
    }

    private static (bool IsRunning, string? State) State(PSObject[] opened) =>
        ((bool)opened[0].Properties["IsRunning"].Value, opened[1].Properties["State"].Value.ToString());
}
