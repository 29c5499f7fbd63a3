BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    . ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'SampleFiles.ps1'))

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $files = @(New-SampleFile -Path ([IO.Path]::Combine($folder, 'outgoing')))
    $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath ([IO.Path]::Combine($folder, 'incoming')) `
        -AcceptUnknownStorage -MaximumOperationsPerformed 4
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
    $contexts = (New-DicomPresentationContext Verification), (New-DicomPresentationContext CTImageStorage)
}

AfterAll {
    Get-DicomAssociation | Disconnect-DicomAssociation -Abort
    Get-DicomServer | Stop-DicomServer
    if ($folder -and [IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'The asynchronous operations window' {
    It 'is <Granted> where <Asked> is asked for' -ForEach @(
        @{ Asked = @{}; Granted = 1 }
        @{ Asked = @{ MaximumOperationsInvoked = 2 }; Granted = 2 }
        @{ Asked = @{ MaximumOperationsInvoked = 9 }; Granted = 4 }
        @{ Asked = @{ MaximumOperationsInvoked = 0 }; Granted = 4 }
    ) {
        $association = Connect-DicomAssociation @peer -Context $contexts @Asked
        $association.MaximumOperationsInvoked | Should -Be $Granted
        $server.Associations[0].MaximumOperationsPerformed | Should -Be $Granted
        Disconnect-DicomAssociation $association
    }

    It 'carries every file' {
        $results = @(Send-DicomInstance @peer -Path $files -MaximumOperationsInvoked 4)
        $results.Count | Should -Be $files.Count
        @($results | Where-Object { -not $_.IsStored }).Count | Should -Be 0
    }
}

Describe 'SOP class extended negotiation' {
    It 'has named fields both ways' {
        $item = [DicomPS.Engine.Pdu.SopClassExtendedNegotiation]::Of(
            '1.2.840.10008.5.1.4.1.1.2', [DicomPS.Engine.Negotiation.StorageFields]::new(3, 0, 2))
        $association = Connect-DicomAssociation @peer -Context $contexts -ExtendedNegotiation $item
        $association.PeerExtendedNegotiations[0].Fields.LevelOfSupport | Should -Be 2
        $association.PeerExtendedNegotiations[0].Fields.ElementCoercion | Should -Be 0
        $server.Associations[0].PeerExtendedNegotiations[0].Fields.LevelOfSupport | Should -Be 3
        Disconnect-DicomAssociation $association
    }
}

Describe 'Unknown storage classes' {
    BeforeAll {
        $private = New-DicomPresentationContext 1.2.826.0.1.3680043.9999.1 RLELossless, ExplicitVRLittleEndian
    }

    It 'are accepted in the first transfer syntax of the requestor' {
        $association = Connect-DicomAssociation @peer -Context $private
        $association.AcceptedContexts[0].TransferSyntaxName | Should -Be 'RLE Lossless'
        Disconnect-DicomAssociation $association
    }

    It 'are refused without -AcceptUnknownStorage, unless they name a class that is supported' {
        $strict = Start-DicomServer -AE STRICT -Port 0 -BindAddress 127.0.0.1 -StoragePath ([IO.Path]::Combine($folder, 'strict'))
        $there = @{ HostName = '127.0.0.1'; Port = $strict.Port; Context = $contexts[0], $private }
        $without = Connect-DicomAssociation @there
        $without.RefusedContexts.Count | Should -Be 1
        $item = [DicomPS.Engine.Pdu.SopClassCommonExtendedNegotiation]::new(
            $private.AbstractSyntax, '1.2.840.10008.4.2', [string[]] '1.2.840.10008.5.1.4.1.1.2')
        $with = Connect-DicomAssociation @there -CommonExtendedNegotiation $item
        $with.RefusedContexts.Count | Should -Be 0
        $without, $with | Disconnect-DicomAssociation
    }

    It 'need a folder' {
        { Start-DicomServer -Port 0 -BindAddress 127.0.0.1 -AcceptUnknownStorage } | Should -Throw -ErrorId 'InvalidArgument*'
    }
}
