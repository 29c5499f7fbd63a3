BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    # It provides no queries: what is sent to it is refused, and what is not sent never gets there.
    $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
}

AfterAll {
    Stop-DicomServer $server
}

Describe 'A request that a peer does not provide' {
    It 'is the error NoAcceptedContext: <Script>' -TestCases @(
        @{ Script = { Find-DicomPatient @peer -PatientName 'DOE*' -ErrorAction Stop } }
        @{ Script = { Find-DicomStudy @peer -StudyDate ([datetime]::Today), $null -ErrorAction Stop } }
        @{ Script = { Find-DicomWorklistItem @peer -Modality CT -ErrorAction Stop } }
        @{ Script = { Find-DicomDataset @peer -SopClass HangingProtocolInformationModelFind -ErrorAction Stop } }
        @{ Script = { Move-DicomInstance @peer -Destination OTHER -StudyInstanceUID 1.2 -ErrorAction Stop } }
        @{ Script = { Move-DicomInstance @peer -Destination OTHER -RetrieveClass HangingProtocolInformationModelMove -SOPInstanceUID 1.2 -ErrorAction Stop } }
        @{ Script = { Move-DicomInstance @peer -Destination OTHER -Relational -SOPInstanceUID 1.2 -ErrorAction Stop } }
        @{ Script = { Get-DicomSopInstance @peer -SopClass Printer -SopInstanceUid 1.2.840.10008.5.1.1.17 -ErrorAction Stop } }
        @{ Script = { Remove-DicomSopInstance @peer -SopClass BasicFilmSession -SopInstanceUid 1.2 -ErrorAction Stop } }
    ) {
        $Script | Should -Throw -ErrorId 'NoAcceptedContext*'
    }
}

Describe 'A request that cannot be made' {
    It 'names the key that is missing, and connects to nobody' {
        $before = $server.Counters.TotalAssociations

        { Find-DicomSeries @peer -ErrorAction Stop } | Should -Throw '*StudyInstanceUID*'
        { Find-DicomInstance @peer -StudyInstanceUID 1.2 -ErrorAction Stop } | Should -Throw '*SeriesInstanceUID*'
        { Move-DicomInstance @peer -Destination OTHER -ErrorAction Stop } | Should -Throw '*what to retrieve*'
        { Move-DicomInstance @peer -StudyInstanceUID 1.2 } | Should -Throw -ErrorId 'InvalidArgument*'

        $server.Counters.TotalAssociations | Should -Be $before
    }
}

Describe '-WhatIf' {
    It 'connects to nobody' {
        $before = $server.Counters.TotalAssociations

        Move-DicomInstance @peer -Destination OTHER -StudyInstanceUID 1.2 -WhatIf
        New-DicomSopInstance @peer -SopClass ModalityPerformedProcedureStep -WhatIf
        Invoke-DicomAction @peer -SopClass StorageCommitmentPushModel -SopInstanceUid 1.2 -ActionTypeId 1 -WhatIf

        $server.Counters.TotalAssociations | Should -Be $before
    }
}
