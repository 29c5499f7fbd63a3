using Xunit;

namespace DicomPS.Tests.PesterRunner;

/// <summary>The assertions of the project's Pester runner: what Pester 5 passes passes, what it fails fails.</summary>
public class ShouldTests
{
    [Theory]
    [InlineData("1 | Should -Be 1")]
    [InlineData("'a' | Should -Be 'A'")]
    [InlineData("'a' | Should -BeExactly 'a'")]
    [InlineData("1, 2 | Should -Be 1, 2")]
    [InlineData("@() | Should -Be $null")]
    [InlineData("1 | Should -Not -Be 2")]
    [InlineData("'A' | Should -Not -BeExactly 'a'")]
    [InlineData("'text' | Should -BeTrue")]
    [InlineData("0 | Should -BeFalse")]
    [InlineData("$null | Should -BeFalse")]
    [InlineData("$null | Should -BeNullOrEmpty")]
    [InlineData("'' | Should -BeNullOrEmpty")]
    [InlineData("@() | Should -BeNullOrEmpty")]
    [InlineData("@{} | Should -BeNullOrEmpty")]
    [InlineData("0 | Should -Not -BeNullOrEmpty")]
    [InlineData("2 | Should -BeGreaterThan 1")]
    [InlineData("2 | Should -BeGreaterOrEqual 2")]
    [InlineData("1 | Should -BeLessThan 2")]
    [InlineData("2 | Should -BeLessOrEqual 2")]
    [InlineData("'abc' | Should -BeLike 'A*'")]
    [InlineData("'abc' | Should -Match '^a.c$'")]
    [InlineData("'abc', 'adc' | Should -Match '^a.c$'")]
    [InlineData("1, 2 | Should -Contain 2")]
    [InlineData("1, 2 | Should -Not -Contain 3")]
    [InlineData("2 | Should -BeIn 1, 2")]
    [InlineData("1, 2 | Should -HaveCount 2")]
    [InlineData("@() | Should -HaveCount 0")]
    [InlineData("$null | Should -HaveCount 1")]
    [InlineData("1 | Should -BeOfType [int]")]
    [InlineData("1 | Should -BeOfType ([int])")]
    [InlineData("'a' | Should -Not -BeOfType System.Int32")]
    [InlineData("{ throw 'x' } | Should -Throw")]
    [InlineData("{ throw 'some text' } | Should -Throw '*text'")]
    [InlineData("{ throw 'some text' } | Should -Throw -ExpectedMessage 'some*'")]
    [InlineData("{ nope } | Should -Throw -ErrorId 'CommandNotFound*'")]
    [InlineData("{ nope } | Should -Throw -ExceptionType ([System.Management.Automation.CommandNotFoundException])")]
    [InlineData("{ 1 } | Should -Not -Throw")]
    [InlineData("({ nope } | Should -Throw -PassThru).CategoryInfo.Category | Should -Be ObjectNotFound")]
    [InlineData("$ErrorId = 'mine'; { throw $ErrorId } | Should -Throw 'mine' -ErrorId mine")]
    public void Passes(string body)
    {
        PesterTest test = PesterText.RunIt(body);

        Assert.Equal("Passed", test.Outcome);
        Assert.Empty(test.Error);
    }

    [Theory]
    [InlineData("1 | Should -Be 2", "to be 2, but got 1.")]
    [InlineData("1 | Should -Be 2 -Because 'it is'", "to be 2, because it is, but got 1.")]
    [InlineData("1 | Should -Not -Be 1", "not to be 1")]
    [InlineData("1, 2 | Should -Be 1", "@(1, 2)")]
    [InlineData("0 | Should -Be $null", "$null")]
    [InlineData("'a' | Should -BeExactly 'A'", "'A'")]
    [InlineData("$null | Should -BeTrue", "be true")]
    [InlineData("1, 0 | Should -BeTrue", "be true")]
    [InlineData("'x' | Should -BeFalse", "be false")]
    [InlineData("1, 2 | Should -BeNullOrEmpty", "empty")]
    [InlineData("$null | Should -Not -BeNullOrEmpty", "empty")]
    [InlineData("1 | Should -BeGreaterThan 1", "greater")]
    [InlineData("1 | Should -BeGreaterOrEqual 2", "greater")]
    [InlineData("1 | Should -BeLessThan 1", "less")]
    [InlineData("2 | Should -BeLessOrEqual 1", "less")]
    [InlineData("'abc' | Should -BeLike 'b*'", "like")]
    [InlineData("'abc', 'x' | Should -Match 'b'", "match 'b'")]
    [InlineData("1, 2 | Should -Contain 3", "contain 3")]
    [InlineData("3 | Should -BeIn 1, 2", "in @(1, 2)")]
    [InlineData("1, 2 | Should -HaveCount 3", "count 3")]
    [InlineData("@() | Should -HaveCount 1", "count 1")]
    [InlineData("1 | Should -BeOfType [string]", "type")]
    [InlineData("1 | Should -BeOfType [NoSuchType]", "no type")]
    [InlineData("{ 1 } | Should -Throw", "none was thrown")]
    [InlineData("{ throw 'x' } | Should -Throw 'y'", "like 'y'")]
    [InlineData("{ throw 'x' } | Should -Throw -ErrorId 'y'", "id 'y'")]
    [InlineData("{ nope } | Should -Throw -ErrorId 'CommandNotFound'", "CommandNotFoundException")]
    [InlineData("{ throw 'x' } | Should -Throw -ExceptionType ([ArgumentException])", "ArgumentException")]
    [InlineData("{ throw 'x' } | Should -Not -Throw", "no exception")]
    [InlineData("{ throw 'x' } | Should -Not -Throw -ErrorId y", "no exception")]
    [InlineData("1 | Should -Throw", "script block")]
    [InlineData("foreach ($i in 1) { } break", "break or continue")]
    public void Fails(string body, string message)
    {
        PesterTest test = PesterText.RunIt(body);

        Assert.Equal("Failed", test.Outcome);
        Assert.Contains(message, test.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 | Should -BeFancy 1")]
    [InlineData("1 | Should -EQ 1")]
    [InlineData("1 | Should -Be")]
    [InlineData("1 | Should")]
    [InlineData("1 | Should -BeTrue 1")]
    [InlineData("1 | Should -Be 1 'because'")]
    [InlineData("1 | Should -Be 1 -BeTrue")]
    [InlineData("1 | Should -Be 1 -ErrorId x")]
    [InlineData("1 | Should -Be 1 -ErrorAction Continue")]
    [InlineData("Should -Be $null")]
    [InlineData("Should -ActualValue 1 -Be 1")]
    [InlineData("Should -Invoke Get-Command")]
    [InlineData("Mock Get-Command { }")]
    [InlineData("InModuleScope DicomPS { }")]
    [InlineData("Describe 'inner' { }")]
    [InlineData("BeforeAll { }")]
    public void What_the_runner_does_not_know_fails_the_run_even_when_caught(string statement)
    {
        PesterRun plain = PesterText.Run($"Describe 'd' {{ It 'i' {{ {statement} }} }}");
        PesterRun caught = PesterText.Run($"Describe 'd' {{ It 'i' {{ {{ {statement} }} | Should -Throw }} }}");

        Assert.Contains("Failed d.i", plain.Summary());
        Assert.Contains("Failed (not supported)", caught.Summary());
    }

    [Fact]
    public void A_failure_tells_its_line()
    {
        PesterTest test = PesterText.RunIt("$null\n1 | Should -Be 2");

        Assert.Contains("Text.Tests.ps1: line 4", test.Error, StringComparison.Ordinal);
    }
}
