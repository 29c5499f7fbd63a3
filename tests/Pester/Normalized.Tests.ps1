BeforeAll {
    if (-not (Get-Module DicomPS)) {
        Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', '..', 'DicomPS.psd1'))
    }

    # One step and one printer. What goes wrong is answered by the instance that is asked for.
    $context = 'ModalityPerformedProcedureStep', 'Printer', 'BasicFilmSession' | New-DicomPresentationContext
    $context += New-DicomPresentationContext StorageCommitmentPushModel -ScuRole $true -ScpRole $true
    $known = { param($Request) if ($Request.SopInstanceUid -ne '1.2.3') { @{ Status = 0x0112; ErrorComment = 'Unknown here' } } }
    $server = Start-DicomServer -AE PROVIDER -Port 0 -BindAddress 127.0.0.1 -Context $context -OnCreate {
        param($Request)
        switch ("$($Request.Dataset.PerformedProcedureStepStatus)") {
            'IN PROGRESS' { @{ PerformedProcedureStepID = 'S1' } }
            'COMPLETED' { @{ Status = 0x0106; ErrorComment = 'It begins IN PROGRESS'; OffendingElement = 'PerformedProcedureStepStatus' } }
            default { throw 'no status' }
        }
    } -OnGetAttribute {
        param($Request)
        $all = @{ PrinterStatus = 'WARNING'; PrinterStatusInfo = 'SUPPLY LOW'; PrinterName = 'ONE' }
        if (-not $Request.AttributeTags) { return $all }
        $answer = New-DicomDataset $all
        foreach ($element in @($answer.Elements)) { if ($element.Tag -notin $Request.AttributeTags) { $null = $answer.Remove($element.Tag) } }
        $answer
    } -OnSet $known -OnDelete $known -OnAction {
        param($Request)
        if ($Request.ActionTypeId -ne 1) { return 0x0123 }
        @{ TransactionUID = "$($Request.Dataset.TransactionUID)" }
    } -OnEventReport {
        param($Request)
        if ($Request.EventTypeId -eq 2) { return 0x0107 }
    }
    $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'PROVIDER' }
    $step = @{ SopClass = 'ModalityPerformedProcedureStep' }
    $commitment = @{ SopClass = 'StorageCommitmentPushModel'; SopInstanceUid = '1.2.840.10008.1.20.1.1' }
    $quiet = @{ ErrorAction = 'SilentlyContinue' }
}

AfterAll {
    Get-DicomAssociation | Disconnect-DicomAssociation -Abort
    Stop-DicomServer $server
}

Describe 'New-DicomSopInstance' {
    It 'brings the UID that the provider chose, and what it added' {
        $result = New-DicomSopInstance @peer @step -Element @{ PerformedProcedureStepStatus = 'IN PROGRESS' }
        $result.Status.IsSuccess | Should -BeTrue
        $result.SopInstanceUid | Should -Match '^2\.25\.'
        $result.Dataset.PerformedProcedureStepID | Should -Be 'S1'
    }

    It 'tells what the provider refuses by a result and an error' {
        $result = New-DicomSopInstance @peer @step -Element @{ PerformedProcedureStepStatus = 'COMPLETED' } @quiet -ErrorVariable failed
        $result.Status.Code | Should -Be 0x0106
        $result.Status.Category | Should -Be 'Failure'
        $result.ErrorComment | Should -Be 'It begins IN PROGRESS'
        "$($result.OffendingElements)" | Should -Be '(0040,0252)'
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^DimseFailure,'
    }

    It 'has 0110 of a block that throws' {
        (New-DicomSopInstance @peer @step -Element @{ PerformedProcedureStepID = 'S2' } @quiet).Status.Code | Should -Be 0x0110
        $server.Counters.LastHandlerFailure | Should -Match 'no status'
    }
}

Describe 'Get-DicomSopInstance' {
    It 'brings all attributes, or those that are asked for' {
        $printer = @{ SopClass = 'Printer'; SopInstanceUid = '1.2.840.10008.5.1.1.17' }
        (Get-DicomSopInstance @peer @printer).Dataset.Elements.Count | Should -Be 3
        $result = Get-DicomSopInstance @peer @printer -Property PrinterStatus
        $result.Dataset.Elements.Count | Should -Be 1
        $result.Dataset.PrinterStatus | Should -Be 'WARNING'
    }
}

Describe 'Set-DicomSopInstance and Remove-DicomSopInstance' {
    It 'take what the provider knows' {
        (Set-DicomSopInstance @peer @step -SopInstanceUid 1.2.3 -Element @{ PerformedProcedureStepStatus = 'COMPLETED' }).IsDone | Should -BeTrue
        (Remove-DicomSopInstance @peer -SopClass BasicFilmSession -SopInstanceUid 1.2.3).IsDone | Should -BeTrue
    }

    It 'tell that it does not know the instance' {
        $result = Set-DicomSopInstance @peer @step -SopInstanceUid 1.2.4 -Element @{ PerformedProcedureStepStatus = 'COMPLETED' } @quiet
        $result.Status.Code | Should -Be 0x0112
        $result.ErrorComment | Should -Be 'Unknown here'
        { Remove-DicomSopInstance @peer -SopClass BasicFilmSession -SopInstanceUid 1.2.4 -ErrorAction Stop } | Should -Throw '*0112*' -ErrorId 'DimseFailure*'
    }

    It 'take the results of others by property name' {
        $created = New-DicomSopInstance @peer @step -SopInstanceUid 1.2.3 -Element @{ PerformedProcedureStepStatus = 'IN PROGRESS' }
        ($created | Set-DicomSopInstance @peer -Element @{ PerformedProcedureStepStatus = 'COMPLETED' }).IsDone | Should -BeTrue
    }
}

Describe 'Invoke-DicomAction' {
    It 'brings the reply of the provider' {
        $result = Invoke-DicomAction @peer @commitment -ActionTypeId 1 -Element @{ TransactionUID = '1.2.3' }
        $result.IsDone | Should -BeTrue
        $result.Dataset.TransactionUID | Should -Be '1.2.3'
    }

    It 'tells that there is no such action' {
        (Invoke-DicomAction @peer @commitment -ActionTypeId 7 @quiet).Status.Code | Should -Be 0x0123
    }
}

Describe 'Send-DicomEventReport' {
    It 'proposes the SCP role, and brings the status' {
        (Send-DicomEventReport @peer @commitment -EventTypeId 1 -Element @{ TransactionUID = '1.2.3' }).IsDone | Should -BeTrue
        $result = Send-DicomEventReport @peer @commitment -EventTypeId 2 -Element @{ TransactionUID = '1.2.3' } -WarningAction SilentlyContinue @quiet
        $result.Status.Code | Should -Be 0x0107
    }

    It 'from a server goes over the association that its requestor opened' {
        $told = [Collections.Concurrent.ConcurrentQueue[string]]::new()
        $association = Connect-DicomAssociation @peer -AE LISTENER -Context (New-DicomPresentationContext StorageCommitmentPushModel) -OnEventReport {
            param($Request)
            ($using:told).Enqueue("$($Request.EventTypeId) $($Request.Dataset.TransactionUID)")
        }
        $accepted = $server.Associations | Where-Object CallingAETitle -EQ LISTENER
        (Send-DicomEventReport -Association $accepted @commitment -EventTypeId 1 -Element @{ TransactionUID = '1.2.3' }).IsDone | Should -BeTrue
        "$told" | Should -Be '1 1.2.3'
        Disconnect-DicomAssociation $association
    }
}
