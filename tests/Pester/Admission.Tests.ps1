BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    # Who a server of these settings is to the peer MODALITY1 that calls it ARCHIVE: the codes of the rejection, or nothing.
    function Get-Rejection([hashtable] $Setting, [string] $Called = 'ARCHIVE') {
        $server = New-DicomAE -Title ARCHIVE @Setting | Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        try {
            $association = Connect-DicomAssociation 127.0.0.1 $server.Port $Called -AE MODALITY1 `
                -Context (New-DicomPresentationContext Verification) -ErrorAction SilentlyContinue -ErrorVariable fault
            if ($association) { Disconnect-DicomAssociation $association }
            else {
                $rejection = $fault[0].Exception.Rejection
                "$([int] $rejection.Result)/$([int] $rejection.Source)/$($rejection.Reason)"
            }
        }
        finally {
            Stop-DicomServer $server
        }
    }
}

Describe 'Settings of admission' {
    It 'are kept by an AE' {
        $ae = New-DicomAE -MaximumAssociationsPerPeer 3 -AllowedRemoteAddress 10.1.2.3/16, ::1 -AllowedCallingTitle 'CT_*'
        $ae.MaximumAssociationsPerPeer | Should -Be 3
        "$($ae.AllowedRemoteAddresses)" | Should -Be '10.1.0.0/16 ::1/128'
        $ae.AllowedCallingTitles | Should -Be 'CT_*'
    }

    It 'are cleared by an empty list, and by 0' {
        $ae = New-DicomAE -MaximumAssociationsPerPeer 3 -AllowedRemoteAddress 10.1.2.3
        Set-DicomAE $ae -MaximumAssociationsPerPeer 0 -AllowedRemoteAddress @()
        $ae.MaximumAssociationsPerPeer | Should -Be 0
        $ae.AllowedRemoteAddresses.Count | Should -Be 0
    }

    It 'are checked: <Text>' -ForEach @(
        @{ Text = 'an address that is none'; Setting = @{ AllowedRemoteAddress = 'host.example' } }
        @{ Text = 'a prefix that is too long'; Setting = @{ AllowedRemoteAddress = '10.0.0.0/33' } }
        @{ Text = 'a negative number'; Setting = @{ MaximumAssociationsPerPeer = -1 } }
    ) {
        { New-DicomAE @Setting } | Should -Throw
    }

    It 'of a server are checked: <Name> <Value>' -ForEach @(
        @{ Name = 'MaximumPendingConnections'; Value = 0 }
        @{ Name = 'MinimumBytesPerSecond'; Value = -1 }
    ) {
        $setting = @{ $Name = $Value }
        { Start-DicomServer -Port 0 -BindAddress 127.0.0.1 @setting } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}

Describe 'Admission' {
    It 'admits everybody by default' {
        Get-Rejection @{} -Called ANYBODY | Should -BeNullOrEmpty
    }

    It 'admits where <Setting> fits' -ForEach @(
        @{ Setting = @{ RequireCalledTitle = $true } }
        @{ Setting = @{ AllowedCallingTitle = 'CT1', 'MODALITY?' } }
        @{ Setting = @{ AllowedRemoteAddress = '127.0.0.0/8' } }
        @{ Setting = @{ MaximumAssociationsPerPeer = 1 } }
    ) {
        Get-Rejection $Setting | Should -BeNullOrEmpty
    }

    It 'rejects another called title (1/1/7)' {
        Get-Rejection @{ RequireCalledTitle = $true } -Called OTHER | Should -Be '1/1/7'
    }

    It 'rejects another calling title (1/1/3)' {
        Get-Rejection @{ AllowedCallingTitle = 'CT1', 'CT_*' } | Should -Be '1/1/3'
    }

    It 'rejects another address (1/1/3)' {
        Get-Rejection @{ AllowedRemoteAddress = '10.0.0.0/8', 'fd00::/8' } | Should -Be '1/1/3'
    }

    It 'rejects one more from an address than allowed (2/3/2), and says so' {
        $ae = New-DicomAE -Title ARCHIVE -MaximumAssociationsPerPeer 1
        $server = $ae | Start-DicomServer -Port 0 -BindAddress 127.0.0.1
        $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; Context = New-DicomPresentationContext Verification }
        $first = Connect-DicomAssociation @peer
        $thrown = { Connect-DicomAssociation @peer -ErrorAction Stop } |
            Should -Throw -ErrorId 'AssociationRejected*' -PassThru
        $thrown.Exception.Rejection.ToString() | Should -BeLike '*2/3/2*local limit exceeded*'
        $server.Counters.LastRejection | Should -BeLike '*maximum for a peer (2/3/2)'
        Disconnect-DicomAssociation $first
        Stop-DicomServer $server
    }
}
