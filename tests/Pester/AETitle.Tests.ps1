BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'A valid AE title' {
    It 'may be <Text>' -ForEach @(
        @{ Text = 'one character'; Title = 'A' }
        @{ Text = '16 characters'; Title = 'ABCDEFGHIJKLMNOP' }
        @{ Text = 'of several words'; Title = 'STORE SCP 1' }
        @{ Text = 'in lower case'; Title = 'store_scp' }
        @{ Text = 'of all kinds of signs'; Title = "!#%&'()*+,-./:;<" }
        @{ Text = 'of the last signs'; Title = '=>?@[]^_`{|}~' }
    ) {
        Test-DicomAETitle $Title | Should -BeTrue
        (New-DicomAE $Title).Title | Should -BeExactly $Title
    }

    It 'loses the spaces at its ends: <Text>' -ForEach @(
        @{ Text = 'before'; Given = '  ARCHIVE'; Kept = 'ARCHIVE' }
        @{ Text = 'behind'; Given = 'ARCHIVE  '; Kept = 'ARCHIVE' }
        @{ Text = 'around 16 characters'; Given = '    ABCDEFGHIJKLMNOP    '; Kept = 'ABCDEFGHIJKLMNOP' }
        @{ Text = 'and keeps those within'; Given = ' STORE  SCP '; Kept = 'STORE  SCP' }
    ) {
        Test-DicomAETitle $Given | Should -BeTrue
        (New-DicomAE $Given).Title | Should -BeExactly $Kept
        $ae = New-DicomAE OTHER
        Set-DicomAE -AE $ae -Title $Given
        $ae.Title | Should -BeExactly $Kept
    }
}

Describe 'An AE title that is <Text>' -ForEach @(
    @{ Text = 'empty'; Title = ''; Rule = 'Empty'; Says = '*empty*' }
    @{ Text = 'null'; Title = $null; Rule = 'Null'; Says = '*null*' }
    @{ Text = 'one space'; Title = ' '; Rule = 'OnlySpaces'; Says = '*spaces*' }
    @{ Text = 'spaces alone'; Title = '                  '; Rule = 'OnlySpaces'; Says = '*spaces*' }
    @{ Text = '17 characters long'; Title = 'ABCDEFGHIJKLMNOPQ'; Rule = 'TooLong'; Says = '*16*17*' }
    @{ Text = '17 characters between spaces'; Title = ' ABCDEFGHIJKLMNOPQ '; Rule = 'TooLong'; Says = '*16*17*' }
    @{ Text = 'with a tab'; Title = "A`tB"; Rule = 'ControlCharacter'; Says = '*U+0009*position 2*' }
    @{ Text = 'with a line feed at its end'; Title = "AB`n"; Rule = 'ControlCharacter'; Says = '*U+000A*position 3*' }
    @{ Text = 'with a NUL at its end'; Title = "AB`0"; Rule = 'ControlCharacter'; Says = '*U+0000*position 3*' }
    @{ Text = 'with a DEL'; Title = 'A' + [char] 0x7F; Rule = 'ControlCharacter'; Says = '*U+007F*position 2*' }
    @{ Text = 'with a backslash'; Title = 'A\B'; Rule = 'Backslash'; Says = '*backslash*position 2*' }
    @{ Text = 'with an umlaut'; Title = 'K' + [char] 0xD6 + 'LN'; Rule = 'NotIso646'; Says = '*U+00D6*position 2*' }
    @{ Text = 'with a no-break space'; Title = [char] 0xA0 + 'A'; Rule = 'NotIso646'; Says = '*U+00A0*position 1*' }
) {
    It 'is not valid' {
        Test-DicomAETitle $Title | Should -BeFalse
    }

    It 'is told by its rule, in words' {
        $test = Test-DicomAETitle $Title -Detailed
        $test.IsValid | Should -BeFalse
        "$($test.Rule)" | Should -Be $Rule
        $test.Message | Should -BeLike $Says
    }

    It 'is refused by New-DicomAE' {
        $thrown = { New-DicomAE -Title $Title } | Should -Throw -ErrorId 'InvalidAETitle*' -PassThru
        "$($thrown.CategoryInfo.Category)" | Should -Be 'InvalidArgument'
        $thrown.Exception.Message | Should -BeLike $Says
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is refused by Set-DicomAE, which leaves the AE as it was' {
        $ae = New-DicomAE BEFORE
        { Set-DicomAE -AE $ae -MaximumPduLength 16384 -Title $Title } | Should -Throw -ErrorId 'InvalidAETitle*'
        $ae.Title | Should -BeExactly 'BEFORE'
        $ae.MaximumPduLength | Should -Be 131072
    }

    It 'is refused by the property, which keeps its value' {
        $ae = New-DicomAE BEFORE
        { $ae.Title = $Title } | Should -Throw
        $ae.Title | Should -BeExactly 'BEFORE'
    }

    It 'is refused as an allowed calling title' {
        $ae = New-DicomAE BEFORE -AllowedCallingTitle GOOD
        { Set-DicomAE -AE $ae -AllowedCallingTitle 'FINE', $Title } | Should -Throw -ErrorId 'InvalidAETitle*'
        $ae.AllowedCallingTitles | Should -Be 'GOOD'
    }
}

