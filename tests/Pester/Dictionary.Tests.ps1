BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'Get-DicomTag' {
    It 'finds <Text>' -ForEach @(
        @{ Text = '(0010,0010)'; Keyword = 'PatientName' }
        @{ Text = '0010,0020'; Keyword = 'PatientID' }
        @{ Text = '7fe00010'; Keyword = 'PixelData' }
        @{ Text = 'studyinstanceuid'; Keyword = 'StudyInstanceUID' }
        @{ Text = 'Accession Number'; Keyword = 'AccessionNumber' }
        @{ Text = '(6004,3000)'; Keyword = 'OverlayData' }
        @{ Text = 'StudyInstanceU*'; Keyword = 'StudyInstanceUID' }
    ) {
        (Get-DicomTag $Text).Keyword | Should -BeExactly $Keyword
        ($Text | Get-DicomTag).Keyword | Should -BeExactly $Keyword
    }

    It 'tells what an element is' {
        $entry = Get-DicomTag SmallestImagePixelValue
        $entry | Should -BeOfType 'DicomPS.Engine.Dictionary.DicomTagEntry'
        "$($entry.Tag)" | Should -BeExactly '(0028,0106)'
        $entry.VR | Should -BeExactly 'US or SS'
        $entry.VM | Should -BeExactly '1'
        $entry.Name | Should -BeExactly 'Smallest Image Pixel Value'
        $entry.IsRetired | Should -BeFalse
    }

    It 'has every element' {
        @(Get-DicomTag | Where-Object Creator -EQ '').Count | Should -Be 5277
    }

    It 'suggests the nearest keyword' {
        $thrown = { Get-DicomTag PatientNme -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownTag*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*PatientName*'
    }

    It 'is silent on wildcards that fit nothing' {
        Get-DicomTag NoSuchKeyword* -ErrorAction Stop | Should -BeNullOrEmpty
    }
}

Describe 'Register-DicomPrivateTag' {
    It 'makes an element known in every block' {
        Register-DicomPrivateTag -Creator 'PESTER 1' -Tag '(0077,xx10)' -VR DS -VM 3 -Keyword PesterOffset
        foreach ($block in '10', '11', 'FF') {
            (Get-DicomTag "(0077,${block}10)" -Creator 'PESTER 1').Keyword | Should -BeExactly 'PesterOffset'
        }
        (Get-DicomTag PesterOffset).VM | Should -BeExactly '3'
    }

    It 'refuses a tag of the standard' {
        { Register-DicomPrivateTag 'PESTER 1' '(0010,0010)' PN -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}

Describe 'Get-DicomUid' {
    It 'finds by UID, keyword and name' {
        'CTImageStorage', 'CT Image Storage', '1.2.840.10008.5.1.4.1.1.2' | Get-DicomUid |
            ForEach-Object { $_.Keyword | Should -BeExactly 'CTImageStorage' }
    }

    It 'finds by kind and service' {
        (Get-DicomUid -Service Verification).Uid | Should -Be '1.2.840.10008.1.1'
        @(Get-DicomUid *JPEG* -Kind TransferSyntax).Count | Should -BeGreaterThan 10
    }

    It 'suggests the nearest keyword' {
        $thrown = { Get-DicomUid CTImagStorage -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownUid*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*CTImageStorage*'
    }
}

Describe 'New-DicomUid' {
    It 'makes a UID of a UUID' {
        New-DicomUid | Should -Match '^2\.25\.[1-9][0-9]*$'
    }

    It 'makes as many as are wanted, each one new' {
        $uids = @{}
        New-DicomUid -Count 100 | ForEach-Object { $uids[$_] = $true }
        $uids.Count | Should -Be 100
    }

    It 'makes UIDs under a root, of 64 characters at most' {
        $root = '1.2.826.0.1.3680043.9.1234.5678.9012.345678'
        $root.Length | Should -Be 43
        $uid = New-DicomUid -Root $root
        $uid | Should -BeLike "$root.*"
        $uid.Length | Should -BeLessOrEqual 64
    }

    It 'refuses a root that is too long' {
        { New-DicomUid -Root '1.2.826.0.1.3680043.9.1234.5678.9012.3456789' } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}
