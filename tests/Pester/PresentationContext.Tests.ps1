BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $implicit = '1.2.840.10008.1.2'
    $explicit = '1.2.840.10008.1.2.1'
    $deflated = '1.2.840.10008.1.2.1.99'
    $bigEndian = '1.2.840.10008.1.2.2'
}

Describe 'New-DicomPresentationContext' {
    It 'has the default transfer syntaxes in their order' {
        (New-DicomPresentationContext Verification).TransferSyntaxes |
            Should -Be @($implicit, $explicit, $deflated, $bigEndian)
    }

    It 'keeps the order that is given' {
        (New-DicomPresentationContext Verification $bigEndian, $implicit, $explicit).TransferSyntaxes |
            Should -Be @($bigEndian, $implicit, $explicit)
    }

    It 'counts a repeated transfer syntax once' {
        (New-DicomPresentationContext Verification $explicit, ExplicitVRLittleEndian, $implicit, $explicit).TransferSyntaxes |
            Should -Be @($explicit, $implicit)
    }

    It 'finds the abstract syntax by <Text>' -ForEach @(
        @{ Text = 'UID'; Given = '1.2.840.10008.5.1.4.1.1.2' }
        @{ Text = 'keyword'; Given = 'CTImageStorage' }
        @{ Text = 'keyword in another case'; Given = 'ctimagestorage' }
        @{ Text = 'name'; Given = 'CT Image Storage' }
        @{ Text = 'UID with spaces around'; Given = ' 1.2.840.10008.5.1.4.1.1.2 ' }
    ) {
        $context = New-DicomPresentationContext -AbstractSyntax $Given
        $context.AbstractSyntax | Should -BeExactly '1.2.840.10008.5.1.4.1.1.2'
        $context.AbstractSyntaxName | Should -BeExactly 'CT Image Storage'
    }

    It 'finds Verification without its "SOP Class"' {
        (New-DicomPresentationContext Verification).AbstractSyntax | Should -Be '1.2.840.10008.1.1'
        (New-DicomPresentationContext 'Verification SOP Class').AbstractSyntax | Should -Be '1.2.840.10008.1.1'
    }

    It 'takes private UIDs' {
        $context = New-DicomPresentationContext -AbstractSyntax 1.3.46.670589.5.0.1 -TransferSyntax 1.2.840.113619.5.2
        $context.AbstractSyntax | Should -Be '1.3.46.670589.5.0.1'
        $context.AbstractSyntaxName | Should -Be '1.3.46.670589.5.0.1'
        $context.TransferSyntaxes | Should -Be '1.2.840.113619.5.2'
    }

    It 'takes a UID of 64 characters' {
        $uid = '1.' + '2' * 62
        (New-DicomPresentationContext $uid).AbstractSyntax | Should -BeExactly $uid
    }

    It 'makes one for each abstract syntax from the pipeline' {
        ('Verification', 'CTImageStorage' | New-DicomPresentationContext -TransferSyntax $implicit).AbstractSyntax |
            Should -Be @('1.2.840.10008.1.1', '1.2.840.10008.5.1.4.1.1.2')
    }

    It 'makes another one of the same abstract syntax from a context' {
        $context = New-DicomPresentationContext CTImageStorage | New-DicomPresentationContext -TransferSyntax $explicit
        $context.AbstractSyntaxName | Should -Be 'CT Image Storage'
        $context.TransferSyntaxes | Should -Be $explicit
    }
}

Describe 'A faulty UID: <Text>' -ForEach @(
    @{ Text = 'a leading zero'; Uid = '1.02.3'; Position = 3 }
    @{ Text = 'an empty component'; Uid = '1..3'; Position = 3 }
    @{ Text = 'a dot at its beginning'; Uid = '.1.2'; Position = 1 }
    @{ Text = 'a dot at its end'; Uid = '1.2.'; Position = 4 }
    @{ Text = 'a letter'; Uid = '1.2.a'; Position = 5 }
    @{ Text = 'a space'; Uid = '1.2 .3'; Position = 4 }
    @{ Text = '65 characters'; Uid = '1.222222222222222222222222222222222222222222222222222222222222222'; Position = 65 }
) {
    It 'is refused as abstract syntax, with the position' {
        $thrown = { New-DicomPresentationContext -AbstractSyntax $Uid } |
            Should -Throw -ErrorId 'InvalidPresentationContext*' -PassThru
        "$($thrown.CategoryInfo.Category)" | Should -Be 'InvalidArgument'
        $thrown.Exception.Message | Should -BeLike "*position $Position,*"
    }

    It 'is refused as transfer syntax, with the position' {
        $thrown = { New-DicomPresentationContext -AbstractSyntax Verification -TransferSyntax $Uid } |
            Should -Throw -ErrorId 'InvalidPresentationContext*' -PassThru
        $thrown.Exception.Message | Should -BeLike "*position $Position,*"
    }
}

