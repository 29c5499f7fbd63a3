BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    $passcode = [Security.SecureString]::new()
    foreach ($character in 'open sesame'.ToCharArray()) { $passcode.AppendChar($character) }
    $credential = [pscredential]::new('SMITH', $passcode)
    $ticketPath = [IO.Path]::GetTempFileName()
    [IO.File]::WriteAllBytes($ticketPath, [byte[]] (1, 2, 250))
    $verification = New-DicomPresentationContext Verification
}

AfterAll {
    Get-DicomServer | Stop-DicomServer
    [IO.File]::Delete($ticketPath)
}

Describe 'New-DicomUserIdentity' {
    It 'makes one of a user name' {
        $identity = New-DicomUserIdentity SMITH
        $identity.Type | Should -Be 'UserName'
        $identity.UserName | Should -BeExactly 'SMITH'
        $identity.ResponseRequested | Should -BeFalse
    }

    It 'makes one of a credential, whose passcode is for a method alone' {
        $identity = New-DicomUserIdentity -Credential $credential -RequestResponse
        $identity.Type | Should -Be 'UserNameAndPasscode'
        $identity.UserName | Should -BeExactly 'SMITH'
        $identity.ResponseRequested | Should -BeTrue
        $identity.GetPasscode() | Should -BeExactly 'open sesame'
        "$identity" | Should -BeExactly 'user name and passcode of SMITH'
        "$($identity.PSObject.Properties | ForEach-Object { $_.Value })" | Should -Not -BeLike '*sesame*'
    }

    It 'makes one of a Kerberos ticket, as bytes and from a file' {
        $bytes = New-DicomUserIdentity -KerberosTicket 1, 2, 250
        $file = New-DicomUserIdentity -KerberosTicketPath $ticketPath
        $bytes.Type | Should -Be 'Kerberos'
        $bytes.GetPrimaryField() | Should -Be @(1, 2, 250)
        $file.GetPrimaryField() | Should -Be @(1, 2, 250)
        $file.UserName | Should -BeNullOrEmpty
    }

    It 'makes one of <Type>' -ForEach @(
        @{ Parameter = 'SamlAssertion'; Type = 'Saml' }
        @{ Parameter = 'JsonWebToken'; Type = 'JsonWebToken' }
    ) {
        $given = @{ $Parameter = 'abc.def' }
        $identity = New-DicomUserIdentity @given
        $identity.Type | Should -Be $Type
        $identity.GetToken() | Should -BeExactly 'abc.def'
        "$identity" | Should -Not -BeLike '*abc*'
    }

    It 'refuses one that is too long, and does not tell it' {
        $thrown = { New-DicomUserIdentity -JsonWebToken ('x' * 70000) } |
            Should -Throw -ErrorId 'InvalidArgument*' -PassThru
        "$($thrown.Exception.Message) $($thrown.TargetObject)" | Should -Not -BeLike '*xxx*'
    }

    It 'needs the file of the ticket' {
        { New-DicomUserIdentity -KerberosTicketPath "$ticketPath.gone" } | Should -Throw -ErrorId 'InputOutput*'
    }
}

Describe 'A user identity on its way' {
    BeforeAll {
        $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1
        $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
    }

    It 'reaches the server: <Type>' -ForEach @(
        @{ Type = 'UserName'; Given = @{ UserName = 'SMITH' } }
        @{ Type = 'Kerberos'; Given = @{ KerberosTicket = 1, 2 } }
        @{ Type = 'Saml'; Given = @{ SamlAssertion = '<a/>' } }
        @{ Type = 'JsonWebToken'; Given = @{ JsonWebToken = 'abc' } }
    ) {
        $association = Connect-DicomAssociation @peer -Context $verification -UserIdentity (New-DicomUserIdentity @Given)
        $association.UserIdentity.Type | Should -Be $Type
        $server.Associations[0].UserIdentity.Type | Should -Be $Type
        $association.IsUserIdentityConfirmed | Should -BeFalse
        Disconnect-DicomAssociation $association
    }

    It 'is a credential too' {
        $association = Connect-DicomAssociation @peer -Context $verification -Credential $credential
        $server.Associations[0].UserIdentity.UserName | Should -Be 'SMITH'
        $server.Associations[0].UserIdentity.GetPasscode() | Should -BeExactly 'open sesame'
        Disconnect-DicomAssociation $association
    }

    It 'that is not confirmed is a warning' {
        $association = Connect-DicomAssociation @peer -Context $verification -Credential $credential -RequestResponse `
            -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -BeLike '*did not confirm the user identity (user name and passcode of SMITH)*'
        "$warning" | Should -Not -BeLike '*sesame*'
        Disconnect-DicomAssociation $association
    }

    It 'goes with every cmdlet that opens an association' {
        $required = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -RequireUserIdentity
        $there = @{ HostName = '127.0.0.1'; Port = $required.Port }
        (Send-DicomEcho @there -Credential $credential).Status.IsSuccess | Should -BeTrue
        (Test-DicomConnection @there -UserIdentity (New-DicomUserIdentity SMITH)).Succeeded | Should -BeTrue
        $refused = Test-DicomConnection @there
        $refused.StoppedAt | Should -Be 'Association'
        $refused.Reason | Should -BeLike '*rejected for now by the service provider (ACSE): no reason given*'
        $required.Counters.LastRejection | Should -BeLike '*it gives no user identity (2/2/1)'
    }

    It 'is given once' {
        { Connect-DicomAssociation @peer -Credential $credential -UserIdentity (New-DicomUserIdentity SMITH) } |
            Should -Throw -ErrorId 'InvalidArgument*'
        { Connect-DicomAssociation @peer -RequestResponse } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}
