using Xunit;

namespace DicomPS.Tests.PesterRunner;

/// <summary>The blocks of the project's Pester runner: phases, scopes, set-up and tear-down, data.</summary>
public class BlockTests
{
    [Fact]
    public void Variables_of_BeforeAll_are_seen_below_and_not_beside()
    {
        PesterRun run = PesterText.Run("""
            BeforeAll { $file = 'f' }
            Describe 'a' {
                BeforeAll { $a = 1 }
                It 'sees both' { "$file$a" | Should -Be 'f1' }
                It 'changes its own copy' { $a = 2; $a | Should -Be 2 }
                It 'sees the first value again' { $a | Should -Be 1 }
                Context 'inner' {
                    BeforeAll { $inner = $a + 1 }
                    It 'sees all' { "$file$a$inner" | Should -Be 'f12' }
                }
                It 'does not see the inner' { $inner | Should -Be $null }
            }
            Describe 'b' {
                It 'does not see the neighbour' { $a | Should -Be $null }
            }
            """);

        Assert.Equal((6, 0, 0), (run.Passed, run.Failed, run.Skipped));
    }

    [Fact]
    public void Discovery_and_run_are_two_phases()
    {
        PesterRun run = PesterText.Run("""
            BeforeDiscovery { $cases = 1, 2 }
            $top = 'discovery'
            Describe 'd' {
                $body = 'discovery'
                It 'has <_>' -ForEach $cases {
                    $_ | Should -BeIn 1, 2
                    "$cases$top$body" | Should -Be '' -Because 'the run sees nothing of discovery'
                }
            }
            """);

        Assert.Equal(["Passed d.has 1", "Passed d.has 2"], run.Summary());
    }

    [Fact]
    public void ForEach_gives_variables_and_names()
    {
        PesterRun run = PesterText.Run("""
            Describe '<peer.Name>:<port>' -ForEach @{ peer = @{ Name = 'a' }; port = 1 }, @{ peer = @{ Name = 'b' }; port = 2 } {
                BeforeAll { $sum = $port + 1 }
                It 'adds <add> to <_.add> of "$port" and `<plain`>' -TestCases @{ add = 5 } {
                    $sum + $add | Should -Be ($port + 6)
                    $_.add | Should -Be 5
                }
                It 'inner <_>' -ForEach ($port, 9) { $_ | Should -BeIn 1, 2, 9 }
                It 'sees the item of the block' { $_.port | Should -Be $port }
            }
            """);

        Assert.Equal(
            [
                """Passed a:1.adds 5 to 5 of "$port" and <plain>""",
                "Passed a:1.inner 1",
                "Passed a:1.inner 9",
                "Passed a:1.sees the item of the block",
                """Passed b:2.adds 5 to 5 of "$port" and <plain>""",
                "Passed b:2.inner 2",
                "Passed b:2.inner 9",
                "Passed b:2.sees the item of the block",
            ],
            run.Summary());
    }

    [Fact]
    public void Setup_and_teardown_run_in_order_from_outside_in_and_back()
    {
        PesterRun run = PesterText.Run("""
            BeforeAll { $log = [System.Collections.Generic.List[string]]::new() }
            Describe 'a' {
                BeforeAll { $log.Add('A') }
                BeforeEach { $log.Add('b'); $fresh = 1 }
                AfterEach { $log.Add('e') }
                AfterAll { $log.Add('Z') }
                It 'one' { $log.Add('1'); $fresh++ }
                Context 'inner' {
                    BeforeEach { $log.Add('(') }
                    AfterEach { $log.Add(')') }
                    It 'two' { $log.Add('2'); $fresh | Should -Be 1 }
                    It 'three' { throw 'still torn down' }
                }
            }
            Describe 'b' { It 'tells' { -join $log | Should -BeExactly 'Ab1eb(2)eb()eZ' } }
            """);

        Assert.Equal(
            ["Passed a.one", "Passed a.inner.two", "Failed a.inner.three", "Passed b.tells"], run.Summary());
    }

