BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $implicit = '1.2.840.10008.1.2'
    $explicit = '1.2.840.10008.1.2.1'
    $bigEndian = '1.2.840.10008.1.2.2'

    function New-ManyContext([int] $Count) {
        foreach ($i in 1..$Count) { New-DicomPresentationContext "1.2.3.$i" $implicit }
    }
}

Describe 'Requested contexts' {
    BeforeEach {
        $ae = New-DicomAE
    }

    It 'may be 128' {
        New-ManyContext 128 | Add-DicomRequestedContext -AE $ae
        $ae.RequestedContexts.Count | Should -Be 128
        $ae.RequestedContexts[127].AbstractSyntax | Should -Be '1.2.3.128'
    }

    It 'may not be 129, by <Text>' -ForEach @(
        @{ Text = 'a context'; Add = { Add-DicomRequestedContext -AE $ae -Context (New-DicomPresentationContext Verification) } }
        @{ Text = 'a name'; Add = { Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification } }
        @{ Text = 'the pipeline'; Add = { New-DicomPresentationContext Verification | Add-DicomRequestedContext -AE $ae } }
        @{ Text = 'the collection'; Add = { $ae.RequestedContexts.Add('Verification') } }
    ) {
        New-ManyContext 128 | Add-DicomRequestedContext -AE $ae
        $Add | Should -Throw
        $ae.RequestedContexts.Count | Should -Be 128
        $ae.RequestedContexts.AbstractSyntax | Should -Not -Contain '1.2.840.10008.1.1'
    }

    It 'tell what is wrong with the 129th' {
        New-ManyContext 128 | Add-DicomRequestedContext -AE $ae
        $thrown = { Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification } |
            Should -Throw -ErrorId 'TooManyRequestedContexts*' -PassThru
        "$($thrown.CategoryInfo.Category)" | Should -Be 'LimitsExceeded'
        $thrown.Exception.Message | Should -BeLike '*128*129*'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $thrown.TargetObject.Title | Should -Be $ae.Title
    }

    It 'are as they were when 170 are piped in' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification
        { New-ManyContext 170 | Add-DicomRequestedContext -AE $ae } | Should -Throw -ErrorId 'TooManyRequestedContexts*'
        $ae.RequestedContexts.AbstractSyntax | Should -Be '1.2.840.10008.1.1'
    }

    It 'are as they were when one of those piped in is not valid' {
        $contexts = @(New-ManyContext 3)
        { $contexts[0], $contexts[1], 'no context', $contexts[2] | Add-DicomRequestedContext -AE $ae -ErrorAction Stop } |
            Should -Throw
        $ae.RequestedContexts.Count | Should -Be 0
    }

    It 'are as they were when one of several names is not known' {
        { Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification, NoSuchThing } | Should -Throw -ErrorId 'UnknownUid*'
        $ae.RequestedContexts.Count | Should -Be 0
    }

    It 'keep their order, and the same abstract syntax several times' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage, CTImageStorage -TransferSyntax $explicit
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage -TransferSyntax $implicit
        $ae.RequestedContexts.AbstractSyntaxName | Should -Be @('MR Image Storage', 'CT Image Storage', 'MR Image Storage')
        $ae.RequestedContexts[2].TransferSyntaxes | Should -Be $implicit
    }

    It 'can be asked for one abstract syntax' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage, CTImageStorage, MRImageStorage
        Get-DicomRequestedContext -AE $ae | Should -HaveCount 3
        Get-DicomRequestedContext -AE $ae -AbstractSyntax 'MR Image Storage' | Should -HaveCount 2
        Get-DicomRequestedContext -AE $ae -AbstractSyntax 1.2.3 | Should -BeNullOrEmpty
    }

    It 'are removed with all of an abstract syntax' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage, CTImageStorage, MRImageStorage
        Remove-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage
        $ae.RequestedContexts.AbstractSyntaxName | Should -Be 'CT Image Storage'
    }

    It 'are the whole list that Set-DicomAE is given' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage
        Set-DicomAE -AE $ae -RequestedContext (New-ManyContext 2)
        $ae.RequestedContexts.AbstractSyntax | Should -Be @('1.2.3.1', '1.2.3.2')
    }

    It 'are none after Set-DicomAE with an empty list' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage
        Set-DicomAE -AE $ae -RequestedContext @()
        $ae.RequestedContexts.Count | Should -Be 0
    }

    It 'are none after Set-DicomAE with nothing, such as a command gives that finds nothing' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage
        Set-DicomAE -AE $ae -RequestedContext (Get-DicomRequestedContext (New-DicomAE))
        $ae.RequestedContexts.Count | Should -Be 0
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage
        Set-DicomAE -AE $ae -RequestedContext $null
        $ae.RequestedContexts.Count | Should -Be 0
    }

    It 'are as they were after Set-DicomAE with 129' {
        Add-DicomRequestedContext -AE $ae -AbstractSyntax MRImageStorage
        { Set-DicomAE -AE $ae -Title AFTER -RequestedContext (New-ManyContext 129) } |
            Should -Throw -ErrorId 'TooManyRequestedContexts*'
        $ae.RequestedContexts.AbstractSyntaxName | Should -Be 'MR Image Storage'
        $ae.Title | Should -Be 'DICOMPS'
    }

    It 'may not be 129 either where they are given for one association' {
        { Connect-DicomAssociation -AE $ae -HostName 127.0.0.1 -Port 1 -Context (New-ManyContext 129) -ErrorAction Stop } |
            Should -Throw -ErrorId 'TooManyRequestedContexts*'
    }
}

