BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'Get-DicomElement' {
    BeforeAll {
        $dataset = New-DicomDataset @{
            Modality = 'SR'
            StudyDate = '20260102'
            PatientName = 'Doe^Jane'
            ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2.3' }, @{ SeriesInstanceUID = '1.2.4' }
        }
    }

    It 'finds <Tag>' -ForEach @(
        @{ Tag = 'PatientName'; Path = 'PatientName' }
        @{ Tag = '(0010,0010)'; Path = 'PatientName' }
        @{ Tag = '0010*'; Path = 'PatientName' }
        @{ Tag = 'ReferencedSeriesSequence[0].SeriesInstanceUID'; Path = 'ReferencedSeriesSequence[0].SeriesInstanceUID' }
        @{ Tag = 'ReferencedSeriesSequence[-1].*UID'; Path = 'ReferencedSeriesSequence[1].SeriesInstanceUID' }
    ) {
        ($dataset | Get-DicomElement $Tag).Path | Should -BeExactly $Path
    }

    It 'tells what an element is' {
        $element = $dataset | Get-DicomElement PatientName
        $element | Should -BeOfType 'DicomPS.Engine.Data.DicomElement'
        "$($element.Tag)" | Should -BeExactly '(0010,0010)'
        "$($element.VR)" | Should -BeExactly 'PN'
        $element.Name | Should -BeExactly "Patient's Name"
        $element.Value | Should -BeExactly 'Doe^Jane'
    }

    It 'goes into items' {
        @($dataset | Get-DicomElement).Count | Should -Be 4
        @($dataset | Get-DicomElement -Recurse).Count | Should -Be 6
        @($dataset | Get-DicomElement SeriesInstanceUID -Recurse).Count | Should -Be 2
    }

    It 'is silent on what is not there' {
        $dataset | Get-DicomElement PatientID, NoSuch* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'suggests the nearest keyword' {
        $thrown = { $dataset | Get-DicomElement PatientNme -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownTag*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*PatientName*'
    }

    It 'tells where a path is faulty' {
        $thrown = { $dataset | Get-DicomElement 'ReferencedSeriesSequence[x].Modality' -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidArgument*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*position 26*'
    }
}

Describe 'Set-DicomElement' {
    BeforeEach {
        $dataset = New-DicomDataset @{ Modality = 'SR' }
    }

    It 'changes and makes elements' {
        $dataset | Set-DicomElement Modality CT
        $dataset | Set-DicomElement @{ Rows = 512; ImageType = 'ORIGINAL', 'PRIMARY' }
        ($dataset | Get-DicomElement Modality).Value | Should -BeExactly 'CT'
        ($dataset | Get-DicomElement Rows).Value | Should -Be 512
        ($dataset | Get-DicomElement ImageType).Value.Count | Should -Be 2
    }

    It 'makes sequences and items' {
        $dataset | Set-DicomElement 'ReferencedSeriesSequence[0].SeriesInstanceUID' 1.2.3
        $dataset | Set-DicomElement 'ReferencedSeriesSequence[1].SeriesInstanceUID' 1.2.4
        @($dataset | Get-DicomElement 'ReferencedSeriesSequence[*].SeriesInstanceUID').Value -join ' ' | Should -BeExactly '1.2.3 1.2.4'
    }

    It 'leaves no gap between items' {
        { $dataset | Set-DicomElement 'ReferencedSeriesSequence[1].Modality' CT -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidValue*'
        $dataset | Get-DicomElement ReferencedSeriesSequence | Should -BeNullOrEmpty
    }

    It 'gives a private creator its block' {
        $dataset | Set-DicomElement '(0009,xx01:ACME)' 4711 -VR LO
        ($dataset | Get-DicomElement '(0009,1001)').Value | Should -BeExactly '4711'
        ($dataset | Get-DicomElement '(0009,0010)').Value | Should -BeExactly 'ACME'
    }

    It 'validates on request' {
        { $dataset | Set-DicomElement StudyDate 20261341 -Validate -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidValue*'
        $dataset | Get-DicomElement StudyDate | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf' {
        $dataset | Set-DicomElement Modality CT -WhatIf
        ($dataset | Get-DicomElement Modality).Value | Should -BeExactly 'SR'
    }
}

Describe 'Remove-DicomElement' {
    BeforeEach {
        $dataset = New-DicomDataset @{
            Modality = 'SR'
            PatientName = 'Doe^Jane'
            PatientID = 'A1'
            ReferencedSeriesSequence = @{ Modality = 'CT' }
        }
        $dataset | Set-DicomElement '(0009,xx01:ACME)' 4711 -VR LO
    }

    It 'removes <Tag>' -ForEach @(
        @{ Tag = 'PatientName'; Left = 6 }
        @{ Tag = '(0010,*)'; Left = 5 }
        @{ Tag = 'ReferencedSeriesSequence[0].Modality'; Left = 6 }
        @{ Tag = 'StudyDate'; Left = 7 }
    ) {
        $dataset | Remove-DicomElement $Tag
        @($dataset | Get-DicomElement -Recurse).Count | Should -Be $Left
    }

    It 'removes from items' {
        $dataset | Remove-DicomElement Modality -Recurse
        $dataset | Get-DicomElement Modality -Recurse | Should -BeNullOrEmpty
    }

    It 'removes what is private' {
        @($dataset | Remove-DicomElement -Private -PassThru | Get-DicomElement).Count | Should -Be 4
    }

    It 'removes nothing where a keyword is misspelt' {
        { $dataset | Remove-DicomElement PatientID, PatientNme -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownTag*'
        $dataset | Get-DicomElement PatientID | Should -Not -BeNullOrEmpty
    }
}
