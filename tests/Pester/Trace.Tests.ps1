BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine([IO.Path]::GetTempPath(), "dicom-$([guid]::NewGuid())")).FullName

    function Get-TracePath([string] $Name) {
        [IO.Path]::Combine($folder, $Name)
    }

    # What was sent and received, without times and sizes.
    function Read-Trace([string] $Name) {
        [IO.File]::ReadAllLines((Get-TracePath $Name)) | ForEach-Object { if ($_ -match '\] (sent|received) +([A-Z-]+), \d+ bytes$') { "$($Matches[1]) $($Matches[2])" } }
    }
}

AfterAll {
    [IO.Directory]::Delete($folder, $true)
}

Describe 'A trace' {
    BeforeEach {
        $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1
        $peer = @{ HostName = '127.0.0.1'; Port = $server.Port }
    }

    AfterEach {
        Stop-DicomServer $server
    }

    It 'of Send-DicomEcho is complete when the cmdlet has ended' {
        Send-DicomEcho @peer -TracePath (Get-TracePath echo.txt)
        (Read-Trace echo.txt) -join ', ' | Should -Be (
            'sent A-ASSOCIATE-RQ, received A-ASSOCIATE-AC, sent P-DATA-TF, received P-DATA-TF, sent A-RELEASE-RQ, received A-RELEASE-RP')
    }

    It 'of Connect-DicomAssociation goes on until the association is over' {
        $path = Get-TracePath connect.txt
        $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification) -TracePath $path
        { Connect-DicomAssociation @peer -Context (New-DicomPresentationContext Verification) -TracePath $path } | Should -Throw -ErrorId 'InputOutput*'
        Send-DicomEcho -Association $association
        Disconnect-DicomAssociation $association
        for ($i = 0; $i -lt 200 -and -not ([IO.File]::ReadAllText($path) -match '\] closed'); $i++) { [Threading.Thread]::Sleep(10) }
        (Read-Trace connect.txt)[-1] | Should -Be 'received A-RELEASE-RP'
        [IO.File]::ReadAllText($path) | Should -Match '\] closed'
    }

    It 'of several peers is one file' {
        $tests = $peer, $peer, $peer | ForEach-Object { [pscustomobject] $_ } | Test-DicomConnection -TracePath (Get-TracePath many.txt)
        ($tests.Succeeded -eq $true).Count | Should -Be 3
        ((Read-Trace many.txt) -eq 'received A-RELEASE-RP').Count | Should -Be 3
    }

    It 'for Wireshark begins as pcapng does' {
        Send-DicomEcho @peer -TracePath (Get-TracePath echo.pcapng)
        [Convert]::ToHexString([IO.File]::ReadAllBytes((Get-TracePath echo.pcapng))[0..11]) | Should -Be '0A0D0D0A1C0000004D3C2B1A'
    }

    It 'has the name of a user, and no passcode' {
        $identity = [DicomPS.Engine.Negotiation.UserIdentity]::FromPasscode('SMITH', 'verysecret')
        Send-DicomEcho @peer -UserIdentity $identity -TracePath (Get-TracePath identity.txt)
        $text = [IO.File]::ReadAllText((Get-TracePath identity.txt))
        $text | Should -Match 'user name SMITH, passcode of 10 bytes'
        $text | Should -Not -Match 'verysecret'
    }

    It 'is refused at the start: <Name>' -ForEach @(
        @{ Name = 'another extension'; Setting = @{ TracePath = 'trace.log' }; Id = 'InvalidArgument*' }
        @{ Name = 'a folder that is not there'; Setting = @{ TracePath = 'nowhere/trace.txt' }; Id = 'InputOutput*' }
        @{ Name = 'data without a trace'; Setting = @{ TraceData = $true }; Id = 'InvalidArgument*' }
    ) {
        if ($Setting.TracePath) { $Setting = @{ TracePath = Get-TracePath $Setting.TracePath } }
        { Send-DicomEcho @peer @Setting } | Should -Throw -ErrorId $Id
        { Start-DicomServer -Port 0 -BindAddress 127.0.0.1 @Setting } | Should -Throw -ErrorId $Id
        $server.Counters.TotalAssociations | Should -Be 0
    }
}

Describe 'The trace of a server' {
    It 'is complete when it has stopped' {
        $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -TracePath (Get-TracePath server.txt)
        Send-DicomEcho 127.0.0.1 $server.Port
        Send-DicomEcho 127.0.0.1 $server.Port
        Stop-DicomServer $server
        ((Read-Trace server.txt) -eq 'sent A-ASSOCIATE-AC').Count | Should -Be 2
        ((Read-Trace server.txt) -eq 'sent A-RELEASE-RP').Count | Should -Be 2
    }

    It 'has no values of data sets but where they are asked for' {
        $path = Get-TracePath sent.dcm
        New-DicomDataset @{ SOPClassUID = '1.2.840.10008.5.1.4.1.1.7'; SOPInstanceUID = '1.2.3'; PatientName = 'TRACED^PATIENT' } | Export-DicomFile -Path $path
        foreach ($withData in $false, $true) {
            $server = Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -StoragePath (Get-TracePath store) -TracePath (Get-TracePath data.txt) -TraceData:$withData
            (Send-DicomInstance -Path $path -HostName 127.0.0.1 -Port $server.Port).IsStored | Should -Be $true
            Stop-DicomServer $server
            [IO.File]::ReadAllText((Get-TracePath data.txt)).Contains('TRACED^PATIENT') | Should -Be $withData
        }
    }

    It 'is not begun with -WhatIf' {
        Start-DicomServer -Port 0 -TracePath (Get-TracePath whatif.txt) -WhatIf
        Send-DicomInstance -Path $PSScriptRoot -HostName 127.0.0.1 -Port 1 -TracePath (Get-TracePath whatif.txt) -WhatIf -ErrorAction SilentlyContinue
        [IO.File]::Exists((Get-TracePath whatif.txt)) | Should -Be $false
    }
}
