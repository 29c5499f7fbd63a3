# Query and retrieve over a folder of DICOM files, which are read when it starts: C-FIND at all levels, C-GET and C-MOVE.
#   pwsh -File examples/QueryRetrieve.ps1 -Path ./archive -Port 11112 -Destination @{ VIEWER = 'viewer.hospital.example:104' }
param([Parameter(Mandatory)] [string] $Path, [int] $Port = 11112, [hashtable] $Destination = @{})

if (-not (Get-Module DicomPS)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'DicomPS.psd1')) }
$names = 'PatientID', 'PatientName', 'StudyInstanceUID', 'StudyDate', 'AccessionNumber', 'StudyDescription',
    'SeriesInstanceUID', 'Modality', 'SeriesNumber', 'SOPInstanceUID', 'SOPClassUID', 'InstanceNumber'
$index = @(
    foreach ($file in [IO.Directory]::GetFiles([IO.Path]::GetFullPath($Path), '*.dcm', 'AllDirectories')) {
        $dataset = Import-DicomFile $file
        $row = @{ Path = $file }
        foreach ($name in $names) { $row[$name] = "$($dataset.$name)" }
        $row
    })

Start-DicomServer -AE ARCHIVE -Port $Port -Wait -MoveDestination $Destination -InitializationScript {
    $index = $using:index
    $names = $using:names
    $keys = @{ PATIENT = 'PatientID'; STUDY = 'StudyInstanceUID'; SERIES = 'SeriesInstanceUID'; IMAGE = 'SOPInstanceUID' }

    # Empty keys match all; a list of UIDs matches each of them; * and ? stand for characters (PS3.4 section C.2.2.2).
    function Select-Row($Query) {
        foreach ($row in $index) {
            $fits = $true
            foreach ($name in $names) {
                $key = @($Query.$name)
                if ("$key" -and -not @($key | Where-Object { $row[$name] -like "$_" })) { $fits = $false; break }
            }

            if ($fits) { $row }
        }
    }
} -OnFind {
    param($Request)
    $level = $Request.Dataset.QueryRetrieveLevel
    $unique = $keys["$level"]
    if (-not $unique) { return 0xA900 }
    $seen = @{}
    foreach ($row in Select-Row $Request.Dataset) {
        if ($seen[$row[$unique]]) { continue }
        $seen[$row[$unique]] = $true
        $match = @{ QueryRetrieveLevel = $level }
        foreach ($name in $names) { $match[$name] = $row[$name]; if ($name -eq $unique) { break } }
        $match
    }
} -OnGet {
    param($Request)
    $rows = @(Select-Row $Request.Dataset)
    @{ Total = $rows.Count }
    $rows.Path
} -OnMove {
    param($Request)
    $rows = @(Select-Row $Request.Dataset)
    @{ Total = $rows.Count }
    $rows.Path
}
