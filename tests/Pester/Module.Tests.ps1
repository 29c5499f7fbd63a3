BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'The module' {
    It 'is imported' {
        Get-Module DicomPS | Should -HaveCount 1
    }

    It 'is of version 0.1.0 or later' {
        (Get-Module DicomPS).Version | Should -BeGreaterOrEqual ([version] '0.1.0')
    }

    It 'names its cmdlets with approved verbs' {
        $approved = 'Add', 'Compare', 'Connect', 'ConvertFrom', 'ConvertTo', 'Disconnect', 'Export', 'Find', 'Get',
            'Import', 'Invoke', 'Move', 'New', 'Receive', 'Register', 'Remove', 'Send', 'Set', 'Start', 'Stop', 'Test',
            'Wait'
        Get-Command -Module DicomPS | Where-Object { $_.Verb -notin $approved } | Should -BeNullOrEmpty
    }

    It 'names its cmdlets with nouns that begin with Dicom' {
        Get-Command -Module DicomPS | Where-Object { $_.Noun -notlike 'Dicom*' } | Should -BeNullOrEmpty
    }
}
