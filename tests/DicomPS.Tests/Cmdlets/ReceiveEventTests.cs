using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Events in the pipeline: in order, of the kinds and as many as were asked for.</summary>
public sealed class ReceiveEventTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    private readonly PowerShellHost host = fixture.Host;

    [Fact]
    public void The_events_of_an_echo_come_in_order() => Assert.Equal(
        "ConnectionOpened PduReceived AssociationRequested AssociationAccepted PduSent PduReceived MessageReceived MessageSent PduSent "
        + "PduReceived AssociationReleased PduSent ConnectionClosed",
        host.Invoke(
        """
        $own = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $queue = $own.Events.Listen()
        $null = Send-DicomEcho 127.0.0.1 $own.Port
        $events = Receive-DicomEvent -Queue $queue -First 13 -TimeoutSeconds 30
        Stop-DicomServer $own
        "$($events.Kind)"
        """).One<string>());

    [Fact]
    public void A_pdu_has_its_type_and_its_length() => Assert.Equal("AssociateRq 1 PDataTf 80 PDataTf 90 ReleaseRq 10 ReleaseRp 10", host.Invoke(
        """
        $own = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $queue = $own.Events.Listen()
        $null = Send-DicomEcho 127.0.0.1 $own.Port
        Stop-DicomServer $own
        $pdus = Receive-DicomEvent -Queue $queue -Kind PduReceived, PduSent | Where-Object PduType -ne AssociateAc
        "$($pdus | ForEach-Object { "$($_.PduType) $(if ($_.PduType -eq 'AssociateRq') { [int] ($_.PduLength -gt 74) } else { $_.PduLength })" })"
        """).One<string>());

    [Fact]
    public void A_queue_takes_the_kinds_that_it_is_made_for() => Assert.Equal("MessageReceived MessageSent MessageReceived MessageSent|0", host.Invoke(
        """
        $queue = $server.Events.Listen(('MessageReceived', 'MessageSent'), 4)
        foreach ($i in 1..2) { $null = Send-DicomEcho @peer }
        "$((Receive-DicomEvent -Queue $queue -First 4 -TimeoutSeconds 30).Kind)|$($queue.Dropped)"
        $queue.Dispose()
        """).One<string>());

    [Fact]
    public void Others_than_the_kinds_that_are_asked_for_are_passed_over() => Assert.Equal("AssociationAccepted AssociationAccepted|ECHO1 ECHO2", host.Invoke(
        """
        $queue = $server.Events.Listen()
        foreach ($title in 'ECHO1', 'ECHO2', 'ECHO3') { $null = Send-DicomEcho @peer -AE $title }
        $events = $queue | Receive-DicomEvent -Kind AssociationAccepted -First 2 -TimeoutSeconds 30
        $queue.Dispose()
        "$($events.Kind)|$($events.CallingAETitle)"
        """).One<string>());

    [Fact]
    public void An_association_has_its_own_events_until_it_is_over() => Assert.Equal("MessageSent MessageReceived AssociationReleased", host.Invoke(
        """
        $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification)
        $queue = $association.Events.Listen()
        $null = Send-DicomEcho -Association $association
        Disconnect-DicomAssociation $association
        "$((Receive-DicomEvent -Queue $queue -TimeoutSeconds 30 -Kind MessageSent, MessageReceived, AssociationReleased -First 3).Kind)"
        """).One<string>());

    [Fact]
    public void It_listens_to_several_servers_at_a_time_and_ends_with_them() => Assert.Equal("4", host.Invoke(
        """
        $others = foreach ($number in 1, 2) { Start-DicomServer -Port 0 -BindAddress 127.0.0.1 }
        $queues = foreach ($other in $others) { $other.Events.Listen() }
        foreach ($other in $others) { $null = Send-DicomEcho 127.0.0.1 $other.Port }
        $others | Stop-DicomServer
        $events = $queues | Receive-DicomEvent -Kind AssociationAccepted, AssociationReleased
        "$(@($events).Count)"
        """).One<string>());

    [Fact]
    public void The_end_of_the_time_is_no_error() =>
        Assert.Empty(host.Invoke(
            """
            # The connections of other tests may still be closing at their server.
            $quiet = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
            $quiet | Receive-DicomEvent -TimeoutSeconds 0.2
            Receive-DicomEvent $quiet -TimeoutSeconds 0
            Stop-DicomServer $quiet
            """).ShouldSucceed().Output);

    [Fact]
    public void Ctrl_c_ends_it()
    {
        using RunningScript running = host.Start("'begun'; Receive-DicomEvent $server");
        while (running.Output.Count == 0)
        {
            Thread.Sleep(20);
        }

        Assert.True(running.Stop(AtOnce).Stopped);
    }

    [Fact]
    public void The_same_events_are_events_of_the_framework() => Assert.Equal("AssociationAccepted", host.Invoke(
        """
        $subscriber = $ExecutionContext.Events.SubscribeEvent($server.Events, 'Occurred', 'dicom', $null, [scriptblock] $null, $false, $false)
        $null = Send-DicomEcho @peer
        foreach ($round in 1..500) {
            $kinds = @($ExecutionContext.Events.ReceivedEvents | ForEach-Object { $_.SourceArgs[1].Kind })
            if ($kinds -contains 'AssociationAccepted') { 'AssociationAccepted'; break }
            [Threading.Thread]::Sleep(20)
        }
        $ExecutionContext.Events.UnsubscribeEvent($subscriber)
        """).One<string>());
}
