BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'ConvertFrom-DicomJson and ConvertTo-DicomJson' {
    It 'gives back <Json>' -ForEach @(
        @{ Json = '{"00100010":{"vr":"PN","Value":[{"Alphabetic":"Wang^XiaoDong","Ideographic":"王^小東"}]}}' }
        @{ Json = '{"00080061":{"vr":"CS","Value":["CT","PET"]}}' }
        @{ Json = '{"00201206":{"vr":"IS","Value":[4]}}' }
        @{ Json = '{"00101002":{"vr":"SQ","Value":[{"00100020":{"vr":"LO","Value":["54321"]}},{}]}}' }
        @{ Json = '{"00091002":{"vr":"UN","InlineBinary":"z0x9c8v7"}}' }
    ) {
        $dataset = ConvertFrom-DicomJson $Json
        $dataset | ConvertTo-DicomJson -Compress | Should -BeLike '*:{"vr":"??",*'
        $again = $dataset | ConvertTo-DicomJson | ConvertFrom-DicomJson
        ConvertTo-DicomJson $again -Compress | Should -BeExactly (ConvertTo-DicomJson $dataset -Compress)
        Compare-DicomDataset $dataset $again | Should -BeNullOrEmpty
    }

    It 'writes an array' {
        '{}', '{}' | ConvertFrom-DicomJson | ConvertTo-DicomJson -AsArray -Compress | Should -BeExactly '[{},{}]'
    }

    It 'tells where bad JSON is' {
        $thrown = { ConvertFrom-DicomJson '{"00100020":{"vr":"LO","Value":[true]}}' } | Should -Throw -ErrorId 'NotDicom*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*$.00100020.Value*'
    }
}

Describe 'Compare-DicomDataset' {
    It 'is silent about equal data sets' {
        $one = ConvertFrom-DicomJson '{"00100020":{"vr":"LO","Value":["1"]}}'
        Compare-DicomDataset $one $one | Should -BeNullOrEmpty
    }

    It 'tells what differs' {
        $one = ConvertFrom-DicomJson '{"00100020":{"vr":"LO","Value":["1"]},"00100040":{"vr":"CS","Value":["M"]}}'
        $two = ConvertFrom-DicomJson '{"00100020":{"vr":"LO","Value":["2"]}}'
        $found = @($two | Compare-DicomDataset $one)
        $found.Count | Should -Be 2
        $found[0].Reference | Should -BeExactly '1'
        $found[0].Difference | Should -BeExactly '2'
        "$($found[1].Kind)" | Should -BeExactly 'OnlyInReference'
        Compare-DicomDataset $one $two -Exclude PatientID, '(0010,0040)' | Should -BeNullOrEmpty
    }
}