Describe 'What is not to be found' {
    It 'is UnknownUid, with the nearest suggested: <Given>' -ForEach @(
        @{ Given = 'CTImageStorag'; Nearest = 'CTImageStorage' }
        @{ Given = 'CT Imge Storage'; Nearest = 'CTImageStorage' }
        @{ Given = 'MRImageStrage'; Nearest = 'MRImageStorage' }
        @{ Given = 'Verfication'; Nearest = 'Verification' }
    ) {
        $thrown = { New-DicomPresentationContext -AbstractSyntax $Given } | Should -Throw -ErrorId 'UnknownUid*' -PassThru
        $thrown.Exception.Message | Should -BeLike "*$Given*Nearest*$Nearest*"
        "$($thrown.CategoryInfo.Category)" | Should -Be 'InvalidArgument'
    }

    It 'is no transfer syntax where it names an abstract one' {
        { New-DicomPresentationContext -AbstractSyntax Verification -TransferSyntax CTImageStorage } |
            Should -Throw -ErrorId 'UnknownUid*'
    }

    It 'is suggested among the transfer syntaxes' {
        $thrown = { New-DicomPresentationContext -AbstractSyntax Verification -TransferSyntax ExplicitVRLittleEndien } |
            Should -Throw -ErrorId 'UnknownUid*' -PassThru
        $thrown.Exception.Message | Should -BeLike '*ExplicitVRLittleEndian*'
    }
}

Describe 'A context that says nothing' {
    It 'is refused without transfer syntaxes' {
        { New-DicomPresentationContext -AbstractSyntax Verification -TransferSyntax @() } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
    }

    It 'is refused without an abstract syntax' {
        { New-DicomPresentationContext -AbstractSyntax '' } | Should -Throw
        { New-DicomPresentationContext -AbstractSyntax ' ' } | Should -Throw -ErrorId 'InvalidPresentationContext*'
    }
}

Describe 'Roles' {
    It 'are none at first' {
        $context = New-DicomPresentationContext CTImageStorage
        $context.ScuRole | Should -BeNullOrEmpty
        $context.ScpRole | Should -BeNullOrEmpty
    }

    It 'are kept: SCU <Scu>, SCP <Scp>' -ForEach @(
        @{ Scu = $true; Scp = $true }
        @{ Scu = $true; Scp = $false }
        @{ Scu = $false; Scp = $true }
        @{ Scu = $false; Scp = $false }
    ) {
        $context = New-DicomPresentationContext -AbstractSyntax CTImageStorage -ScuRole $Scu -ScpRole $Scp
        $context.ScuRole | Should -Be $Scu
        $context.ScpRole | Should -Be $Scp
        $ae = New-DicomAE
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage -ScuRole $Scu -ScpRole $Scp
        $ae.SupportedContexts[0].ScuRole | Should -Be $Scu
        $ae.SupportedContexts[0].ScpRole | Should -Be $Scp
    }

    It 'are refused where one alone is given: <Name>' -ForEach @(
        @{ Name = 'SCU'; Role = @{ ScuRole = $true } }
        @{ Name = 'SCP'; Role = @{ ScpRole = $false } }
    ) {
        { New-DicomPresentationContext -AbstractSyntax CTImageStorage @Role } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
        $ae = New-DicomAE
        { Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage @Role } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
        $ae.SupportedContexts.Count | Should -Be 0
    }
}

Describe 'The text of a context' {
    It 'is as people know it' {
        $text = [string] (New-DicomPresentationContext Verification ImplicitVRLittleEndian, ExplicitVRLittleEndian)
        ($text -split "`r?`n") -join '|' | Should -BeExactly (
            'Abstract Syntax: Verification SOP Class|Transfer Syntax(es):|' +
            '    =Implicit VR Little Endian|    =Explicit VR Little Endian')
    }

    It 'shows UIDs without a name as they are' {
        [string] (New-DicomPresentationContext 1.2.3 1.2.4) | Should -Match '(?s)^Abstract Syntax: 1\.2\.3\r?\n.*    =1\.2\.4$'
    }
}

Describe 'Get-DicomPresentationContext' {
    It 'has a list for every service class' {
        foreach ($service in [enum]::GetNames([DicomPS.Engine.Dictionary.DicomServiceClass]) -ne 'None') {
            Get-DicomPresentationContext -Service $service | Should -Not -BeNullOrEmpty -Because $service
        }
    }

    It 'gives Verification' {
        (Get-DicomPresentationContext Verification).AbstractSyntax | Should -Be '1.2.840.10008.1.1'
    }

    It 'gives storage contexts that fit with Verification into one association' {
        $ae = New-DicomAE
        Get-DicomPresentationContext Verification | Add-DicomRequestedContext -AE $ae
        Get-DicomPresentationContext Storage | Add-DicomRequestedContext -AE $ae
        $ae.RequestedContexts.Count | Should -BeGreaterThan 50
        $ae.RequestedContexts.Count | Should -BeLessOrEqual 128
    }

    It 'gives every storage class with -All' {
        $all = (Get-DicomPresentationContext Storage -All).AbstractSyntax
        $all.Count | Should -BeGreaterThan 128
        Get-DicomPresentationContext Storage | Where-Object AbstractSyntax -NotIn $all | Should -BeNullOrEmpty
    }

    It 'takes services from the pipeline' {
        ('Verification', 'StorageCommitment' | Get-DicomPresentationContext).AbstractSyntax |
            Should -Be @('1.2.840.10008.1.1', '1.2.840.10008.1.20.1')
    }

    It 'gives all of them without a service' {
        (Get-DicomPresentationContext).Count | Should -BeGreaterThan (Get-DicomPresentationContext Storage).Count
    }

    It 'refuses a service that there is not' {
        { Get-DicomPresentationContext NoSuchService } | Should -Throw
    }
}
