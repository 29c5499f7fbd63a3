# Storage commitment, both sides (PS3.4 annex J): an archive stores instances and answers for them; a modality sends them, asks
# for the commitment by N-ACTION, and learns by N-EVENT-REPORT what the archive is committed to. The report comes over the
# association of the request where that is still open, as here at first, or over a new one to the modality's own server, as
# here at last. It runs as it stands:
#   pwsh -File examples/StorageCommitment.ps1

if (-not (Get-Module DicomPS)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'DicomPS.psd1')) }
$ErrorActionPreference = 'Stop'
. ([IO.Path]::Combine($PSScriptRoot, 'SampleFiles.ps1'))

# The one instance of the SOP class, which both services name (PS3.4 annex J).
$commitment = @{ SopClass = 'StorageCommitmentPushModel'; SopInstanceUid = '1.2.840.10008.1.20.1.1' }
$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-commitment-' + [guid]::NewGuid().ToString('N'))
$store = [IO.Path]::Combine($folder, 'archive')
$requests = [Collections.Concurrent.BlockingCollection[object]]::new()
$reports = [Collections.Concurrent.BlockingCollection[object]]::new()

# The archive: a request is put down and answered at once; what came of it is reported later.
$archive = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $store -PathTemplate '{SOPInstanceUID}.dcm' -OnAction {
    param($Request)
    if ($Request.ActionTypeId -ne 1) { return 0x0123 }
    ($using:requests).Add(@{ Association = $Request.Association; Dataset = $Request.Dataset })
}

# What the archive has is committed (event 1); when anything is missing, it is event 2, with the reason 0112: no such object.
function Get-Report($Request) {
    $referenced = @()
    $failed = @()
    foreach ($item in $Request.Dataset.ReferencedSOPSequence) {
        $reference = @{ ReferencedSOPClassUID = "$($item.ReferencedSOPClassUID)"; ReferencedSOPInstanceUID = "$($item.ReferencedSOPInstanceUID)" }
        # It comes from the wire: no path is made of what is no UID.
        $uid = $reference.ReferencedSOPInstanceUID
        if ($uid -match '^[0-9.]+$' -and [IO.File]::Exists([IO.Path]::Combine($store, "$uid.dcm"))) { $referenced += $reference }
        else { $failed += $reference + @{ FailureReason = 0x0112 } }
    }

    $element = @{ TransactionUID = "$($Request.Dataset.TransactionUID)" }
    if ($referenced) { $element.ReferencedSOPSequence = $referenced }
    if ($failed) { $element.FailedSOPSequence = $failed }
    @{ EventTypeId = if ($failed) { 2 } else { 1 }; Element = $element }
}

# The modality: this block gets the reports, whichever way they come.
$onReport = {
    param($Request)
    ($using:reports).Add(@{
        Over = "$($Request.Association.CallingAETitle) > $($Request.Association.CalledAETitle)"
        EventTypeId = $Request.EventTypeId
        Dataset = $Request.Dataset
    })
}
$modality = Start-DicomServer -AE CT1 -Port 0 -BindAddress 127.0.0.1 -OnEventReport $onReport

function Receive-Item($Collection) {
    $item = $null
    if (-not $Collection.TryTake([ref] $item, 30000)) { throw 'Nothing came within 30 seconds.' }
    $item
}

function Show-Report($Report) {
    '  {0}: event {1}, {2} committed, {3} not, transaction {4}' -f $Report.Over, $Report.EventTypeId,
        $Report.Dataset.ReferencedSOPSequence.Count, $Report.Dataset.FailedSOPSequence.Count,
        $(if ($Report.Dataset.TransactionUID -eq $transaction) { 'as asked' } else { 'unknown' })
}

try {
    $peer = @{ HostName = '127.0.0.1'; Port = $archive.Port; CalledAETitle = 'ARCHIVE'; AE = 'CT1' }
    $sent = New-SampleFile -Path ([IO.Path]::Combine($folder, 'outgoing')) | Send-DicomInstance @peer
    $references = foreach ($result in $sent) {
        @{ ReferencedSOPClassUID = $result.SopClassUid; ReferencedSOPInstanceUID = $result.SopInstanceUid }
    }

    'Over the association of the request'
    $association = Connect-DicomAssociation @peer -Context (New-DicomPresentationContext StorageCommitmentPushModel) -OnEventReport $onReport
    try {
        $transaction = New-DicomUid
        $null = Invoke-DicomAction -Association $association @commitment -ActionTypeId 1 -Element @{
            TransactionUID = $transaction; ReferencedSOPSequence = $references
        }
        $request = Receive-Item $requests
        $report = Get-Report $request
        $null = Send-DicomEventReport -Association $request.Association @commitment @report
        Show-Report (Receive-Item $reports)
    }
    finally {
        Disconnect-DicomAssociation $association
    }

    'Over a new association, with one instance that was never sent'
    $transaction = New-DicomUid
    $null = Invoke-DicomAction @peer @commitment -ActionTypeId 1 -Element @{
        TransactionUID = $transaction
        ReferencedSOPSequence = @($references) + @{ ReferencedSOPClassUID = '1.2.840.10008.5.1.4.1.1.2'; ReferencedSOPInstanceUID = New-DicomUid }
    }
    $report = Get-Report (Receive-Item $requests)
    $null = Send-DicomEventReport 127.0.0.1 $modality.Port CT1 -AE ARCHIVE @commitment @report
    Show-Report (Receive-Item $reports)
}
finally {
    $modality, $archive | Stop-DicomServer
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}
