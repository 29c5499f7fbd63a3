<#
.SYNOPSIS
Runs one file of Pester 5 tests where Pester is missing: PesterRunner.ps1 <path of the test file>

.DESCRIPTION
Speaks the subset of Pester 5 that the project's tests use, and needs no command beyond PowerShell's core. What it
does not know fails the run. Give each file a runspace of its own. The output is one object with the counts and the
tests.

The two blocks below belong to the caller's session state: they make the scopes of the tests. All else is in the
module, so that no variable of the runner is seen by a test.
#>
Import-Module ([IO.Path]::Combine($PSScriptRoot, 'PesterRunner.psm1')) -DisableNameChecking

Invoke-PesterFile -Path $args[0] -Scope {
    $__plan = $args[0]
    foreach ($__item in $__plan.Variables.GetEnumerator()) {
        $ExecutionContext.SessionState.PSVariable.Set($__item.Key, $__item.Value)
    }

    foreach ($__item in $__plan.Steps) {
        if ($__plan.Errors.Count -gt 0 -and -not $__item.Always) {
            continue
        }

        $__item.Finished = $false
        try {
            # The loop holds a stray break or continue of the test.
            do {
                $null = . $__item.Block
                $__item.Finished = $true
            } while ($false)

            if (-not $__item.Finished) {
                throw 'A break or continue without a loop ended the block.'
            }
        }
        catch {
            $__plan.Errors.Add($_)
        }
    }
} -ExpandName {
    $__plan.Name = $ExecutionContext.InvokeCommand.ExpandString($__plan.Template)
}