Describe 'Every character of ASCII' {
    BeforeDiscovery {
        $places = @(
            @{ Place = 'first'; Format = '{0}AB' }
            @{ Place = 'middle'; Format = 'A{0}B' }
            @{ Place = 'last'; Format = 'AB{0}' }
        )
    }

    It 'is allowed or not, in <Place> place' -ForEach $places {
        foreach ($code in 0..127) {
            $allowed = $code -ge 0x20 -and $code -le 0x7E -and $code -ne 0x5C
            Test-DicomAETitle ($Format -f [char] $code) | Should -Be $allowed -Because "of U+$($code.ToString('X4'))"
        }
    }
}

Describe 'Test-DicomAETitle' {
    It 'answers each title from the pipeline' {
        'GOOD', '', 'A\B', 'FINE' | Test-DicomAETitle | Should -Be @($true, $false, $false, $true)
    }

    It 'names no rule of a valid title' {
        $test = Test-DicomAETitle GOOD -Detailed
        $test.Title | Should -Be 'GOOD'
        $test.IsValid | Should -BeTrue
        $test.Rule | Should -BeNullOrEmpty
        $test.Message | Should -BeNullOrEmpty
    }
}

Describe 'New-DicomAE' {
    It 'has the defaults' {
        $ae = New-DicomAE
        $ae | Should -BeOfType 'DicomPS.Engine.ApplicationEntity'
        $ae.Title | Should -BeExactly 'DICOMPS'
        $ae.MaximumPduLength | Should -Be 131072
        $ae.ConnectionTimeout | Should -Be ([timespan]::FromSeconds(30))
        $ae.AcseTimeout | Should -Be ([timespan]::FromSeconds(30))
        $ae.DimseTimeout | Should -Be ([timespan]::FromSeconds(30))
        $ae.NetworkTimeout | Should -Be ([timespan]::FromSeconds(60))
        $ae.MaximumAssociations | Should -Be 10
        $ae.ImplementationClassUid | Should -Match '^2\.25\.[1-9][0-9]*$'
        $ae.ImplementationVersionName.Length | Should -BeIn (1..16)
        $ae.RequireCalledTitle | Should -BeFalse
        $ae.AllowedCallingTitles | Should -BeNullOrEmpty
        $ae.RequestedContexts.Count | Should -Be 0
        $ae.SupportedContexts.Count | Should -Be 0
    }

    It 'takes every setting' {
        $ae = New-DicomAE -Title NODE -MaximumPduLength 0 -ConnectionTimeout 1.5 -AcseTimeout 2 -DimseTimeout 3 `
            -NetworkTimeout 4 -MaximumAssociations 1 -ImplementationClassUid 1.2.3 -ImplementationVersionName SITE_1 `
            -RequireCalledTitle -AllowedCallingTitle ' A ', 'B' `
            -RequestedContext (New-DicomPresentationContext Verification) `
            -SupportedContext (New-DicomPresentationContext CTImageStorage)
        $ae.Title | Should -BeExactly 'NODE'
        $ae.MaximumPduLength | Should -Be 0
        $ae.ConnectionTimeout | Should -Be ([timespan]::FromSeconds(1.5))
        $ae.AcseTimeout | Should -Be ([timespan]::FromSeconds(2))
        $ae.DimseTimeout | Should -Be ([timespan]::FromSeconds(3))
        $ae.NetworkTimeout | Should -Be ([timespan]::FromSeconds(4))
        $ae.MaximumAssociations | Should -Be 1
        $ae.ImplementationClassUid | Should -Be '1.2.3'
        $ae.ImplementationVersionName | Should -Be 'SITE_1'
        $ae.RequireCalledTitle | Should -BeTrue
        $ae.AllowedCallingTitles | Should -Be @('A', 'B')
        $ae.RequestedContexts.AbstractSyntax | Should -Be '1.2.840.10008.1.1'
        $ae.SupportedContexts.AbstractSyntax | Should -Be '1.2.840.10008.5.1.4.1.1.2'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = 'a maximum PDU length of 1'; Setting = @{ MaximumPduLength = 1 } }
        @{ Text = 'a maximum PDU length of 6'; Setting = @{ MaximumPduLength = 6 } }
        @{ Text = 'a negative maximum PDU length'; Setting = @{ MaximumPduLength = -1 } }
        @{ Text = 'a maximum PDU length of more than 32 bits'; Setting = @{ MaximumPduLength = 4294967296 } }
        @{ Text = 'a connection timeout of 0'; Setting = @{ ConnectionTimeout = 0 } }
        @{ Text = 'a negative ACSE timeout'; Setting = @{ AcseTimeout = -1 } }
        @{ Text = 'a DIMSE timeout that is no number'; Setting = @{ DimseTimeout = [double]::NaN } }
        @{ Text = 'a network timeout of more than a day'; Setting = @{ NetworkTimeout = 86401 } }
        @{ Text = 'an endless network timeout'; Setting = @{ NetworkTimeout = [double]::PositiveInfinity } }
        @{ Text = 'no associations'; Setting = @{ MaximumAssociations = 0 } }
        @{ Text = 'negative associations'; Setting = @{ MaximumAssociations = -1 } }
        @{ Text = 'an implementation class UID that is none'; Setting = @{ ImplementationClassUid = '1.02' } }
        @{ Text = 'an empty implementation version name'; Setting = @{ ImplementationVersionName = '' } }
        @{ Text = 'an implementation version name of 17'; Setting = @{ ImplementationVersionName = 'ABCDEFGHIJKLMNOPQ' } }
    ) {
        { New-DicomAE @Setting } | Should -Throw
        $ae = New-DicomAE BEFORE
        { Set-DicomAE -AE $ae -Title AFTER @Setting } | Should -Throw
        $ae.Title | Should -BeExactly 'BEFORE'
    }

    It 'takes a maximum PDU length of <_>' -ForEach 0, 7, 4294967295 {
        (New-DicomAE -MaximumPduLength $_).MaximumPduLength | Should -Be $_
    }
}

