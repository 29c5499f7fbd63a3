# The words of a test file, apart from Should.
$Keywords = @(
    'Describe', 'Context', 'It', 'BeforeDiscovery', 'BeforeAll', 'BeforeEach', 'AfterEach', 'AfterAll', 'Set-ItResult'
)

# Pester has these, this runner has not: they fail the run wherever they stand.
$UnsupportedKeywords = @(
    'Mock', 'InModuleScope', 'Invoke-Pester', 'Add-ShouldOperator', 'Assert-MockCalled', 'Assert-VerifiableMock',
    'New-PesterContainer', 'New-PesterConfiguration', 'New-MockObject', 'Get-ShouldOperator'
)

foreach ($keyword in $UnsupportedKeywords) {
    $null = [scriptblock]::Create("function script:$keyword { Stop-Unsupported '$keyword' }").Invoke()
}

# Throws, and fails the run even where the test catches what is thrown.
function Stop-Unsupported([string] $What) {
    $message = "The project's Pester runner does not know: $What."
    $script:Run.Unsupported.Add($message)
    throw $message
}

function Assert-Phase([string] $Phase, [string] $Keyword) {
    if (-not $script:Run -or $script:Run.Phase -ne $Phase) {
        Stop-Unsupported "$Keyword outside the $Phase phase"
    }
}

function Describe {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name,
        [Parameter(Mandatory, Position = 1)][scriptblock] $Fixture,
        $ForEach,
        [switch] $Skip
    )

    Assert-Phase Discovery Describe
    foreach ($variables in Get-DataVariable $PSBoundParameters) {
        $parent = $script:Run.Current
        $block = New-Node -Kind Block -Name $Name -Body $Fixture -Variables $variables -Skip $Skip -Parent $parent
        $parent.Children.Add($block)
        $script:Run.Current = $block
        $failures = Invoke-Scope @{ Variables = $variables; Steps = @(@{ Block = $Fixture; Always = $false }) }
        $script:Run.Current = $parent
        if ($failures.Count -gt 0) {
            throw $failures[0]
        }
    }
}

function Context {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name,
        [Parameter(Mandatory, Position = 1)][scriptblock] $Fixture,
        $ForEach,
        [switch] $Skip
    )

    Describe @PSBoundParameters
}

function It {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)][string] $Name,
        [Parameter(Mandatory, Position = 1)][scriptblock] $Test,
        [Alias('TestCases')] $ForEach,
        [switch] $Skip
    )

    Assert-Phase Discovery It
    $parent = $script:Run.Current
    if ($parent.Kind -eq 'Root') {
        throw 'It must stand in a Describe or Context.'
    }

    foreach ($variables in Get-DataVariable $PSBoundParameters) {
        $parent.Children.Add(
            (New-Node -Kind Test -Name $Name -Body $Test -Variables $variables -Skip $Skip -Parent $parent))
    }
}

function BeforeDiscovery([Parameter(Mandatory)][scriptblock] $ScriptBlock) {
    Assert-Phase Discovery BeforeDiscovery
    . $ScriptBlock
}

function BeforeAll([Parameter(Mandatory)][scriptblock] $Scriptblock) { Set-Step BeforeAll $Scriptblock }
function BeforeEach([Parameter(Mandatory)][scriptblock] $Scriptblock) { Set-Step BeforeEach $Scriptblock }
function AfterEach([Parameter(Mandatory)][scriptblock] $Scriptblock) { Set-Step AfterEach $Scriptblock }
function AfterAll([Parameter(Mandatory)][scriptblock] $Scriptblock) { Set-Step AfterAll $Scriptblock }

function Set-Step([string] $Step, [scriptblock] $ScriptBlock) {
    Assert-Phase Discovery $Step
    if ($script:Run.Current.$Step) {
        throw "$Step stands twice in one block."
    }

    $script:Run.Current.$Step = $ScriptBlock
}

function Set-ItResult {
    [CmdletBinding()]
    param([Parameter(Mandatory)][switch] $Skipped, [string] $Because)

    Assert-Phase Run Set-ItResult
    throw [Management.Automation.ErrorRecord]::new(
        [Exception]::new("Skipped$(Format-Because $Because)."), 'PesterTestSkipped', 'OperationStopped', $null)
}

# One table of variables for each item of -ForEach, or one empty table: $_ is the item, a dictionary's keys are names.
function Get-DataVariable($Parameters) {
    if (-not $Parameters.ContainsKey('ForEach')) {
        return @{}
    }

    $items = @($Parameters.ForEach)
    if ($items.Count -eq 0 -or $null -eq $Parameters.ForEach) {
        throw "'$($Parameters.Name)' has no data in -ForEach; what -ForEach needs is made in BeforeDiscovery."
    }

    foreach ($item in $items) {
        $variables = @{}
        if ($item -is [Collections.IDictionary]) {
            foreach ($key in $item.Keys) {
                $variables["$key"] = $item[$key]
            }
        }

        $variables['_'] = $item
        $variables
    }
}

function Format-Because([string] $Because) {
    if ($Because) { ", because $($Because -replace '^because\s+')" } else { '' }
}