Describe 'Supported contexts' {
    BeforeEach {
        $ae = New-DicomAE
    }

    It 'may be any number' {
        New-ManyContext 500 | Add-DicomSupportedContext -AE $ae
        $ae.SupportedContexts.Count | Should -Be 500
    }

    It 'stand in ordinal order of their UIDs' {
        Add-DicomSupportedContext -AE $ae -AbstractSyntax '1.2.9', '1.2.10', '1.2.1', '1.10', '1.2'
        $ae.SupportedContexts.AbstractSyntax | Should -Be @('1.10', '1.2', '1.2.1', '1.2.10', '1.2.9')
        (Get-DicomSupportedContext -AE $ae).AbstractSyntax | Should -Be @('1.10', '1.2', '1.2.1', '1.2.10', '1.2.9')
    }

    It 'are one for each abstract syntax, with the transfer syntaxes in the order they were added' {
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage -TransferSyntax $bigEndian
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage -TransferSyntax $explicit, $bigEndian
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage -TransferSyntax $implicit
        $ae.SupportedContexts.Count | Should -Be 1
        $ae.SupportedContexts[0].TransferSyntaxes | Should -Be @($bigEndian, $explicit, $implicit)
    }

    It 'lose the transfer syntaxes that are removed, and go with the last' {
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage, MRImageStorage -TransferSyntax $explicit, $implicit
        Remove-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage -TransferSyntax $explicit, $bigEndian
        (Get-DicomSupportedContext $ae CTImageStorage).TransferSyntaxes | Should -Be $implicit
        (Get-DicomSupportedContext $ae MRImageStorage).TransferSyntaxes | Should -Be @($explicit, $implicit)
        Remove-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage -TransferSyntax $implicit
        $ae.SupportedContexts.AbstractSyntaxName | Should -Be 'MR Image Storage'
    }

    It 'are removed by the contexts that Get- gives' {
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage, MRImageStorage
        Get-DicomSupportedContext $ae CTImageStorage | Remove-DicomSupportedContext -AE $ae
        $ae.SupportedContexts.AbstractSyntaxName | Should -Be 'MR Image Storage'
    }

    It 'are removed without an error where they are not there' {
        Add-DicomSupportedContext -AE $ae -AbstractSyntax CTImageStorage
        Remove-DicomSupportedContext -AE $ae -AbstractSyntax MRImageStorage -ErrorAction Stop
        Remove-DicomSupportedContext -AE $ae -AbstractSyntax 1.2.3.4 -TransferSyntax $explicit -ErrorAction Stop
        $ae.SupportedContexts.Count | Should -Be 1
    }

    It 'are not removed by a name that is not known' {
        { Remove-DicomSupportedContext -AE $ae -AbstractSyntax NoSuchThing } | Should -Throw -ErrorId 'UnknownUid*'
    }

    It 'are the whole list that Set-DicomAE is given, merged and in order' {
        Add-DicomSupportedContext -AE $ae -AbstractSyntax MRImageStorage
        $contexts = @(
            New-DicomPresentationContext 1.2.9 $explicit
            New-DicomPresentationContext 1.2.3 $explicit
            New-DicomPresentationContext 1.2.9 $implicit
        )
        Set-DicomAE -AE $ae -SupportedContext $contexts
        $ae.SupportedContexts.AbstractSyntax | Should -Be @('1.2.3', '1.2.9')
        $ae.SupportedContexts[1].TransferSyntaxes | Should -Be @($explicit, $implicit)
    }
}

Describe 'Several AEs' {
    It 'get the same contexts' {
        $first = New-DicomAE ONE
        $second = New-DicomAE TWO
        $given = $first, $second | Add-DicomRequestedContext -AbstractSyntax Verification, CTImageStorage -PassThru
        $given.Title | Should -Be @('ONE', 'TWO')
        $first.RequestedContexts.Count | Should -Be 2
        $second.RequestedContexts.Count | Should -Be 2
    }
}
