# An operator gets the actual and the expected value. Whole: all piped items are one value, else each is tested alone.
# Value: it takes an expected value.
$Operators = @{
    Be               = @{ Whole = $true; Value = $true; Text = 'be'; Test = { Test-Equal $args[0] $args[1] } }
    BeExactly        = @{ Whole = $true; Value = $true; Text = 'be exactly'; Test = { Test-Equal $args[0] $args[1] -CaseSensitive } }
    BeTrue           = @{ Whole = $false; Value = $false; Text = 'be true'; Test = { [bool] $args[0] } }
    BeFalse          = @{ Whole = $false; Value = $false; Text = 'be false'; Test = { -not $args[0] } }
    BeNullOrEmpty    = @{ Whole = $true; Value = $false; Text = 'be $null or empty'; Test = { Test-NullOrEmpty $args[0] } }
    BeGreaterThan    = @{ Whole = $false; Value = $true; Text = 'be greater than'; Test = { $args[0] -gt $args[1] } }
    BeGreaterOrEqual = @{ Whole = $false; Value = $true; Text = 'be greater than or equal to'; Test = { $args[0] -ge $args[1] } }
    BeLessThan       = @{ Whole = $false; Value = $true; Text = 'be less than'; Test = { $args[0] -lt $args[1] } }
    BeLessOrEqual    = @{ Whole = $false; Value = $true; Text = 'be less than or equal to'; Test = { $args[0] -le $args[1] } }
    BeLike           = @{ Whole = $false; Value = $true; Text = 'be like'; Test = { $args[0] -like $args[1] } }
    Match            = @{ Whole = $false; Value = $true; Text = 'match'; Test = { $args[0] -match $args[1] } }
    Contain          = @{ Whole = $true; Value = $true; Text = 'contain'; Test = { $args[0] -contains $args[1] } }
    BeIn             = @{ Whole = $false; Value = $true; Text = 'be in'; Test = { $args[1] -contains $args[0] } }
    HaveCount        = @{ Whole = $true; Value = $true; Text = 'have the count'; Test = { (Get-Count $args[0]) -eq [int] $args[1] } }
    BeOfType         = @{ Whole = $false; Value = $true; Text = 'be of type'; Test = { $args[0] -is (ConvertTo-Type $args[1]) } }
    Throw            = @{ Whole = $false; Value = $null }
}

function Should {
    <# .SYNOPSIS Fails the test when what is piped in is not as the operator says. #>
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(ValueFromPipeline)] $ActualValue,
        [Parameter(Position = 0)] $PositionalValue,
        [switch] $Be, [switch] $BeExactly, [switch] $BeTrue, [switch] $BeFalse, [switch] $BeNullOrEmpty,
        [switch] $BeGreaterThan, [switch] $BeGreaterOrEqual, [switch] $BeLessThan, [switch] $BeLessOrEqual,
        [switch] $BeLike, [switch] $Match, [switch] $Contain, [switch] $BeIn, [switch] $HaveCount,
        [switch] $BeOfType, [switch] $Throw,
        [string] $ExpectedMessage, [string] $ErrorId, [type] $ExceptionType, [switch] $PassThru,
        [switch] $Not, [string] $Because,
        [Parameter(ValueFromRemainingArguments)] $Unknown
    )

    begin {
        $name = Get-OperatorName $PSBoundParameters $MyInvocation.ExpectingInput
        $items = [Collections.Generic.List[object]]::new()
    }

    process {
        $items.Add($ActualValue)
    }

    end {
        if ($items.Count -eq 0) {
            $values = @($null)
        }
        elseif ($Operators[$name].Whole) {
            $values = , $items.ToArray()
        }
        else {
            $values = $items.ToArray()
        }

        foreach ($value in $values) {
            if ($name -eq 'Throw') {
                if ($PSBoundParameters.ContainsKey('PositionalValue')) { $ExpectedMessage = $PositionalValue }
                $thrown = Assert-Throw $value $ExpectedMessage $ErrorId $ExceptionType $Not $Because
                if ($PassThru) { $thrown }
            }
            elseif ([bool] (& $Operators[$name].Test $value $PositionalValue) -eq [bool] $Not) {
                $expected = if ($Operators[$name].Value) { ' ' + (Format-Value $PositionalValue) }
                Stop-Assertion ("Expected the value $(if ($Not) { 'not ' })to $($Operators[$name].Text)$expected" +
                    "$(Format-Because $Because), but got $(Format-Value $value).")
            }
        }
    }
}

