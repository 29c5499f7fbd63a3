<#
.SYNOPSIS
Builds, tests or packs DicomPS.

.DESCRIPTION
Build  builds the solution; Import-Module ./DicomPS.psd1 works afterwards.
Test   runs all tests.
Pack   stages the module, built in Release, in artifacts/DicomPS/<version>. It runs on every platform; with -ReadyToRun
       it starts faster, and runs on this operating system and processor alone.

Needs no command beyond PowerShell's core, so that DicomPS.Shell runs it too.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pack')]
    [string] $Task = 'Build',

    [switch] $ReadyToRun
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

function Get-RootPath {
    [IO.Path]::Combine([string[]] (@($PSScriptRoot) + $args))
}

function Invoke-DotNet {
    & dotnet $args | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $args failed with exit code $LASTEXITCODE."
    }
}

# Copies a file, or a folder with all below it, to the same place in the stage; what is not there is left out.
function Copy-ToStage([string] $Stage, [string] $RelativePath) {
    $source = Get-RootPath $RelativePath
    $target = [IO.Path]::Combine($Stage, $RelativePath)
    if ([IO.File]::Exists($source)) {
        $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
        [IO.File]::Copy($source, $target)
    }
    elseif ([IO.Directory]::Exists($source)) {
        foreach ($entry in [IO.Directory]::GetFileSystemEntries($source)) {
            Copy-ToStage $Stage ([IO.Path]::GetRelativePath($PSScriptRoot, $entry))
        }
    }
}

function Invoke-Pack {
    $manifest = & ([scriptblock]::Create([IO.File]::ReadAllText((Get-RootPath DicomPS.psd1))))
    $stage = Get-RootPath artifacts DicomPS $manifest.ModuleVersion
    if ([IO.Directory]::Exists($stage)) {
        [IO.Directory]::Delete($stage, $true)
    }

    # Built into the stage: a session may have the module of the clone loaded.
    $output = [IO.Path]::Combine($stage, 'bin', 'Core') + [IO.Path]::DirectorySeparatorChar
    Invoke-DotNet build (Get-RootPath src DicomPS) --configuration Release "-property:OutputPath=$output" "-property:ReadyToRun=$ReadyToRun"

    $root = [IO.Directory]::GetFiles($PSScriptRoot, '*.ps1xml') | ForEach-Object { [IO.Path]::GetFileName($_) }
    foreach ($path in @('DicomPS.psd1', 'en-US', 'LICENSE', 'README.md', 'CHANGELOG.md') + $root) {
        Copy-ToStage $stage $path
    }

    # All that the manifest names has to be there.
    Test-ModuleManifest ([IO.Path]::Combine($stage, 'DicomPS.psd1'))
}

switch ($Task) {
    'Build' { Invoke-DotNet build (Get-RootPath DicomPS.sln) }
    'Test' { Invoke-DotNet test --solution (Get-RootPath DicomPS.sln) }
    'Pack' { Invoke-Pack }
}