Describe 'Set-DicomAE' {
    It 'changes what is given and nothing else' {
        $ae = New-DicomAE BEFORE -DimseTimeout 5
        Set-DicomAE -AE $ae -Title AFTER | Should -BeNullOrEmpty
        $ae.Title | Should -BeExactly 'AFTER'
        $ae.DimseTimeout | Should -Be ([timespan]::FromSeconds(5))
    }

    It 'takes AEs from the pipeline and gives them with -PassThru' {
        $both = New-DicomAE ONE
        $both = @($both; New-DicomAE TWO)
        $given = $both | Set-DicomAE -AcseTimeout 7 -PassThru
        $given.Title | Should -Be @('ONE', 'TWO')
        $both.AcseTimeout.TotalSeconds | Should -Be @(7, 7)
    }

    It 'changes nothing with -WhatIf' {
        $ae = New-DicomAE BEFORE
        Set-DicomAE -AE $ae -Title AFTER -WhatIf
        $ae.Title | Should -BeExactly 'BEFORE'
    }

    It 'turns a switch off again' {
        $ae = New-DicomAE -RequireCalledTitle -AllowedCallingTitle A
        Set-DicomAE -AE $ae -RequireCalledTitle:$false -AllowedCallingTitle @()
        $ae.RequireCalledTitle | Should -BeFalse
        $ae.AllowedCallingTitles | Should -BeNullOrEmpty
    }
}