# The one operator of a call; all that Pester might know and this runner does not is an error.
function Get-OperatorName($Bound, [bool] $ExpectingInput) {
    $names = @($Bound.Keys | Where-Object { $Operators.ContainsKey($_) })
    if ($Bound.ContainsKey('Unknown')) { Stop-Unsupported "Should $($Bound.Unknown)" }
    if ($names.Count -ne 1) { Stop-Unsupported "Should with $($names.Count) operators" }
    if (-not $ExpectingInput) { Stop-Unsupported 'Should without a value from the pipeline' }

    $name = $names[0]
    $allowed = @($name, 'Not', 'Because', 'PositionalValue')
    if ($name -eq 'Throw') { $allowed += 'ExpectedMessage', 'ErrorId', 'ExceptionType', 'PassThru' }
    foreach ($key in $Bound.Keys) {
        if ($key -notin $allowed) { Stop-Unsupported "Should -$name with -$key" }
    }

    $hasValue = $Bound.ContainsKey('PositionalValue')
    if ($Operators[$name].Value -eq $true -and -not $hasValue) { Stop-Unsupported "Should -$name without a value" }
    if ($Operators[$name].Value -eq $false -and $hasValue) { Stop-Unsupported "Should -$name with a value" }
    $name
}

# As in Pester, -Not -Throw allows no exception at all, whatever its message or id.
function Assert-Throw($Block, [string] $Message, [string] $ErrorId, [type] $Type, [bool] $Not, [string] $Because) {
    if ($Block -isnot [scriptblock]) {
        Stop-Assertion "Should -Throw needs a script block, but got $(Format-Value $Block)."
    }

    $caught = $null
    try {
        do { $null = & $Block } while ($false)
    }
    catch {
        $caught = $_
    }

    $reason = Format-Because $Because
    if ($Not) {
        if ($caught) { Stop-Assertion "Expected no exception$reason, but '$caught' was thrown." }
        return
    }

    if (-not $caught) { Stop-Assertion "Expected an exception$reason, but none was thrown." }
    if ($Type -and $caught.Exception -isnot $Type) {
        Stop-Assertion "Expected an exception of type $Type$reason, but got $($caught.Exception.GetType()): $caught"
    }

    if ($Message -and $caught.Exception.Message -notlike $Message) {
        Stop-Assertion "Expected an exception with a message like '$Message'$reason, but got '$($caught.Exception.Message)'."
    }

    if ($ErrorId -and $caught.FullyQualifiedErrorId -notlike $ErrorId) {
        Stop-Assertion "Expected an exception with the id '$ErrorId'$reason, but got '$($caught.FullyQualifiedErrorId)': $caught"
    }

    $caught
}

function Stop-Assertion([string] $Message) {
    throw [Management.Automation.ErrorRecord]::new(
        [Exception]::new($Message), 'PesterAssertionFailed', 'InvalidResult', $null)
}

# Item by item; nothing, $null and a single $null are equal.
function Test-Equal([object[]] $Actual, [object[]] $Expected, [switch] $CaseSensitive) {
    $noActual = $null -eq $Actual -or $Actual.Count -eq 0 -or ($Actual.Count -eq 1 -and $null -eq $Actual[0])
    $noExpected = $null -eq $Expected -or $Expected.Count -eq 0 -or ($Expected.Count -eq 1 -and $null -eq $Expected[0])
    if ($noActual -or $noExpected) {
        return $noActual -and $noExpected
    }

    if ($Actual.Count -ne $Expected.Count) {
        return $false
    }

    for ($i = 0; $i -lt $Expected.Count; $i++) {
        $equal = if ($Actual[$i] -is [array] -or $Expected[$i] -is [array]) {
            Test-Equal $Actual[$i] $Expected[$i] -CaseSensitive:$CaseSensitive
        }
        elseif ($CaseSensitive) { $Expected[$i] -ceq $Actual[$i] }
        else { $Expected[$i] -eq $Actual[$i] }

        if (-not $equal) {
            return $false
        }
    }

    $true
}

function Test-NullOrEmpty([object[]] $Value) {
    if ($null -eq $Value -or $Value.Count -eq 0) { return $true }
    if ($Value.Count -gt 1) { return $false }
    if ($Value[0] -is [hashtable]) { $Value[0].Count -eq 0 } else { [string]::IsNullOrEmpty($Value[0]) }
}

function Get-Count($Items) {
    if ($null -eq $Items) { 0 } else { $Items.Count }
}

# A type is given as [int], 'int' or '[int]'.
function ConvertTo-Type($Type) {
    if ($Type -is [type]) { return $Type }
    $found = ("$Type" -replace '^\[(.*)\]$', '$1') -as [type]
    if (-not $found) { Stop-Assertion "There is no type $Type." }
    $found
}

function Format-Value($Value) {
    if ($null -eq $Value) { '$null' }
    elseif ($Value -is [string]) { "'$Value'" }
    elseif ($Value -is [bool]) { "`$$Value".ToLowerInvariant() }
    elseif ($Value -is [array] -and $Value.Count -eq 1) { Format-Value $Value[0] }
    elseif ($Value -is [Collections.IList]) { '@(' + (@($Value | ForEach-Object { Format-Value $_ }) -join ', ') + ')' }
    else { "$Value" }
}
