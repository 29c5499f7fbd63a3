BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $outgoing = [IO.Path]::Combine($folder, 'outgoing')
    $null = [IO.Directory]::CreateDirectory($outgoing)
    foreach ($number in 1..24) {
        $dataset = New-DicomDataset @{
            SOPClassUID = '1.2.840.10008.5.1.4.1.1.2'; SOPInstanceUID = "1.2.3.$number"
            StudyInstanceUID = '1.2.4'; SeriesInstanceUID = '1.2.5'; PatientID = 'P1'
        }
        Export-DicomFile ([IO.Path]::Combine($outgoing, "$number.dcm")) -Dataset $dataset
    }
}

AfterAll {
    Get-DicomServer | Stop-DicomServer
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'Send-DicomInstance -ThrottleLimit' {
    It 'sends each file once over as many associations' {
        $incoming = [IO.Path]::Combine($folder, 'parallel')
        $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $incoming
        $results = @(Send-DicomInstance 127.0.0.1 $server.Port ARCHIVE -Path $outgoing -ThrottleLimit 4)
        $results.Count | Should -Be 24
        @($results | Where-Object { -not $_.IsStored }).Count | Should -Be 0
        @($results | ForEach-Object SopInstanceUid | Where-Object { $_ -like '1.2.3.*' }).Count | Should -Be 24
        $server.Counters.Instances | Should -Be 24
        @([IO.Directory]::GetFiles($incoming, '*.dcm', 'AllDirectories')).Count | Should -Be 24
        $server.Counters.TotalAssociations | Should -BeGreaterThan 0
        $server.Counters.TotalAssociations | Should -BeLessOrEqual 4
    }

    It 'gives all results with a peer that admits a single association' {
        $ae = New-DicomAE ARCHIVE -MaximumAssociations 1
        $server = Start-DicomServer -AE $ae -Port 0 -BindAddress 127.0.0.1 -Discard
        $results = @(Send-DicomInstance 127.0.0.1 $server.Port ARCHIVE -Path $outgoing -ThrottleLimit 4 -ErrorVariable faults)
        @($results | Where-Object IsStored).Count | Should -Be 24
        $faults.Count | Should -Be 0
    }

    It 'is one error where nobody listens' {
        $probe = Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        Stop-DicomServer $probe
        $results = @(Send-DicomInstance 127.0.0.1 $probe.Port -Path $outgoing -ThrottleLimit 3 -ErrorAction SilentlyContinue -ErrorVariable faults)
        $faults.Count | Should -Be 1
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'ConnectionFailed*'
        $results.Count | Should -Be 24
    }

    It 'takes 1 to 64' {
        { Send-DicomInstance 127.0.0.1 104 -Path $outgoing -ThrottleLimit 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }
}

Describe 'Start-DicomServer -Durability' {
    It 'leaves whole files under their own names with <_>' -ForEach @('Flush', 'Rename', 'None') {
        $incoming = [IO.Path]::Combine($folder, "incoming-$_")
        $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $incoming -Durability $_
        $results = @(Send-DicomInstance 127.0.0.1 $server.Port ARCHIVE -Path $outgoing)
        @($results | Where-Object IsStored).Count | Should -Be 24
        $arrived = @([IO.Directory]::GetFiles($incoming, '*', 'AllDirectories'))
        $arrived.Count | Should -Be 24
        @($arrived | Where-Object { $_ -notlike '*1.2.4*1.2.5*1.2.3.*.dcm' }).Count | Should -Be 0
        $sent = Import-DicomFile ([IO.Path]::Combine($outgoing, '7.dcm'))
        $received = Import-DicomFile ([IO.Path]::Combine($incoming, '1.2.4', '1.2.5', '1.2.3.7.dcm'))
        @(Compare-DicomDataset $sent $received).Count | Should -Be 0
    }
}
