# A router: what comes is sent on to an archive, and the sender is told what the archive answered. Nothing is kept here: what
# was not sent on is the sender's to send again.
#   pwsh -File examples/Router.ps1 -Port 11112 -ArchiveHost pacs.hospital.example -ArchivePort 104 -ArchiveTitle ARCHIVE
param(
    [int] $Port = 11112,
    [Parameter(Mandatory)] [string] $ArchiveHost,
    [Parameter(Mandatory)] [int] $ArchivePort,
    [string] $ArchiveTitle = 'ARCHIVE',
    # Modalities that are not sent on: they are answered with success all the same.
    [string[]] $Drop = @()
)

if (-not (Get-Module DicomPS)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'DicomPS.psd1')) }
$archive = @{ HostName = $ArchiveHost; Port = $ArchivePort; CalledAETitle = $ArchiveTitle }

Start-DicomServer -AE ROUTER -Port $Port -Wait -DrainSeconds 30 -OnStore {
    param($Request)
    if ($Request.Dataset.Modality -in $using:Drop) { return }

    $archive = $using:archive
    $sent = Send-DicomInstance @archive -AE $Request.Association.CallingAETitle -Path $Request.TemporaryPath -ErrorAction SilentlyContinue
    if ($sent.Status) { $sent.Status } else { @{ Status = 'OutOfResources'; ErrorComment = 'The archive cannot be reached' } }
}
