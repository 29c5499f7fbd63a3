BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    function New-TestDataset {
        New-DicomDataset @{ PatientName = 'Pester^Test'; PatientID = 'P1'; Modality = 'CT' }
    }
}

Describe 'A data set' {
    It 'has its elements as properties' {
        $dataset = New-TestDataset
        $dataset.PatientName | Should -BeExactly 'Pester^Test'
        $dataset.'(0010,0020)' | Should -BeExactly 'P1'
        $dataset.PatientComments | Should -BeNullOrEmpty
    }

    It 'takes dates, several values and none' {
        $dataset = New-TestDataset
        $dataset.StudyDate = [datetime] '2024-02-03'
        $dataset.ImageType = 'ORIGINAL', 'PRIMARY'
        $dataset.PatientID = $null
        $dataset.StudyDate | Should -BeExactly '20240203'
        $dataset.ImageType | Should -HaveCount 2
        $dataset.PatientID | Should -BeNullOrEmpty
        @($dataset.PSObject.Properties | Where-Object Name -EQ PatientID) | Should -HaveCount 1
    }

    It 'takes hashtables as items' {
        $dataset = New-TestDataset
        $dataset.ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2' }
        $dataset.ReferencedSeriesSequence += @{ SeriesInstanceUID = '1.3' }
        $dataset.ReferencedSeriesSequence[1].SeriesInstanceUID | Should -BeExactly '1.3'
    }

    It 'is found by its values' {
        $sets = 'CT', 'MR', 'CT' | ForEach-Object { $set = New-TestDataset; $set.Modality = $_; $set }
        @($sets | Where-Object Modality -EQ 'CT') | Should -HaveCount 2
        $sets | ForEach-Object PatientID | Should -Be @('P1', 'P1', 'P1')
    }

    It 'does not tell a value that it refuses' {
        $dataset = New-TestDataset
        $thrown = { $dataset.Rows = 'secret' } | Should -Throw -ErrorId 'InvalidArgument*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*Rows*'
        $thrown.Exception.Message | Should -Not -BeLike '*secret*'
    }

    It 'reads as a tree' {
        $lines = @([DicomPS.Views.DatasetTree]::Lines((New-TestDataset), 80))
        $lines | Should -HaveCount 3
        $lines[1] | Should -BeExactly '(0010,0010) PN PatientName                      Pester^Test'
    }
}
