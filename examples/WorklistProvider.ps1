# A modality worklist from a CSV file: the first line has the keywords of attributes, each other line a scheduled procedure
# step. The file is read for each query, so that it can be edited meanwhile. Fields have no commas in them.
#   pwsh -File examples/WorklistProvider.ps1 -Path worklist.csv -Port 11112
param([Parameter(Mandatory)] [string] $Path, [int] $Port = 11112)

if (-not (Get-Module DicomPS)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'DicomPS.psd1')) }
$file = [IO.Path]::GetFullPath($Path)

Start-DicomServer -AE WORKLIST -Port $Port -Wait -InitializationScript {
    # An empty key matches all, * and ? stand for characters (PS3.4 section C.2.2.2).
    function Test-Key($Key, [string] $Value) { [string]::IsNullOrEmpty("$Key") -or $Value -like "$Key" }

    $ofStep = 'Modality', 'ScheduledStationAETitle', 'ScheduledProcedureStepStartDate', 'ScheduledProcedureStepStartTime',
        'ScheduledProcedureStepID', 'ScheduledProcedureStepDescription', 'ScheduledPerformingPhysicianName'
} -OnFind {
    param($Request)
    $query = $Request.Dataset
    $queryStep = @($query.ScheduledProcedureStepSequence)[0]
    $names, $lines = [IO.File]::ReadAllLines($using:file)
    $names = $names.Split(',')
    foreach ($line in $lines) {
        $values = $line.Split(',')
        $item = @{}
        $step = @{}
        $fits = $true
        for ($i = 0; $i -lt $names.Count -and $fits; $i++) {
            $isOfStep = $names[$i] -in $ofStep
            $key = if ($isOfStep) { if ($queryStep) { $queryStep.($names[$i]) } } else { $query.($names[$i]) }
            $fits = Test-Key $key $values[$i]
            if ($isOfStep) { $step[$names[$i]] = $values[$i] } else { $item[$names[$i]] = $values[$i] }
        }

        if ($fits) {
            $item.ScheduledProcedureStepSequence = @($step)
            $item
        }
    }
}
