BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'Roles of a context' {
    It '<Cmdlet> takes both or neither' -ForEach @(
        @{ Cmdlet = 'New-DicomPresentationContext' }
        @{ Cmdlet = 'Add-DicomRequestedContext' }
        @{ Cmdlet = 'Add-DicomSupportedContext' }
    ) {
        $ae = if ($Cmdlet -like 'Add-*') { @{ AE = New-DicomAE } } else { @{} }
        { & $Cmdlet @ae -AbstractSyntax Verification -ScuRole $true } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
        { & $Cmdlet @ae -AbstractSyntax Verification -ScpRole $false } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
        { & $Cmdlet @ae -AbstractSyntax Verification -ScuRole $true -ScpRole $false } | Should -Not -Throw
    }

    It 'goes with the context into the list' {
        $ae = New-DicomAE
        $ae | Add-DicomRequestedContext -AbstractSyntax Verification -ScuRole $true -ScpRole $true
        ($ae | Get-DicomRequestedContext).ScpRole | Should -BeTrue
    }
}

Describe 'Role selection' {
    BeforeAll {
        $ae = New-DicomAE -Title ROLES
        $ae | Add-DicomSupportedContext -AbstractSyntax Verification
        $ae | Add-DicomSupportedContext -AbstractSyntax CTImageStorage -ScuRole $true -ScpRole $true
        $ae | Add-DicomSupportedContext -AbstractSyntax MRImageStorage -ScuRole $false -ScpRole $true
        $server = $ae | Start-DicomServer -Port 0 -BindAddress 127.0.0.1
    }

    AfterAll {
        Stop-DicomServer $server
    }

    It 'gives <Class> the role <Role> for SCU=<Scu> SCP=<Scp>' -ForEach @(
        @{ Class = 'CTImageStorage'; Scu = $true; Scp = $true; Role = 'SCU/SCP' }
        @{ Class = 'CTImageStorage'; Scu = $true; Scp = $false; Role = 'SCU' }
        @{ Class = 'CTImageStorage'; Scu = $false; Scp = $true; Role = 'SCP' }
        @{ Class = 'MRImageStorage'; Scu = $true; Scp = $true; Role = 'SCP' }
        @{ Class = 'MRImageStorage'; Scu = $false; Scp = $true; Role = 'SCP' }
    ) {
        $context = New-DicomPresentationContext $Class -ScuRole $Scu -ScpRole $Scp
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port ROLES -Context $context
        $association.AcceptedContexts[0].Role | Should -Be $Role
        Disconnect-DicomAssociation $association
    }

    It 'refuses a context of which no role is left, and says so' {
        $contexts = @(
            New-DicomPresentationContext Verification
            New-DicomPresentationContext MRImageStorage -ScuRole $true -ScpRole $false
        )
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port ROLES -Context $contexts
        $association.AcceptedContexts.Count | Should -Be 1
        $association.AcceptedContexts[0].Role | Should -Be 'SCU'
        $association.RefusedContexts[0].Result | Should -Be 'UserRejection'
        $association.RefusedContexts[0].Reason | Should -BeLike '*role*'
        Disconnect-DicomAssociation $association
    }

    It 'refuses different roles for one SOP class before it connects' {
        $contexts = @(
            New-DicomPresentationContext CTImageStorage ImplicitVRLittleEndian -ScuRole $true -ScpRole $true
            New-DicomPresentationContext CTImageStorage ExplicitVRLittleEndian -ScuRole $false -ScpRole $true
        )
        { Connect-DicomAssociation 127.0.0.1 $server.Port ROLES -Context $contexts -ErrorAction Stop } |
            Should -Throw -ErrorId 'InvalidPresentationContext*'
    }
}
