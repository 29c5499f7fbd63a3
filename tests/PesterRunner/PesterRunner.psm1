Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

. ([IO.Path]::Combine($PSScriptRoot, 'Keywords.ps1'))
. ([IO.Path]::Combine($PSScriptRoot, 'Should.ps1'))

# Of the file that is run: Phase, Current (block), File, Scope, ExpandName, Unsupported, Results.
$script:Run = $null

function Invoke-PesterFile {
    <# .SYNOPSIS Discovers the tests of a file, runs them, and returns what came of them. #>
    param([string] $Path, [scriptblock] $Scope, [scriptblock] $ExpandName)

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $root = New-Node -Kind Root -Name ''
    $script:Run = [pscustomobject]@{
        Phase       = 'Discovery'
        Current     = $root
        File        = [IO.Path]::GetFullPath($Path)
        Scope       = $Scope
        ExpandName  = $ExpandName
        Unsupported = [Collections.Generic.List[string]]::new()
        Results     = [Collections.Generic.List[object]]::new()
    }

    $failures = Invoke-Scope @{ Steps = @(@{ Block = $script:Run.File; Always = $false }) }
    if ($failures.Count -gt 0) {
        Add-Result -Name '(discovery)' -Outcome Failed -Failures $failures
    }
    else {
        $script:Run.Phase = 'Run'
        Invoke-Node $root
    }

    foreach ($message in $script:Run.Unsupported) {
        Add-Result -Name '(not supported)' -Outcome Failed -Failures $message
    }

    $results = $script:Run.Results.ToArray()
    [pscustomobject]@{
        File     = $script:Run.File
        Passed   = @($results | Where-Object Outcome -EQ Passed).Count
        Failed   = @($results | Where-Object Outcome -EQ Failed).Count
        Skipped  = @($results | Where-Object Outcome -EQ Skipped).Count
        Duration = $watch.Elapsed
        Tests    = $results
    }
}

function New-Node {
    param([string] $Kind, [string] $Name, $Body, $Variables = @{}, [bool] $Skip, $Parent)

    [pscustomobject]@{
        Kind       = $Kind
        Name       = $Name
        Body       = $Body
        Variables  = $Variables
        Skip       = $Skip -or ($Parent -and $Parent.Skip)
        Parent     = $Parent
        Children   = [Collections.Generic.List[object]]::new()
        BeforeAll  = $null
        BeforeEach = $null
        AfterEach  = $null
        AfterAll   = $null
    }
}

# Runs steps in one new scope of the test file's session state and returns the errors.
function Invoke-Scope([hashtable] $Plan) {
    $Plan.Errors = [Collections.Generic.List[object]]::new()
    if (-not $Plan.ContainsKey('Variables')) {
        $Plan.Variables = @{}
    }

    & $script:Run.Scope $Plan
    , $Plan.Errors
}

function Invoke-Node($Node) {
    if (-not (Test-Runnable $Node)) {
        Add-ResultOfAll $Node Skipped
    }
    elseif ($Node.Kind -eq 'Test') {
        Invoke-TestNode $Node
    }
    else {
        Invoke-BlockNode $Node
    }
}

# A block runs its set-up, its children and its tear-down in one scope; a child's scope is below it.
function Invoke-BlockNode($Block) {
    $children = {
        $plan.Reached = $true
        $Block.Name = $plan.Name
        foreach ($child in $Block.Children) {
            Invoke-Node $child
        }
    }

    $plan = New-Plan $Block @($Block.BeforeAll) $children @($Block.AfterAll)
    $failures = Invoke-Scope $plan
    if ($failures.Count -gt 0 -and -not $plan.Reached) {
        Add-ResultOfAll $Block Failed $failures
    }
    elseif ($failures.Count -gt 0) {
        Add-Result -Name "$(Get-FullName $Block) (AfterAll)" -Outcome Failed -Failures $failures
    }
}

function Invoke-TestNode($Test) {
    $before = @()
    $after = @()
    for ($block = $Test.Parent; $block; $block = $block.Parent) {
        $before = @($block.BeforeEach) + $before
        $after += @($block.AfterEach)
    }

    $plan = New-Plan $Test $before $Test.Body $after
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $failures = Invoke-Scope $plan
    $Test.Name = $plan.Name
    $outcome = if ($failures.Count -eq 0) { 'Passed' }
    elseif ($failures.Count -eq 1 -and $failures[0].FullyQualifiedErrorId -like 'PesterTestSkipped*') { 'Skipped' }
    else { 'Failed' }
    Add-Result -Name (Get-FullName $Test) -Outcome $outcome -Failures $failures -Duration $watch.Elapsed
}

function New-Plan($Node, $Before, $Body, $After) {
    $steps = [Collections.Generic.List[hashtable]]::new()
    $Before | Where-Object { $_ } | ForEach-Object { $steps.Add(@{ Block = $_; Always = $false }) }
    if ($Node.Name.Contains('<')) {
        $steps.Add(@{ Block = $script:Run.ExpandName; Always = $false })
    }

    $steps.Add(@{ Block = $Body; Always = $false })
    $After | Where-Object { $_ } | ForEach-Object { $steps.Add(@{ Block = $_; Always = $true }) }
    @{
        Variables = $Node.Variables
        Steps     = $steps
        Reached   = $false
        Name      = $Node.Name

        # <x.y> in a name is $($x.y); all else in it is plain text.
        Template  = $Node.Name -replace '\$', '`$' -replace '(?<!`)<([^<>`]+)>', '$$($$$1)'
    }
}

function Test-Runnable($Node) {
    if ($Node.Kind -eq 'Test') {
        return -not $Node.Skip
    }

    foreach ($child in $Node.Children) {
        if (Test-Runnable $child) {
            return $true
        }
    }

    $false
}

function Get-FullName($Node) {
    $names = for (; $Node.Parent; $Node = $Node.Parent) { $Node.Name }
    $names = @($names)
    [array]::Reverse($names)
    $names -join '.'
}

function Add-ResultOfAll($Node, $Outcome, $Failures) {
    if ($Node.Kind -eq 'Test') {
        Add-Result -Name (Get-FullName $Node) -Outcome $(if ($Node.Skip) { 'Skipped' } else { $Outcome }) -Failures $Failures
    }

    foreach ($child in $Node.Children) {
        Add-ResultOfAll $child $Outcome $Failures
    }
}

function Add-Result {
    param([string] $Name, [string] $Outcome, $Failures, [timespan] $Duration)

    $script:Run.Results.Add([pscustomobject]@{
            File     = $script:Run.File
            Name     = $Name
            Outcome  = $Outcome
            Error    = @($Failures | ForEach-Object { Format-Failure $_ }) -join "`n"
            Duration = $Duration
        })
}

# The message and, of an error record, the line of the test file.
function Format-Failure($Failure) {
    if ($Failure -isnot [Management.Automation.ErrorRecord]) {
        return "$Failure"
    }

    foreach ($line in "$($Failure.ScriptStackTrace)" -split '\r?\n') {
        if ($line.Contains($script:Run.File)) {
            return "$Failure`n    $line"
        }
    }

    "$Failure"
}

Export-ModuleMember -Function (@('Invoke-PesterFile', 'Should') + $Keywords + $UnsupportedKeywords)