    [Fact]
    public void A_failing_BeforeAll_fails_all_its_tests_and_tears_down()
    {
        PesterRun run = PesterText.Run("""
            BeforeAll { $down = @{} }
            Describe 'a' {
                BeforeAll { throw 'no ground' }
                AfterAll { $down.a = 1 }
                It 'one' { }
                Context 'inner' { It 'two' { } }
            }
            Describe 'b' { It 'three' { $down.a | Should -Be 1 } }
            """);

        Assert.Equal(["Failed a.one", "Failed a.inner.two", "Passed b.three"], run.Summary());
        Assert.Contains("no ground", run.Tests[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BeforeEach { throw 'x' }", "Failed d.i")]
    [InlineData("AfterEach { throw 'x' }", "Failed d.i")]
    [InlineData("AfterAll { throw 'x' }", "Passed d.i", "Failed d (AfterAll)")]
    public void A_failing_step_is_a_failure(string step, params string[] summary) =>
        Assert.Equal(summary, PesterText.Run($"Describe 'd' {{ {step}\n It 'i' {{ }} }}").Summary());

    [Fact]
    public void Skipped_tests_do_not_run()
    {
        PesterRun run = PesterText.Run("""
            Describe 'a' -Skip { BeforeAll { throw 'not run' }; It 'one' { throw 'not run' } }
            Describe 'b' {
                It 'two' -Skip { throw 'not run' }
                It 'three' -Skip:$false { }
                It 'four' { Set-ItResult -Skipped -Because 'there is no server'; throw 'not run' }
            }
            """);

        Assert.Equal(["Skipped a.one", "Skipped b.two", "Passed b.three", "Skipped b.four"], run.Summary());
        Assert.Contains("there is no server", run.Tests[3].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw 'x'")]
    [InlineData("Describe 'a' { throw 'x' }")]
    [InlineData("Describe 'a' { Context 'b' { throw 'x' } }")]
    [InlineData("Describe 'a' {")]
    [InlineData("It 'i' { }")]
    [InlineData("Describe 'a' -Tag Slow { It 'i' { } }")]
    [InlineData("Describe 'a' { It 'i' -Tag Slow { } }")]
    [InlineData("Describe 'a' { It 'i' -ForEach @() { } }")]
    [InlineData("Describe 'a' { It 'i' -ForEach $null { } }")]
    [InlineData("Describe 'a' { BeforeAll { }; BeforeAll { }; It 'i' { } }")]
    public void A_file_that_fails_discovery_fails(string text) =>
        Assert.Equal(["Failed (discovery)"], PesterText.Run(text).Summary());

    [Fact]
    public void An_unsupported_word_fails_discovery_even_when_caught()
    {
        PesterRun run = PesterText.Run("try { Mock Get-Command { } } catch { }\nDescribe 'd' { It 'i' { } }");

        Assert.Equal(["Passed d.i", "Failed (not supported)"], run.Summary());
    }

    [Fact]
    public void A_file_without_tests_is_allowed() => Assert.Empty(PesterText.Run("$null").Tests);

    [Fact]
    public void A_file_that_does_not_exist_fails() =>
        Assert.Equal(1, PesterRun.OfFile("/does/not/exist.Tests.ps1", importModule: false).Failed);

    [Fact]
    public void The_path_of_the_file_is_known_in_all_its_blocks()
    {
        PesterRun run = PesterText.Run("""
            BeforeDiscovery { $found = $PSCommandPath }
            BeforeAll { $root = $PSScriptRoot; function Get-Root { $PSScriptRoot } }
            Describe 'd' {
                It 'i' -ForEach $found {
                    $_ | Should -BeLike '*Text.Tests.ps1'
                    $PSCommandPath | Should -Be $_
                    $root | Should -Be ([IO.Path]::GetDirectoryName($_))
                    $PSScriptRoot | Should -Be $root
                    Get-Root | Should -Be $root
                }
            }
            """);

        Assert.Equal(["Passed d.i"], run.Summary());
    }

    [Fact]
    public void No_variable_of_the_runner_is_seen_by_a_test()
    {
        PesterTest test = PesterText.RunIt(
            "\"$Path$Name$Test$Body$Node$Block$Plan$Run$Scope$items$value$Operators$ErrorId\" | Should -Be ''");

        Assert.Equal("Passed", test.Outcome);
    }

    [Fact]
    public void An_error_that_ends_nothing_does_not_fail_a_test() =>
        Assert.Equal("Passed", PesterText.RunIt("Get-Command NoSuchCommand").Outcome);
}
