BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    . ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'examples', 'SampleFiles.ps1'))

    $folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-pester-' + [guid]::NewGuid().ToString('N'))
    $all = @(New-SampleFile -Path ([IO.Path]::Combine($folder, 'archive'))).FullName
    $files = @($all | Where-Object { $_ -notlike '*-rle.dcm' })
    $compressed = $all | Where-Object { $_ -like '*-rle.dcm' }
    $study = "$((Import-DicomFile $files[0]).StudyInstanceUID)"
    $here = @{ Port = 0; BindAddress = '127.0.0.1' }
    $receiver = Start-DicomServer -AE RECEIVER @here -StoragePath ([IO.Path]::Combine($folder, 'moved'))

    $give = { param($Request) if ($Request.Dataset.StudyInstanceUID -eq $using:study) { @{ Total = ($using:files).Count }; $using:files } }
    $server = Start-DicomServer -AE ARCHIVE @here -MoveDestination @{ RECEIVER = "127.0.0.1:$($receiver.Port)" } -OnGet $give -OnMove $give
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
}

AfterAll {
    Get-DicomServer | Stop-DicomServer
    if ($folder -and [IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

Describe 'Receive-DicomInstance' {
    It 'writes each instance, value for value, and the summary' {
        $got = @(Receive-DicomInstance @peer -Path ([IO.Path]::Combine($folder, 'got')) -StudyInstanceUID $study -Summary -ErrorAction Stop)
        $got.Count | Should -Be ($files.Count + 1)
        $instances = $got[0..($files.Count - 1)]
        $uids = @($files | Import-DicomFile).SOPInstanceUID | ForEach-Object { "$_" }
        $instances.SopInstanceUid | Should -Be $uids
        for ($i = 0; $i -lt $files.Count; $i++) {
            Compare-DicomDataset (Import-DicomFile $files[$i]) (Import-DicomFile $instances[$i].Path) | Should -BeNullOrEmpty
        }

        $got[-1].Completed | Should -Be $files.Count
        $got[-1].Failed | Should -Be 0
        $got[-1].Status.IsSuccess | Should -BeTrue
    }

    It 'of what is not there brings the summary alone' {
        $got = @(Receive-DicomInstance @peer -Path ([IO.Path]::Combine($folder, 'none')) -StudyInstanceUID 1.2.3 -Summary -ErrorAction Stop)
        $got.Count | Should -Be 1
        $got[0].Completed | Should -Be 0
    }

    It 'tells a failure by a result and an error' {
        $failing = Start-DicomServer -AE FAILING @here -OnGet { @{ Status = 'UnableToCountMatches'; ErrorComment = 'Try later' } }
        $got = @(Receive-DicomInstance 127.0.0.1 $failing.Port FAILING -Path $folder -StudyInstanceUID 1.2.3 -Summary -ErrorAction SilentlyContinue -ErrorVariable failed)
        $got[-1].Status.Code | Should -Be 0xA701
        $got[-1].ErrorComment | Should -Be 'Try later'
        $failed[0].FullyQualifiedErrorId | Should -Match '^DimseFailure,'
        Stop-DicomServer $failing
    }

    It 'has C411 of a block that throws' {
        $failing = Start-DicomServer -AE FAILING @here -OnGet { throw 'no index' }
        { Receive-DicomInstance 127.0.0.1 $failing.Port FAILING -Path $folder -StudyInstanceUID 1.2.3 -ErrorAction Stop } | Should -Throw '*C411*'
        Stop-DicomServer $failing
    }

    It 'takes compressed instances as they are where it is known what is there: <Known>' -ForEach @(
        @{ Known = '-SopClass CTImageStorage, SecondaryCaptureImageStorage' }
        @{ Known = '-Modality CT, OT' }
        @{ Known = '-TransferSyntax RLELossless, ExplicitVRLittleEndian' }
    ) {
        $mixed = Start-DicomServer -AE MIXED @here -OnGet { ($using:files)[0]; $using:compressed }
        $call = "Receive-DicomInstance 127.0.0.1 $($mixed.Port) MIXED -Path `$target -StudyInstanceUID $study -ErrorAction Stop $Known"
        $target = [IO.Path]::Combine($folder, 'mixed')
        $whole = @(& ([scriptblock]::Create($call)))
        $whole.Count | Should -Be 2
        $whole[1].TransferSyntaxName | Should -Be 'RLE Lossless'
        Compare-DicomDataset (Import-DicomFile $compressed) (Import-DicomFile $whole[1].Path) | Should -BeNullOrEmpty
        Stop-DicomServer $mixed
    }

    It 'counts an instance as failed whose transfer syntax is not wanted' {
        $mixed = Start-DicomServer -AE MIXED @here -OnGet { ($using:files)[0]; $using:compressed }
        $partly = @(Receive-DicomInstance 127.0.0.1 $mixed.Port MIXED -Path ([IO.Path]::Combine($folder, 'partly')) -StudyInstanceUID $study `
            -TransferSyntax ExplicitVRLittleEndian -Summary -WarningAction SilentlyContinue -WarningVariable warned)
        $partly[-1].Status.Code | Should -Be 0xB000
        "$($partly[-1].Completed) $($partly[-1].Failed)" | Should -Be '1 1'
        $partly[-1].FailedSopInstanceUids | Should -Be "$((Import-DicomFile $compressed).SOPInstanceUID)"
        $warned.Count | Should -Be 1
        Stop-DicomServer $mixed
    }

    It 'uses the contexts of an association that is given' {
        $mixed = Start-DicomServer -AE MIXED @here -OnGet { $using:compressed }
        $context = @(
            New-DicomPresentationContext StudyRootQueryRetrieveInformationModelGet
            New-DicomPresentationContext SecondaryCaptureImageStorage RLELossless -ScuRole $false -ScpRole $true
        )
        $association = Connect-DicomAssociation 127.0.0.1 $mixed.Port MIXED -Context $context
        $got = @(Receive-DicomInstance -Association $association -Path ([IO.Path]::Combine($folder, 'own')) -StudyInstanceUID $study -Summary -ErrorAction Stop)
        $got[-1].Completed | Should -Be 1
        Disconnect-DicomAssociation $association
        Stop-DicomServer $mixed
    }
}

Describe 'Move-DicomInstance' {
    It 'returns what arrives at our own server, and the summary' {
        $moved = @(Move-DicomInstance @peer -ReceiveOn $receiver -StudyInstanceUID $study -Summary -ErrorAction Stop)
        $moved.Count | Should -Be ($files.Count + 1)
        @($moved | Where-Object { $_.Path -and [IO.File]::Exists($_.Path) }).Count | Should -Be $files.Count
        $moved[-1].Completed | Should -Be $files.Count
        $receiver.Counters.Instances | Should -Be $files.Count
    }

    It 'to a title that the archive does not know is A801' {
        $moved = Move-DicomInstance @peer -Destination NOWHERE -StudyInstanceUID $study -ErrorAction SilentlyContinue -ErrorVariable failed
        $moved.Status.Code | Should -Be 0xA801
        $failed[0].FullyQualifiedErrorId | Should -Match '^DimseFailure,'
    }

    It 'to one that a block looks up goes there' {
        $receivers = @{ RECEIVER = $receiver.Port }
        $give = { ($using:files)[0] }
        $looking = Start-DicomServer -AE LOOKING @here -OnMove $give -MoveDestination {
            param($Request)
            $port = ($using:receivers)[$Request.MoveDestination]
            if ($port) { "127.0.0.1:$port" }
        }
        (Move-DicomInstance 127.0.0.1 $looking.Port LOOKING -Destination RECEIVER -StudyInstanceUID $study).Completed | Should -Be 1
        (Move-DicomInstance 127.0.0.1 $looking.Port LOOKING -Destination OTHER -StudyInstanceUID $study -ErrorAction SilentlyContinue).Status.Code | Should -Be 0xA801
        Stop-DicomServer $looking
    }
}
