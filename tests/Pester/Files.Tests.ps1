BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $folder = [IO.Directory]::CreateTempSubdirectory('dicomps-pester-').FullName
    $made = New-DicomDataset @{
        SOPClassUID      = Get-DicomUid SecondaryCaptureImageStorage
        SOPInstanceUID   = '1.2.3'
        PatientID        = '4711'
        StudyInstanceUID = '1.2.4'
    }
    $made | Export-DicomFile "$folder/a.dcm"
}

AfterAll {
    [IO.Directory]::Delete($folder, $true)
}

Describe 'Import-DicomFile' {
    It 'reads what was written' {
        $read = Import-DicomFile "$folder/a.dcm"
        $read.PatientID | Should -BeExactly '4711'
        $read.IsPartial | Should -BeFalse
        $read.TransferSyntaxName | Should -Be 'Explicit VR Little Endian'
    }

    It 'reads chosen elements' {
        $read = Import-DicomFile $folder -Tag PatientID
        $read.Elements.Count | Should -Be 1
        $read.IsPartial | Should -BeTrue
    }

    It 'reports what is not DICOM' {
        [IO.File]::WriteAllText("$folder/notes.txt", 'notes')
        { Import-DicomFile "$folder/notes.txt" -ErrorAction Stop } | Should -Throw -ErrorId 'NotDicom*'
        @(Import-DicomFile $folder -ErrorAction Stop).Count | Should -Be 1
    }
}

Describe 'Export-DicomFile' {
    It 'names files after their instances' {
        ($made | Export-DicomFile "$folder/out/" -PassThru).Name | Should -BeExactly '1.2.3.dcm'
    }

    It 'replaces a file only when told to' {
        { $made | Export-DicomFile "$folder/a.dcm" -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists*'
        $made | Export-DicomFile "$folder/a.dcm" -Force -ErrorAction Stop
    }

    It 'refuses what was read in part' {
        $part = Import-DicomFile "$folder/a.dcm" -Tag SOPClassUID, SOPInstanceUID
        { $part | Export-DicomFile "$folder/part.dcm" -ErrorAction Stop } | Should -Throw -ErrorId 'PartialDataset*'
        { $part.Clone() | Export-DicomFile "$folder/part.dcm" -ErrorAction Stop } | Should -Throw -ErrorId 'PartialDataset*'
        $part | Export-DicomFile "$folder/part.dcm" -AllowPartial -ErrorAction Stop
    }

    It 'converts' {
        $made | Export-DicomFile "$folder/implicit.dcm" -TransferSyntax ImplicitVRLittleEndian
        (Import-DicomFile "$folder/implicit.dcm").File.TransferSyntax.Uid | Should -Be '1.2.840.10008.1.2'
    }
}
