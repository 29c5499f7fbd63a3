BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    . ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'SampleFiles.ps1'))

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $outgoing = [IO.Path]::Combine($folder, 'outgoing')
    $incoming = [IO.Path]::Combine($folder, 'incoming')
    $files = @(New-SampleFile -Path $outgoing)
    $noDicom = [IO.Path]::Combine($outgoing, 'notes.txt')
    [IO.File]::WriteAllText($noDicom, 'These are notes.')

    $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $incoming
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }

    # A port on which nothing listens: one that was free a moment ago.
    function Get-ClosedPort {
        $probe = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        Stop-DicomServer -Server $probe
        $probe.Port
    }
}

AfterAll {
    Get-DicomAssociation | Disconnect-DicomAssociation -Abort
    Get-DicomServer | Stop-DicomServer
    if ($folder -and [IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'A server' {
    It 'tells where it listens' {
        $server.IsRunning | Should -BeTrue
        $server.Port | Should -BeGreaterThan 0
        $server.AETitle | Should -Be 'ARCHIVE'
        "$($server.EndPoint)" | Should -Be "127.0.0.1:$($server.Port)"
        $server.StoragePath | Should -Be $incoming
    }

    It 'is given by Get-DicomServer, by its number too' {
        (Get-DicomServer).Id | Should -Contain $server.Id
        (Get-DicomServer -Id $server.Id).Port | Should -Be $server.Port
    }

    It 'cannot listen where another one does' {
        $thrown = { Start-DicomServer -Port $server.Port -BindAddress 127.0.0.1 } |
            Should -Throw -ErrorId 'ListenFailed*' -PassThru
        $thrown.Exception.Message | Should -BeLike "*127.0.0.1:$($server.Port)*"
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'runs beside others, each with title, contexts and port of its own' {
        $ae = New-DicomAE SHARED
        $one = Start-DicomServer -AE $ae -AETitle ONE -Port 0 -BindAddress 127.0.0.1
        $two = Start-DicomServer -AE $ae -AETitle TWO -Port 0 -BindAddress 127.0.0.1 -Context (
            New-DicomPresentationContext CTImageStorage)
        $one.AETitle, $two.AETitle | Should -Be @('ONE', 'TWO')
        $one.SupportedContexts.AbstractSyntax | Should -Be '1.2.840.10008.1.1'
        $two.SupportedContexts.AbstractSyntax | Should -Be '1.2.840.10008.5.1.4.1.1.2'
        $ae.Title | Should -Be 'SHARED'
        $ae.SupportedContexts.Count | Should -Be 0
        (Send-DicomEcho -HostName 127.0.0.1 -Port $one.Port).Status.IsSuccess | Should -BeTrue
        { Send-DicomEcho -HostName 127.0.0.1 -Port $two.Port -ErrorAction Stop } |
            Should -Throw -ErrorId 'NoAcceptedContext*'

        Stop-DicomServer -Server $one
        $one.IsRunning | Should -BeFalse
        $two.IsRunning | Should -BeTrue
        (Get-DicomServer).Id | Should -Not -Contain $one.Id
        (Get-DicomServer).Id | Should -Contain $two.Id
        $two | Stop-DicomServer -PassThru | Should -HaveCount 1
        (Send-DicomEcho @peer).Status.IsSuccess | Should -BeTrue
    }

    It 'may be stopped twice' {
        $short = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        Stop-DicomServer -Server $short
        Stop-DicomServer -Server $short -ErrorAction Stop
        $short.IsRunning | Should -BeFalse
    }

    It 'is waited for at most the time given' {
        (Wait-DicomServer -Server $server -TimeoutSeconds 0.1).IsRunning | Should -BeTrue
        $short = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        Stop-DicomServer -Server $short
        (Wait-DicomServer -Server $short -TimeoutSeconds 20).IsRunning | Should -BeFalse
    }
}

Describe 'An echo' {
    It 'opens an association for itself' {
        $before = $server.Counters.TotalAssociations
        $echo = Send-DicomEcho @peer
        $echo.Status.IsSuccess | Should -BeTrue
        $echo.Status.Code | Should -Be 0
        $echo.Duration | Should -BeGreaterThan ([timespan]::Zero)
        $server.Counters.TotalAssociations | Should -Be ($before + 1)
        Get-DicomAssociation | Should -BeNullOrEmpty
    }

    It 'goes over an association that is given, which stays open' {
        $association = Connect-DicomAssociation -AE (New-DicomAE ME) @peer -Context (
            New-DicomPresentationContext Verification)
        $association.State | Should -Be 'Established'
        $association.CallingAETitle | Should -Be 'ME'
        $association.CalledAETitle | Should -Be 'ARCHIVE'
        $association.AcceptedContexts.TransferSyntaxName | Should -Be 'Implicit VR Little Endian'
        foreach ($i in 1..3) {
            (Send-DicomEcho -Association $association).Status.IsSuccess | Should -BeTrue
        }
        $association.State | Should -Be 'Established'
        (Get-DicomAssociation).Id | Should -Be $association.Id

        Disconnect-DicomAssociation -Association $association
        $association.State | Should -Be 'Released'
        Get-DicomAssociation | Should -BeNullOrEmpty
        { Send-DicomEcho -Association $association -ErrorAction Stop } | Should -Throw -ErrorId 'AssociationClosed*'
    }

    It 'fails over an association without a context for it' {
        $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext CTImageStorage)
        { Send-DicomEcho -Association $association -ErrorAction Stop } | Should -Throw -ErrorId 'NoAcceptedContext*'
        $association.State | Should -Be 'Established'
        Disconnect-DicomAssociation $association -Abort
        $association.State | Should -Be 'Aborted'
    }
}

Describe 'Files' {
    It 'arrive as they were sent, the compressed one too' {
        $results = @($files | Send-DicomInstance @peer)
        $results | Should -HaveCount $files.Count
        $results.Path | Should -Be $files.FullName
        foreach ($result in $results) {
            $result.IsStored | Should -BeTrue
            $result.Status.Code | Should -Be 0
            $result.Bytes | Should -Be (Get-DataSetByte $result.Path).Count
            $arrived = [IO.Directory]::GetFiles($incoming, $result.SopInstanceUid + '.dcm', 'AllDirectories')
            $arrived.Count | Should -Be 1
            [Convert]::ToBase64String((Get-DataSetByte $arrived[0])) |
                Should -BeExactly ([Convert]::ToBase64String((Get-DataSetByte $result.Path)))
        }
        $results.TransferSyntaxName | Should -Contain 'RLE Lossless'
    }

    It 'go over an association that is given' {
        $association = Connect-DicomAssociation @peer -Context (Get-DicomPresentationContext Storage)
        $result = Send-DicomInstance -Association $association -Path $files[0].FullName
        $result.IsStored | Should -BeTrue
        $association.State | Should -Be 'Established'

        # It was negotiated without RLE, and compressed pixel data cannot travel in what was: that file alone fails.
        $rle = $files | Where-Object Name -EQ 'capture-rle.dcm'
        $results = @($rle, $files[1] | Send-DicomInstance -Association $association -ErrorVariable faults -ErrorAction SilentlyContinue)
        $results.IsStored | Should -Be @($false, $true)
        $results[0].Error.ErrorId | Should -Be 'NoAcceptedContext'
        $faults | Should -HaveCount 1
        Disconnect-DicomAssociation $association
    }

    It 'are found by wildcard, and what is not DICOM fails for itself alone' {
        $path = [IO.Path]::Combine($outgoing, '*')
        $results = @(Send-DicomInstance @peer -Path $path -ErrorVariable faults -ErrorAction SilentlyContinue)
        $results | Should -HaveCount ($files.Count + 1)
        @($results | Where-Object IsStored) | Should -HaveCount $files.Count
        $bad = $results | Where-Object { -not $_.IsStored }
        $bad.Path | Should -Be $noDicom
        "$($bad.Error.ErrorId)" | Should -Be 'NotDicom'
        $faults | Should -HaveCount 1
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'NotDicom*'
        "$($faults[0].CategoryInfo.Category)" | Should -Be 'InvalidData'
        $faults[0].TargetObject | Should -Be $noDicom
        $faults[0].Exception.Message | Should -Not -BeLike '*These are notes*'
    }

    It 'are found in a folder, in its folders with -Recurse' {
        $deep = [IO.Path]::Combine($folder, 'deep')
        $inner = [IO.Path]::Combine($deep, 'inner')
        $null = [IO.Directory]::CreateDirectory($inner)
        [IO.File]::Copy($files[0].FullName, [IO.Path]::Combine($deep, 'a.dcm'))
        [IO.File]::Copy($files[1].FullName, [IO.Path]::Combine($inner, 'b.dcm'))
        Send-DicomInstance @peer -Path $deep | Should -HaveCount 1
        Send-DicomInstance @peer -Path $deep -Recurse | Should -HaveCount 2
    }

    It 'that do not exist are an error each' {
        $missing = [IO.Path]::Combine($folder, 'missing.dcm')
        $results = @(Send-DicomInstance @peer -Path $missing, $files[0].FullName -ErrorVariable faults -ErrorAction SilentlyContinue)
        $results | Should -HaveCount 1
        $faults | Should -HaveCount 1
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'PathNotFound*'
        $faults[0].TargetObject | Should -Be $missing
    }

    It 'that the server has already are <OnDuplicate>' -ForEach @(
        @{ OnDuplicate = 'Replace'; Stored = $true }
        @{ OnDuplicate = 'Keep'; Stored = $true }
        @{ OnDuplicate = 'Reject'; Stored = $false }
    ) {
        $store = [IO.Path]::Combine($folder, $OnDuplicate)
        $other = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath $store -OnDuplicate $OnDuplicate
        $first = Send-DicomInstance -HostName 127.0.0.1 -Port $other.Port -Path $files[0].FullName
        $first.IsStored | Should -BeTrue
        $second = Send-DicomInstance -HostName 127.0.0.1 -Port $other.Port -Path $files[0].FullName -ErrorVariable faults -ErrorAction SilentlyContinue
        $second.IsStored | Should -Be $Stored
        if (-not $Stored) {
            $faults[0].FullyQualifiedErrorId | Should -BeLike 'DimseFailure*'
            "$($faults[0].CategoryInfo.Category)" | Should -Be 'InvalidResult'
        }
        [IO.Directory]::GetFiles($store, '*', 'AllDirectories') | Should -HaveCount 1
        Stop-DicomServer $other
    }
}

Describe 'What goes wrong with a peer' {
    It 'is a rejection by a title that is not its own' {
        $strict = Start-DicomServer -AE (New-DicomAE STRICT -RequireCalledTitle) -Port 0 -BindAddress 127.0.0.1
        $thrown = { Connect-DicomAssociation -HostName 127.0.0.1 -Port $strict.Port -CalledAETitle WRONG -Context (
                New-DicomPresentationContext Verification) -ErrorAction Stop } |
            Should -Throw -ErrorId 'AssociationRejected*' -PassThru
        "$($thrown.CategoryInfo.Category)" | Should -Be 'PermissionDenied'
        $thrown.Exception.Message | Should -BeLike "*WRONG*127.0.0.1:$($strict.Port)*rejected*"
        $thrown.Exception.Message | Should -BeLike '*called AE title*'
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*title*'
        $thrown.Exception.Rejection | Should -Not -BeNullOrEmpty
        $strict.Counters.RejectedAssociations | Should -Be 1
        (Send-DicomEcho -HostName 127.0.0.1 -Port $strict.Port -CalledAETitle STRICT).Status.IsSuccess | Should -BeTrue
        Stop-DicomServer $strict
    }

    It 'is a rejection of a calling title that is not allowed' {
        $closed = Start-DicomServer -AE (New-DicomAE -AllowedCallingTitle FRIEND) -Port 0 -BindAddress 127.0.0.1
        $thrown = { Send-DicomEcho -AE STRANGER -HostName 127.0.0.1 -Port $closed.Port -ErrorAction Stop } |
            Should -Throw -ErrorId 'AssociationRejected*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*calling AE title*'
        (Send-DicomEcho -AE FRIEND -HostName 127.0.0.1 -Port $closed.Port).Status.IsSuccess | Should -BeTrue
        Stop-DicomServer $closed
    }

    It 'is that it accepts no context' {
        $echoOnly = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $thrown = { Connect-DicomAssociation -HostName 127.0.0.1 -Port $echoOnly.Port -ErrorAction Stop -Context (
                New-DicomPresentationContext CTImageStorage) } |
            Should -Throw -ErrorId 'NoAcceptedContext*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*abstract syntax not supported: CT Image Storage*'
        Get-DicomAssociation | Should -BeNullOrEmpty
        Stop-DicomServer $echoOnly
    }

    It 'is that an AE has nothing to propose' {
        { Connect-DicomAssociation -AE (New-DicomAE) @peer -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
    }

    It 'is that nothing listens there' {
        $port = Get-ClosedPort
        $thrown = { Send-DicomEcho -HostName 127.0.0.1 -Port $port -ErrorAction Stop } |
            Should -Throw -ErrorId 'ConnectionFailed*' -PassThru
        "$($thrown.CategoryInfo.Category)" | Should -Be 'ConnectionError'
        $thrown.Exception.Message | Should -BeLike "*127.0.0.1:$port*"
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike '*port*'
        { $files | Send-DicomInstance -HostName 127.0.0.1 -Port $port -ErrorAction Stop } |
            Should -Throw -ErrorId 'ConnectionFailed*'
    }

    It 'is told by Test-DicomConnection, step by step' {
        $test = Test-DicomConnection -HostName 127.0.0.1 -Port (Get-ClosedPort)
        $test.Succeeded | Should -BeFalse
        $test.StoppedAt | Should -Be 'TCP connection'
        $test.Steps.Succeeded | Should -Be @($true, $false)
        $test.Reason | Should -Not -BeNullOrEmpty
        $test.RecommendedAction | Should -Not -BeNullOrEmpty
        Test-DicomConnection -HostName 127.0.0.1 -Port (Get-ClosedPort) -Quiet | Should -BeFalse
        Test-DicomConnection @peer -Quiet | Should -BeTrue
        (Test-DicomConnection @peer).Steps.Name | Should -Be @('Name resolution', 'TCP connection', 'Association', 'Echo')
    }

    It 'is that the server stops while an association is open' {
        $short = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $association = Connect-DicomAssociation -HostName 127.0.0.1 -Port $short.Port -Context (
            New-DicomPresentationContext Verification)
        Stop-DicomServer $short
        { Send-DicomEcho -Association $association -ErrorAction Stop } | Should -Throw -ErrorId 'Association*'
        $association.State | Should -Be 'Aborted'
        $association.EndReason | Should -Not -BeNullOrEmpty
    }
}
