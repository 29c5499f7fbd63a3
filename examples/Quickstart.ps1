# From nothing to DICOM instances over the wire, in one script: it makes a few files, starts a server, tests the way to
# it, sends the files and shows that what arrived is what was sent. It runs as it stands, in pwsh and in the Shell:
#   pwsh -File examples/Quickstart.ps1
#   dotnet run --project src/DicomPS.Shell -- -File examples/Quickstart.ps1

if (-not (Get-Module DicomPS)) { Import-Module ([IO.Path]::Combine($PSScriptRoot, '..', 'DicomPS.psd1')) }
$ErrorActionPreference = 'Stop'
. ([IO.Path]::Combine($PSScriptRoot, 'SampleFiles.ps1'))

$folder = [IO.Path]::Combine([IO.Path]::GetTempPath(), 'dicomps-quickstart-' + [guid]::NewGuid().ToString('N'))
$outgoing = [IO.Path]::Combine($folder, 'outgoing')
$incoming = [IO.Path]::Combine($folder, 'incoming')

'A few real DICOM files: CT and MR uncompressed, a secondary capture compressed with RLE, a structured report'
$files = New-SampleFile -Path $outgoing

'A server that stores what it receives into a folder'
$server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $incoming
$server | Out-Host

try {
    'The way to it, step by step'
    $test = Test-DicomConnection -HostName 127.0.0.1 -Port $server.Port -CalledAETitle ARCHIVE
    $test.Steps | Out-Host
    if (-not $test.Succeeded) { throw "The connection test stopped at '$($test.StoppedAt)': $($test.Reason)" }

    'An association of our own, and an echo over it'
    $ae = New-DicomAE WORKSTATION
    Add-DicomRequestedContext -AE $ae -AbstractSyntax Verification
    $association = Connect-DicomAssociation -AE $ae -HostName 127.0.0.1 -Port $server.Port -CalledAETitle ARCHIVE
    $association | Out-Host
    $association.AcceptedContexts | Out-Host
    Send-DicomEcho -Association $association | Out-Host
    Disconnect-DicomAssociation -Association $association

    'Sending the files: each travels in the transfer syntax it has'
    $results = $files | Send-DicomInstance -AE $ae -HostName 127.0.0.1 -Port $server.Port -CalledAETitle ARCHIVE
    $results | Out-Host

    'What arrived, compared byte by byte with what was sent'
    foreach ($result in $results) {
        $arrived = [IO.Directory]::GetFiles($incoming, $result.SopInstanceUid + '.dcm', 'AllDirectories')
        if ($arrived.Count -ne 1) { throw "$($result.Path) did not arrive." }
        $sent = Get-DataSetByte $result.Path
        $stored = Get-DataSetByte $arrived[0]
        if ([Convert]::ToBase64String($sent) -cne [Convert]::ToBase64String($stored)) { throw "$($arrived[0]) differs." }
        '  {0,6} bytes equal: {1}' -f $sent.Count, [IO.Path]::GetRelativePath($incoming, $arrived[0])
    }
}
finally {
    Stop-DicomServer -Server $server
    [IO.Directory]::Delete($folder, $true)
}

''
"Done: $($server.Counters.Instances) instances travelled through an association into a folder."
