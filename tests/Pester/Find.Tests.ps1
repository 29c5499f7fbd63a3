BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    # Two patients with two studies of two series of two instances. A key fits when it is empty or like the value.
    $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -InitializationScript {
        $ofPatient = 'PatientID', 'PatientName'
        $ofStudy = $ofPatient + 'StudyInstanceUID', 'StudyDate', 'AccessionNumber'
        $ofSeries = $ofStudy + 'SeriesInstanceUID', 'SeriesNumber', 'Modality'
        $ofInstance = $ofSeries + 'SOPInstanceUID', 'InstanceNumber', 'SOPClassUID'
        $levels = @{
            PATIENT = @{ Unique = 'PatientID'; Names = $ofPatient }
            STUDY = @{ Unique = 'StudyInstanceUID'; Names = $ofStudy }
            SERIES = @{ Unique = 'SeriesInstanceUID'; Names = $ofSeries }
            IMAGE = @{ Unique = 'SOPInstanceUID'; Names = $ofInstance }
        }
        $rows = foreach ($p in 1, 2) { foreach ($s in 1, 2) { foreach ($r in 1, 2) { foreach ($i in 1, 2) {
            @{
                PatientID = "P$p"; PatientName = ('Müller^Jörg', 'Doe^Jane')[$p - 1]
                StudyInstanceUID = "1.2.$p.$s"; StudyDate = "2026010$s"; AccessionNumber = "A$p$s"
                SeriesInstanceUID = "1.2.$p.$s.$r"; SeriesNumber = $r; Modality = ('CT', 'MR')[$r - 1]
                SOPInstanceUID = "1.2.$p.$s.$r.$i"; InstanceNumber = $i; SOPClassUID = '1.2.840.10008.5.1.4.1.1.2'
            }
        } } } }
    } -OnFind {
        param($Request)
        $level = $levels["$($Request.Dataset.QueryRetrieveLevel)"]
        $seen = @{}
        foreach ($row in $rows) {
            $differs = $row.Keys | Where-Object { $key = "$($Request.Dataset.$_)"; $key -and $row[$_] -notlike $key }
            if ($differs -or $seen[$row[$level.Unique]]) { continue }
            $seen[$row[$level.Unique]] = $true
            $match = @{}
            foreach ($name in $level.Names) { $match[$name] = $row[$name] }
            $match
        }
    }
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
    $here = @{ Port = 0; BindAddress = '127.0.0.1' }
}

AfterAll {
    Get-DicomServer | Stop-DicomServer
}

Describe 'A query of a level' {
    It 'finds <Expected>: <Script>' -TestCases @(
        @{ Script = { (Find-DicomPatient @peer).PatientID }; Expected = 'P1', 'P2' }
        @{ Script = { (Find-DicomPatient @peer -PatientName 'Doe*').PatientID }; Expected = 'P2' }
        @{ Script = { (Find-DicomPatient @peer -PatientName 'M?ller*').PatientName }; Expected = 'Müller^Jörg' }
        @{ Script = { (Find-DicomStudy @peer -PatientID P1).AccessionNumber }; Expected = 'A11', 'A12' }
        @{ Script = { (Find-DicomStudy @peer -Root PatientRoot -PatientID P2 -AccessionNumber A22).StudyInstanceUID }; Expected = '1.2.2.2' }
        @{ Script = { (Find-DicomSeries @peer -StudyInstanceUID 1.2.1.1 -Modality MR).SeriesInstanceUID }; Expected = '1.2.1.1.2' }
        @{ Script = { (Find-DicomInstance @peer -StudyInstanceUID 1.2.1.1 -SeriesInstanceUID 1.2.1.1.2).SOPInstanceUID }; Expected = '1.2.1.1.2.1', '1.2.1.1.2.2' }
    ) {
        & $Script | Should -Be $Expected
    }

    It 'goes on to the next level by property name, over one association for each cmdlet' {
        $before = $server.Counters.TotalAssociations
        $found = @(Find-DicomPatient @peer -PatientID P2 | Find-DicomStudy @peer | Find-DicomSeries @peer | Find-DicomInstance @peer)
        $found.Count | Should -Be 8
        @($found.PatientID -ne 'P2').Count | Should -Be 0
        $server.Counters.TotalAssociations | Should -Be ($before + 4)
    }

    It 'that matches nothing writes nothing, and is no error' {
        Find-DicomStudy @peer -PatientID P3 -ErrorAction Stop | Should -BeNullOrEmpty
    }
}

