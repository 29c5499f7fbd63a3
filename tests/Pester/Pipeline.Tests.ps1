BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    . ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'SampleFiles.ps1'))

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $files = @(New-SampleFile -Path ([IO.Path]::Combine($folder, 'outgoing')))
    $one = Start-DicomServer -AE ONE -Port 0 -BindAddress 127.0.0.1 -StoragePath ([IO.Path]::Combine($folder, 'one'))
    $two = Start-DicomServer -AE TWO -Port 0 -BindAddress 127.0.0.1 -StoragePath ([IO.Path]::Combine($folder, 'two'))
    $nodes = @(
        [pscustomobject] @{ HostName = '127.0.0.1'; Port = $one.Port; CalledAETitle = 'ONE'; Site = 'first' }
        [pscustomobject] @{ ComputerName = '127.0.0.1'; Port = $two.Port; AETitle = 'TWO'; Site = 'second' }
    )
}

AfterAll {
    Get-DicomAssociation | Disconnect-DicomAssociation -Abort
    Get-DicomServer | Stop-DicomServer
    if ($folder -and [IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'Contexts' {
    It 'go from a service into an AE' {
        $ae = New-DicomAE
        Get-DicomPresentationContext -Service Verification | Add-DicomRequestedContext -AE $ae
        'CTImageStorage', 'MRImageStorage' | New-DicomPresentationContext | Add-DicomRequestedContext -AE $ae
        $ae.RequestedContexts.Count | Should -Be 3
    }

    It 'go from one AE into another' {
        $from = New-DicomAE
        Add-DicomSupportedContext -AE $from -AbstractSyntax CTImageStorage, Verification
        $to = New-DicomAE
        Get-DicomSupportedContext -AE $from | Add-DicomRequestedContext -AE $to
        $to.RequestedContexts.AbstractSyntaxName | Should -Be @('Verification SOP Class', 'CT Image Storage')
    }

    It 'come with the AE on -PassThru: <_>' -ForEach @(
        'Add-DicomRequestedContext', 'Add-DicomSupportedContext', 'Remove-DicomRequestedContext', 'Remove-DicomSupportedContext'
    ) {
        $ae = New-DicomAE SAME
        & $_ -AE $ae -AbstractSyntax Verification | Should -BeNullOrEmpty
        $given = $ae | & $_ -AbstractSyntax Verification -PassThru
        [object]::ReferenceEquals($given, $ae) | Should -BeTrue
        $given = Get-DicomPresentationContext Verification | & $_ -AE $ae -PassThru
        $given | Should -HaveCount 1
    }

    It 'make a chain' {
        $ae = New-DicomAE CHAIN |
            Add-DicomRequestedContext -AbstractSyntax Verification -PassThru |
            Add-DicomSupportedContext -AbstractSyntax CTImageStorage -PassThru |
            Set-DicomAE -AcseTimeout 5 -PassThru
        $ae.RequestedContexts.Count | Should -Be 1
        $ae.SupportedContexts.Count | Should -Be 1
        $ae.AcseTimeout.TotalSeconds | Should -Be 5
    }
}

Describe 'Nodes' {
    It 'are echoed by their properties' {
        ($nodes | Send-DicomEcho).Status.IsSuccess | Should -Be @($true, $true)
    }

    It 'are tested by their properties' {
        $tests = @($nodes | Test-DicomConnection -ThrottleLimit 1)
        $tests.Succeeded | Should -Be @($true, $true)
        $tests.CalledAETitle | Should -Be @('ONE', 'TWO')
    }

    It 'are connected to by their properties' {
        $associations = @($nodes | Connect-DicomAssociation -Context (New-DicomPresentationContext Verification))
        $associations.CalledAETitle | Should -Be @('ONE', 'TWO')
        $associations | Disconnect-DicomAssociation
        $associations.State | Should -Be @('Released', 'Released')
    }

    It 'go on behind one that fails' {
        $dead = [pscustomobject] @{ HostName = 'no-such-host.invalid'; Port = 104; CalledAETitle = 'DEAD' }
        $echoes = @($nodes[0], $dead, $nodes[1] | Send-DicomEcho -ErrorVariable faults -ErrorAction SilentlyContinue)
        $echoes | Should -HaveCount 2
        $faults | Should -HaveCount 1
        $faults[0].TargetObject | Should -BeLike '*no-such-host.invalid*'
        ($nodes[0], $dead, $nodes[1] | Test-DicomConnection -Quiet) | Should -Be @($true, $false, $true)
    }

    It 'each get the files' {
        $before = $one.Counters.Instances, $two.Counters.Instances
        $results = @($nodes | Send-DicomInstance -Path $files[0].FullName, $files[1].FullName)
        $results | Should -HaveCount 4
        $results.IsStored | Should -Not -Contain $false
        $one.Counters.Instances | Should -Be ($before[0] + 2)
        $two.Counters.Instances | Should -Be ($before[1] + 2)
    }

    It 'each get the files, also behind one that fails' {
        $dead = [pscustomobject] @{ HostName = 'no-such-host.invalid'; Port = 104; CalledAETitle = 'DEAD' }
        $before = $one.Counters.Instances, $two.Counters.Instances
        $null = $nodes[0], $dead, $nodes[1] |
            Send-DicomInstance -Path $files[0].FullName -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults | Should -HaveCount 1
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionFailed*'
        $one.Counters.Instances | Should -Be ($before[0] + 1)
        $two.Counters.Instances | Should -Be ($before[1] + 1)
    }

    It 'are servers of this session too' {
        $echoes = @($one, $two | Send-DicomEcho -HostName 127.0.0.1)
        $echoes.Status.IsSuccess | Should -Be @($true, $true)
    }
}

Describe 'Files' {
    BeforeAll {
        $peer = @{ HostName = '127.0.0.1'; Port = $one.Port; CalledAETitle = 'ONE' }
    }

    It 'come from the pipeline as <Text>' -ForEach @(
        @{ Text = 'files'; Convert = { $_ } }
        @{ Text = 'objects with a FullName'; Convert = { [pscustomobject] @{ FullName = $_.FullName } } }
        @{ Text = 'objects with a Path'; Convert = { [pscustomobject] @{ Path = $_.FullName } } }
        @{ Text = 'paths'; Convert = { $_.FullName } }
    ) {
        $results = @($files | ForEach-Object $Convert | Send-DicomInstance @peer)
        $results.Path | Should -Be $files.FullName
        $results.IsStored | Should -Not -Contain $false
    }

    It 'go on to the next node as the results of the first' {
        $before = $two.Counters.Instances
        $results = @($files | Send-DicomInstance @peer | Send-DicomInstance -HostName 127.0.0.1 -Port $two.Port)
        $results.Path | Should -Be $files.FullName
        $two.Counters.Instances | Should -Be ($before + $files.Count)
    }

    It 'may have signs of a wildcard in their names' {
        $odd = [IO.Path]::Combine($folder, 'scan[1].dcm')
        [IO.File]::Copy($files[0].FullName, $odd)
        (Send-DicomInstance @peer -Path $odd).Path | Should -Be $odd
        ([IO.FileInfo] $odd | Send-DicomInstance @peer).Path | Should -Be $odd
    }

    It 'are none without an error' {
        $empty = [IO.Path]::Combine($folder, 'empty')
        $null = [IO.Directory]::CreateDirectory($empty)
        $before = $one.Counters.TotalAssociations
        Send-DicomInstance @peer -Path $empty -ErrorAction Stop | Should -BeNullOrEmpty
        $one.Counters.TotalAssociations | Should -Be $before
    }
}

Describe '-WhatIf' {
    It 'changes no list' {
        $ae = New-DicomAE
        Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification -WhatIf
        Add-DicomSupportedContext -AE $ae -AbstractSyntax Verification -WhatIf
        $ae.RequestedContexts.Count | Should -Be 0
        $ae.SupportedContexts.Count | Should -Be 0
        Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification
        Add-DicomSupportedContext -AE $ae -AbstractSyntax Verification
        Remove-DicomRequestedContext -AE $ae -AbstractSyntax Verification -WhatIf
        Remove-DicomSupportedContext -AE $ae -AbstractSyntax Verification -WhatIf
        $ae.RequestedContexts.Count | Should -Be 1
        $ae.SupportedContexts.Count | Should -Be 1
    }

    It 'starts and stops no server' {
        $before = @(Get-DicomServer)
        Start-DicomServer -Port 0 -WhatIf | Should -BeNullOrEmpty
        Stop-DicomServer -Server $one -WhatIf
        $one.IsRunning | Should -BeTrue
        Get-DicomServer | Should -HaveCount $before.Count
    }

    It 'makes no folder for a server' {
        $store = [IO.Path]::Combine($folder, 'not-made')
        Start-DicomServer -Port 0 -StoragePath $store -WhatIf
        [IO.Directory]::Exists($store) | Should -BeFalse
    }

    It 'sends no file and opens no association' {
        $before = $one.Counters.TotalAssociations
        $files | Send-DicomInstance -HostName 127.0.0.1 -Port $one.Port -WhatIf | Should -BeNullOrEmpty
        $one.Counters.TotalAssociations | Should -Be $before
    }

    It 'ends no association' {
        $association = $nodes[0] | Connect-DicomAssociation -Context (New-DicomPresentationContext Verification)
        Disconnect-DicomAssociation $association -WhatIf
        Disconnect-DicomAssociation $association -Abort -WhatIf
        $association.State | Should -Be 'Established'
        Disconnect-DicomAssociation $association
    }
}
