BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }
}

Describe 'Test-DicomNegotiation' {
    BeforeEach {
        $modality = New-DicomAE -Title MODALITY1
        $modality | Add-DicomRequestedContext -AbstractSyntax CTImageStorage -TransferSyntax JPEGBaseline8Bit, ExplicitVRLittleEndian
        $modality | Add-DicomRequestedContext -AbstractSyntax MRImageStorage
        $archive = New-DicomAE -Title ARCHIVE
        $archive | Add-DicomSupportedContext -AbstractSyntax CTImageStorage
    }

    It 'has an object for each context' {
        $outcomes = Test-DicomNegotiation -Requestor $modality -Acceptor $archive
        $outcomes.IsAccepted | Should -Be @($true, $false)
        $outcomes[0].TransferSyntaxName | Should -Be 'Explicit VR Little Endian'
        $outcomes[0].Role | Should -Be SCU
        $outcomes[1].TransferSyntax | Should -BeNullOrEmpty
        $outcomes[1].Rule | Should -Be 'ARCHIVE does not support this abstract syntax'
    }

    It 'takes requestors from the pipeline, and titles' {
        (($modality, $modality | Test-DicomNegotiation -Acceptor $archive).Id -join ' ') | Should -Be '1 3 1 3'
        (Test-DicomNegotiation ME ARCHIVE -Context (New-DicomPresentationContext Verification)).IsAccepted | Should -Be $true
    }

    It 'takes the profile of a server and of an association' {
        $server = $archive | Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $association = Connect-DicomAssociation 127.0.0.1 $server.Port ARCHIVE -AE $modality
        foreach ($profile in $server, $association) {
            (Test-DicomNegotiation $modality -AcceptorProfile $profile).IsAccepted | Should -Be @($true, $false)
        }
        Disconnect-DicomAssociation $association
        Stop-DicomServer $server
    }

    It 'tells the roles: <Scu>, <Scp>' -ForEach @(
        @{ Scu = $true; Scp = $true; Role = 'SCU' }
        @{ Scu = $true; Scp = $false; Role = 'SCU' }
        @{ Scu = $false; Scp = $true; Role = $null }
    ) {
        $acceptor = New-DicomAE -Title SCU_ONLY -SupportedContext (New-DicomPresentationContext CTImageStorage -ScuRole $true -ScpRole $false)
        $outcome = Test-DicomNegotiation ME $acceptor -Context (New-DicomPresentationContext CTImageStorage -ScuRole $Scu -ScpRole $Scp)
        $outcome.Role | Should -Be $Role
        $outcome.IsAccepted | Should -Be ($null -ne $Role)
    }

    It 'tells who is not admitted' {
        Set-DicomAE $archive -RequireCalledTitle -AllowedCallingTitle 'CT_*'
        $outcomes = Test-DicomNegotiation $modality $archive
        $outcomes.IsAdmitted | Should -Be @($false, $false)
        $outcomes[0].Rejection | Should -Match '^the calling title is not allowed \(1/1/3'
        (Test-DicomNegotiation $modality $archive -CalledAETitle ARCHIV)[0].Rejection | Should -Match '^the called title is not ARCHIVE \(1/1/7'
    }

    It 'warns where the address counts and is not known' {
        Set-DicomAE $archive -AllowedRemoteAddress 10.0.0.0/8
        (Test-DicomNegotiation $modality $archive -WarningVariable warned -WarningAction SilentlyContinue)[0].IsAdmitted | Should -Be $true
        $warned[0].Message | Should -Match 'RemoteAddress'
        (Test-DicomNegotiation $modality $archive -RemoteAddress 10.1.2.3)[0].IsAdmitted | Should -Be $true
        (Test-DicomNegotiation $modality $archive -RemoteAddress 192.168.1.1)[0].Rejection | Should -Match 'address 192.168.1.1'
    }

    It 'is an error where there is nothing to propose' {
        { Test-DicomNegotiation ME $archive } | Should -Throw -ErrorId 'InvalidPresentationContext*'
    }
}