Describe 'A query that is cancelled' {
    It 'by -First stops the block of the server' {
        $ended = [Threading.ManualResetEventSlim]::new()
        $endless = Start-DicomServer -AE ENDLESS @here -OnFind {
            $number = 0
            try { while ($true) { @{ StudyInstanceUID = "1.2.$number" }; $number++ } }
            finally { ($using:ended).Set() }
        }
        @(Find-DicomStudy 127.0.0.1 $endless.Port ENDLESS -First 3 -ErrorAction Stop).StudyInstanceUID | Should -Be '1.2.0', '1.2.1', '1.2.2'
        $ended.Wait(20000) | Should -BeTrue
        $endless.Counters.HandlerFailures | Should -Be 0
        Stop-DicomServer $endless
    }
}

Describe 'A query that fails' {
    It 'is an error with the status, behind the matches that came' {
        $failing = Start-DicomServer -AE FAILING @here -OnFind {
            @{ StudyInstanceUID = '1.2.3' }
            @{ Status = 'OutOfResources'; ErrorComment = 'Try later' }
        }
        $found = @(Find-DicomStudy 127.0.0.1 $failing.Port FAILING -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.StudyInstanceUID | Should -Be '1.2.3'
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^DimseFailure,'
        $failed[0].Exception.Message | Should -Match 'A700.*Try later'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failed[0].TargetObject.Status.Code | Should -Be 0xA700
        $failed[0].TargetObject.ErrorComment | Should -Be 'Try later'
        Stop-DicomServer $failing
    }

    It 'has C311 of a block that throws' {
        $failing = Start-DicomServer -AE FAILING @here -OnFind { throw 'no index' }
        { Find-DicomStudy 127.0.0.1 $failing.Port FAILING -ErrorAction Stop } | Should -Throw '*C311*' -ErrorId 'DimseFailure*'
        $failing.Counters.HandlerFailures | Should -Be 1
        Stop-DicomServer $failing
    }
}

Describe 'Other queries' {
    It 'of a worklist have the keys of the step in its sequence' {
        $ris = Start-DicomServer -AE RIS @here -OnFind {
            param($Request)
            $step = $Request.Dataset.ScheduledProcedureStepSequence[0]
            @{ PatientID = 'W1'; ScheduledProcedureStepSequence = @{ Modality = $step.Modality; ScheduledStationAETitle = $step.ScheduledStationAETitle } }
        }
        $item = Find-DicomWorklistItem 127.0.0.1 $ris.Port RIS -Modality CT -ScheduledStationAETitle CT1 -ErrorAction Stop
        $item.PatientID | Should -Be 'W1'
        $item.ScheduledProcedureStepSequence[0].Modality | Should -Be 'CT'
        $item.ScheduledProcedureStepSequence[0].ScheduledStationAETitle | Should -Be 'CT1'
        Stop-DicomServer $ris
    }

    It 'of any class go out as they are given' {
        $store = Start-DicomServer -AE HANGING @here -OnFind {
            param($Request)
            @{ HangingProtocolName = "$($Request.Dataset.HangingProtocolName)"; HangingProtocolCreator = $Request.SopClassName }
        }
        $found = Find-DicomDataset 127.0.0.1 $store.Port HANGING -SopClass HangingProtocolInformationModelFind -Query @{ HangingProtocolName = 'CHEST' } -ErrorAction Stop
        $found.HangingProtocolName | Should -Be 'CHEST'
        $found.HangingProtocolCreator | Should -Match '^Hanging Protocol'
        Stop-DicomServer $store
    }
}
