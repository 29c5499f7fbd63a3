BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'New-DicomDataset' {
    It 'takes <Key> as a key' -ForEach @(
        @{ Key = 'PatientName' }
        @{ Key = '(0010,0010)' }
        @{ Key = '0010,0010' }
        @{ Key = '00100010' }
    ) {
        (New-DicomDataset @{ $Key = 'A^B' }).PatientName | Should -BeExactly 'A^B'
    }

    It 'makes an empty data set of nothing' {
        (New-DicomDataset).Elements.Count | Should -Be 0
        (New-DicomDataset @{}).Elements.Count | Should -Be 0
    }

    It 'nests items' {
        $dataset = New-DicomDataset @{ ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2' }, @{ SeriesInstanceUID = '1.3' } }
        $dataset.ReferencedSeriesSequence.Count | Should -Be 2
        $dataset.ReferencedSeriesSequence[1].SeriesInstanceUID | Should -BeExactly '1.3'
    }

    It 'makes bulk data of <Type>' -ForEach @(
        @{ Type = 'int[]'; VR = 'OW'; Numbers = [int[]](1, 65535); Bytes = '1 0 255 255' }
        @{ Type = 'uint16[]'; VR = 'OW'; Numbers = [uint16[]](1, 2); Bytes = '1 0 2 0' }
        @{ Type = 'float[]'; VR = 'OF'; Numbers = [float[]](, 1); Bytes = '0 0 128 63' }
        @{ Type = 'double[]'; VR = 'OD'; Numbers = [double[]](, 1); Bytes = '0 0 0 0 0 0 240 63' }
        @{ Type = 'uint32[]'; VR = 'OL'; Numbers = [uint32[]](, 7); Bytes = '7 0 0 0' }
        @{ Type = 'uint64[]'; VR = 'OV'; Numbers = [uint64[]](, 7); Bytes = '7 0 0 0 0 0 0 0' }
    ) {
        $dataset = New-DicomDataset @{}
        $dataset | Set-DicomElement '(0009,1001)' $Numbers -VR $VR
        "$($dataset.'(0009,1001)')" | Should -Be $Bytes
    }

    It 'takes an image as an array of numbers' {
        $dataset = New-DicomDataset @{ BitsAllocated = 16; PixelData = [int[]](0..3) }
        "$(($dataset | Get-DicomElement PixelData).VR) $($dataset.PixelData)" | Should -Be 'OW 0 0 1 0 2 0 3 0'
    }

    It 'takes a UID of the dictionary' {
        (New-DicomDataset @{ SOPClassUID = Get-DicomUid CTImageStorage }).SOPClassUID | Should -Be '1.2.840.10008.5.1.4.1.1.2'
    }

    It 'names a key that it does not know, and no value' {
        $thrown = { New-DicomDataset @{ PatientNme = 'Secret' } } | Should -Throw -ErrorId 'UnknownTag*' -PassThru
        $thrown.Exception.Message | Should -BeLike 'PatientNme: *PatientName*'
        $thrown.Exception.Message | Should -Not -BeLike '*Secret*'
    }

    It 'names the element whose value does not fit' {
        $thrown = { New-DicomDataset @{ Rows = 'Secret' } } | Should -Throw -ErrorId 'InvalidValue*' -PassThru
        $thrown.Exception.Message | Should -BeLike 'Rows: *'
        $thrown.Exception.Message | Should -Not -BeLike '*Secret*'
    }

    It 'validates when asked to' {
        { New-DicomDataset @{ Modality = 'ct' } } | Should -Not -Throw
        { New-DicomDataset @{ Modality = 'ct' } -Validate } | Should -Throw -ErrorId 'InvalidValue*'
    }
}

Describe 'Test-DicomDataset' {
    It 'is silent on a data set without faults' {
        New-DicomDataset @{ PatientName = 'A^B'; StudyDate = '20240131' } | Test-DicomDataset | Should -BeNullOrEmpty
    }

    It 'tells where a fault is' {
        $fault = New-DicomDataset @{ ReferencedSeriesSequence = @{ StudyDate = '20240101-' } } | Test-DicomDataset
        $fault | Should -BeOfType 'DicomPS.Engine.Data.ElementFault'
        $fault.Path | Should -BeExactly 'ReferencedSeriesSequence[0].StudyDate'
        $fault.Keyword | Should -BeExactly 'StudyDate'
        "$($fault.VR)" | Should -BeExactly 'DA'
    }

    It 'takes ranges and wildcards of a query' {
        $query = New-DicomDataset @{ StudyDate = '20240101-'; PatientName = 'M*'; Modality = 'C?' }
        $query | Test-DicomDataset -Query | Should -BeNullOrEmpty
        @($query | Test-DicomDataset).Count | Should -Be 2
    }
}
