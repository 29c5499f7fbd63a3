BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    . ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'SampleFiles.ps1'))

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $files = @(New-SampleFile -Path ([IO.Path]::Combine($folder, 'outgoing')))
    $here = @{ Port = 0; BindAddress = '127.0.0.1' }
}

AfterAll {
    Get-DicomAssociation | Disconnect-DicomAssociation -Abort
    Get-DicomServer | Stop-DicomServer
    if ($folder -and [IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'A store handler' {
    It 'saves what it takes and refuses the rest' {
        $kept = [IO.Path]::Combine($folder, 'kept')
        $server = Start-DicomServer -AE GATE @here -OnStore {
            param($Request)
            if ($Request.SopClassName -ne 'CT Image Storage') { return @{ Status = 0xA900; ErrorComment = 'CT alone' } }
            $Request.SaveTo([IO.Path]::Combine($using:kept, $Request.SopInstanceUid + '.dcm'))
        }
        $results = @(Send-DicomInstance -HostName 127.0.0.1 -Port $server.Port -CalledAETitle GATE -Path $files -ErrorAction SilentlyContinue)
        @($results | Where-Object { $_.Status.IsSuccess }).Count | Should -Be 1
        @($results | Where-Object { $_.Status.Code -eq 0xA900 }).Count | Should -Be ($files.Count - 1)
        [IO.Directory]::GetFiles($kept).Count | Should -Be 1
        Stop-DicomServer $server
    }

    It 'answers C211 when it fails, and the server tells why' {
        $server = Start-DicomServer -AE GATE @here -OnStore { throw 'no room' }
        $queue = $server.Events.Listen()
        $result = Send-DicomInstance -HostName 127.0.0.1 -Port $server.Port -CalledAETitle GATE -Path $files[0] -ErrorAction SilentlyContinue
        $result.Status.Code | Should -Be 0xC211
        $server.Counters.HandlerFailures | Should -Be 1
        $server.Counters.LastHandlerFailure | Should -Match 'no room'
        $failed = Receive-DicomEvent -Queue $queue -Kind HandlerFailed -First 1 -TimeoutSeconds 10
        $failed.Error.Message | Should -Be 'no room'
        Stop-DicomServer $server
    }
}

Describe 'A handler of association requests' {
    It 'rejects whom it does not know' {
        $server = Start-DicomServer -AE GATE @here -OnAssociationRequest {
            param($Request)
            if ($Request.CallingAETitle -notlike 'MOD*') { 'CallingAETitleNotRecognized' }
        }
        (Test-DicomConnection 127.0.0.1 $server.Port GATE -AE MOD1).Succeeded | Should -BeTrue
        $refused = Test-DicomConnection 127.0.0.1 $server.Port GATE -AE OTHER
        $refused.Succeeded | Should -BeFalse
        $refused.Reason | Should -Match 'calling AE title not recognized'
        Stop-DicomServer $server
    }
}

Describe 'What a server supports' {
    It 'follows its handlers' {
        $server = Start-DicomServer -AE RIS @here -OnFind { }
        $classes = @($server.SupportedContexts.AbstractSyntax)
        $classes -contains (Get-DicomUid ModalityWorklistInformationModelFind).Uid | Should -BeTrue
        $classes -contains (Get-DicomUid CTImageStorage).Uid | Should -BeFalse
        Stop-DicomServer $server
    }
}

Describe 'Events' {
    It 'tell each PDU, and each message behind the PDU that it came in' {
        $server = Start-DicomServer -AE GATE @here
        $queue = $server.Events.Listen()
        $null = Send-DicomEcho 127.0.0.1 $server.Port GATE
        $events = @(Receive-DicomEvent -Queue $queue -First 13 -TimeoutSeconds 30)
        $pdus = @($events | Where-Object { $_.PduType })
        "$($pdus.PduType)" | Should -Be 'AssociateRq AssociateAc PDataTf PDataTf ReleaseRq ReleaseRp'
        @($pdus | Where-Object { $_.PduLength -lt 10 }).Count | Should -Be 0
        @($pdus | Where-Object { -not $_.IsTrace }).Count | Should -Be 0
        $kinds = "$($events.Kind)"
        $kinds | Should -Match 'PduReceived MessageReceived MessageSent PduSent'
        $kinds | Should -Match 'PduReceived AssociationReleased PduSent ConnectionClosed$'
        $queue.Dispose()
        Stop-DicomServer $server
    }

    It 'of an association end with the last PDU' {
        $server = Start-DicomServer -AE GATE @here
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port GATE -Context (New-DicomPresentationContext Verification)
        $queue = $association.Events.Listen()
        Disconnect-DicomAssociation $association -Abort
        "$((Receive-DicomEvent -Queue $queue -Kind PduSent, AssociationAborted).Kind)" | Should -Be 'AssociationAborted PduSent'
        Stop-DicomServer $server
    }
}
