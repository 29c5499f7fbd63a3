# Receives modality performed procedure steps (PS3.4 annex F): each is a JSON file in a folder, made by N-CREATE, changed by
# N-SET until it is completed or discontinued.
#   pwsh -File examples/MppsReceiver.ps1 -Path ./steps -Port 11112
param([Parameter(Mandatory)] [string] $Path, [int] $Port = 11112)

if (-not (Get-Module DicomPS)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'DicomPS.psd1')) }
$folder = [IO.Directory]::CreateDirectory($Path).FullName

Start-DicomServer -AE MPPS -Port $Port -Wait -OnCreate {
    param($Request)
    # It comes from the wire: no path is made of what is no UID.
    if ($Request.SopInstanceUid -notmatch '^[0-9.]+$') { return 'InvalidObjectInstance' }
    if ($Request.Dataset.PerformedProcedureStepStatus -ne 'IN PROGRESS') {
        return @{ Status = 0x0106; ErrorComment = 'A step begins IN PROGRESS'; OffendingElement = 'PerformedProcedureStepStatus' }
    }

    $file = [IO.Path]::Combine($using:folder, $Request.SopInstanceUid + '.json')
    if ([IO.File]::Exists($file)) { return 'DuplicateSopInstance' }
    [IO.File]::WriteAllText($file, (ConvertTo-DicomJson $Request.Dataset))
} -OnSet {
    param($Request)
    if ($Request.SopInstanceUid -notmatch '^[0-9.]+$') { return 'InvalidObjectInstance' }
    $file = [IO.Path]::Combine($using:folder, $Request.SopInstanceUid + '.json')
    if (-not [IO.File]::Exists($file)) { return 0x0112 }
    $step = [IO.File]::ReadAllText($file) | ConvertFrom-DicomJson
    if ($step.PerformedProcedureStepStatus -ne 'IN PROGRESS') {
        return @{ Status = 'ProcessingFailure'; ErrorComment = 'The step may no longer be updated'; ErrorId = 0xA710 }
    }

    # An element belongs to one data set alone.
    foreach ($element in @($Request.Dataset.Elements)) {
        $null = $Request.Dataset.Remove($element.Tag)
        $step.Set($element)
    }

    [IO.File]::WriteAllText($file, (ConvertTo-DicomJson $step))
}
