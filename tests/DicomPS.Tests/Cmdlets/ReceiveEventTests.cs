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

    [Theory]
    [InlineData("$server", "MessageReceived MessageSent AssociationReleased")]
    [InlineData("$server.Events", "MessageReceived MessageSent AssociationReleased")]
    [InlineData("$association", "MessageSent MessageReceived AssociationReleased")]
    [InlineData("$association.Events", "MessageSent MessageReceived AssociationReleased")]
    public void The_same_events_are_events_of_the_framework(string source, string expected) => Assert.Equal($"{expected}|True", host.Invoke(
        """
        $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification)
        $object = & ([scriptblock]::Create($source))

        # What Register-ObjectEvent does, which the Utility module has.
        $subscriber = $ExecutionContext.Events.SubscribeEvent($object, 'Occurred', $source, $null, [scriptblock] $null, $false, $false)
        $null = Send-DicomEcho -Association $association
        Disconnect-DicomAssociation $association
        foreach ($round in 1..500) {
            # By number, for others are added meanwhile.
            $received = $ExecutionContext.Events.ReceivedEvents
            $mine = @(for ($i = 0; $i -lt $received.Count; $i++) { $received[$i] }) | Where-Object SourceIdentifier -EQ $source
            $told = @($mine | ForEach-Object { $_.SourceArgs[1] } | Where-Object Kind -In MessageSent, MessageReceived, AssociationReleased)
            if ($told.Count -ge 3) { break }
            [Threading.Thread]::Sleep(20)
        }

        # PowerShell gives each event to the thread pool by itself, so two that are close may change places on their way.
        $times = [DateTimeOffset[]] @($told | ForEach-Object Time)
        $kinds = [string[]] @($told | ForEach-Object Kind)
        [array]::Sort($times, $kinds)
        $owner = if ($source -like '$server*') { $server } else { $association }
        "$kinds|$([object]::ReferenceEquals($mine[0].SourceArgs[0], $owner))"
        $ExecutionContext.Events.UnsubscribeEvent($subscriber)
        """,
        ("source", source)).One<string>());

    [Fact]
    public void A_rejection_an_abort_and_a_refused_instance_are_told() => Assert.Equal(
        "AssociationRejected: called AE title not recognized|InstanceRefused A900|AssociationAborted: by OTHER", host.Invoke(
        """
        $own = New-DicomAE GATE -RequireCalledTitle | Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -OnStore { 0xA900 }
        $queue = $own.Events.Listen(('AssociationRejected', 'AssociationAborted', 'InstanceRefused'))
        $null = Test-DicomConnection 127.0.0.1 $own.Port WRONG
        $contexts = New-DicomPresentationContext CTImageStorage
        $association = Connect-DicomAssociation 127.0.0.1 $own.Port GATE -AE OTHER -Context $contexts
        $null = Send-DicomInstance $file -Association $association -ErrorAction Ignore
        Disconnect-DicomAssociation $association -Abort
        $events = @(Receive-DicomEvent -Queue $queue -First 3 -TimeoutSeconds 30)
        $reason = if ($events[0].Reason -like '*called AE title not recognized*') { 'called AE title not recognized' } else { $events[0].Reason }
        "$($events[0].Kind): $reason|$($events[1].Kind) $('{0:X4}' -f $events[1].Instance.Status.Code)|$($events[2].Kind): by $($events[2].CallingAETitle)"
        Stop-DicomServer $own
        """,
        ("file", fixture.Folder.WriteInstances(1)[0])).One<string>());

    [Fact]
    public void An_event_report_on_an_association_of_the_user_is_received_there()
    {
        object association = host.Invoke(
            """
            $own = Start-DicomServer -AE GATE -Port 0 -BindAddress 127.0.0.1 -OnAction { }
            $told = [Collections.Concurrent.ConcurrentQueue[string]]::new()
            Connect-DicomAssociation 127.0.0.1 $own.Port GATE -Context (New-DicomPresentationContext StorageCommitmentPushModel) -OnEventReport {
                param($Request)
                ($using:told).Enqueue($Request.Dataset.TransactionUID)
            }
            """).ShouldSucceed().Output[0].BaseObject;
        using PowerShellHost other = new();
        using RunningScript receiving = other.Start(
            "Receive-DicomEvent -Association $association -Kind MessageReceived -First 1 -TimeoutSeconds 30 | ForEach-Object { \"$($_.Command.CommandField) $($_.Command.EventTypeId)\" }",
            ("association", association));

        // It listens from its call on, and nothing tells when that is.
        do
        {
            host.Invoke(
                """
                $report = @{ SopClass = 'StorageCommitmentPushModel'; SopInstanceUid = '1.2.840.10008.1.20.1.1'; EventTypeId = 1 }
                $null = Send-DicomEventReport -Association $own.Associations[0] @report -Element @{ TransactionUID = '1.2.3' }
                """).ShouldSucceed();
        }
        while (!receiving.IsCompleted);

        Assert.Equal("NEventReportRq 1", receiving.Wait().ShouldSucceed().Output.Single().ToString());
        Assert.Equal("1.2.3", host.Invoke("Stop-DicomServer $own; $told.ToArray()[0]").One<string>());
    }
}
