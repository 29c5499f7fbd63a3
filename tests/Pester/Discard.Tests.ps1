BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $null = [IO.Directory]::CreateDirectory($folder)
    $file = [IO.Path]::Combine($folder, 'one.dcm')
    $dataset = New-DicomDataset @{
        SOPClassUID = '1.2.840.10008.5.1.4.1.1.2'; SOPInstanceUID = '1.2.3'; StudyInstanceUID = '1.2.4'; PatientID = 'P1'
    }
    Export-DicomFile $file -Dataset $dataset
    $server = Start-DicomServer -AE COUNTER -Port 0 -BindAddress 127.0.0.1 -Discard
}

AfterAll {
    if ($server) { Stop-DicomServer $server }
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'Start-DicomServer -Discard' {
    It 'counts what is sent, answers success and keeps nothing' {
        $result = Send-DicomInstance $file -HostName 127.0.0.1 -Port $server.Port -CalledAETitle COUNTER
        $result.IsStored | Should -BeTrue
        $server.Counters.Instances | Should -Be 1
        $server.Counters.Bytes | Should -Be $result.Bytes
        $server.StoragePath | Should -BeNullOrEmpty
    }

    It 'does not go together with a folder' {
        { Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -Discard -StoragePath $folder } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}
