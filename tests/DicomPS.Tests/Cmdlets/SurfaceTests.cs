using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>What the module shows of itself: names, aliases, outputs.</summary>
public class SurfaceTests
{
    private static readonly PowerShellHost Host = new();

    public static TheoryData<string> Names => [.. Commands().Select(command => command.Name)];

    [Fact]
    public void Every_cmdlet_of_the_assembly_is_exported()
    {
        PowerShellResult result = Host.Invoke("""
            $exported = (Get-Module DicomPS).ExportedCmdlets.Keys
            (Get-Command New-DicomAE).ImplementingType.Assembly.GetExportedTypes() |
                Where-Object { -not $_.IsAbstract -and $_.IsSubclassOf([System.Management.Automation.Cmdlet]) } |
                ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
                Where-Object { "$($_.VerbName)-$($_.NounName)" -notin $exported }
            """);

        Assert.Empty(result.ShouldSucceed().Output);
        Assert.True(Names.Count >= 25);
    }

    [Fact]
    public void Nothing_else_than_cmdlets_is_exported() => Assert.Empty(
        Host.Invoke("Get-Command -Module DicomPS | Where-Object CommandType -NE Cmdlet").ShouldSucceed().Output);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verb_is_approved(string name)
    {
        string[] approved =
        [
            .. new[] { typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle) }
                .SelectMany(type => type.GetFields()).Select(field => field.Name),
        ];

        Assert.Contains(Command(name).Verb, approved);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_output_is_declared(string name)
    {
        CmdletInfo command = Command(name);

        // It outputs nothing: it takes no -PassThru.
        if (name == "Disconnect-DicomAssociation")
        {
            Assert.Empty(command.OutputType);
            return;
        }

        Assert.NotEmpty(command.OutputType);
        Assert.All(command.OutputType, type => Assert.NotNull(type.Type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_parameter_or_alias_stands_twice_or_hides_a_common_one(string name)
    {
        string[] names =
        [
            .. Command(name).Parameters.Values.SelectMany(parameter => parameter.Aliases.Append(parameter.Name)),
        ];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_changes_something_can_be_asked_what_if(string name)
    {
        CmdletInfo command = Command(name);
        bool changes = command.Verb is "Add" or "Remove" or "Set" or "Start" or "Stop" or "Disconnect" or "Export"
            || name is "Send-DicomInstance" or "Receive-DicomInstance" or "Move-DicomInstance"
                or "New-DicomSopInstance" or "Invoke-DicomAction" or "Send-DicomEventReport";

        Assert.Equal(changes, command.Parameters.ContainsKey("WhatIf"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Timeouts_are_seconds_and_have_a_range(string name)
    {
        foreach (ParameterMetadata parameter in Command(name).Parameters.Values.Where(parameter =>
            parameter.Name.Contains("Timeout", StringComparison.Ordinal)))
        {
            Assert.Equal(typeof(double?), parameter.ParameterType);
            Assert.Contains(parameter.Attributes, attribute => attribute is ValidateRangeAttribute);
        }
    }

    private static CmdletInfo Command(string name) => Commands().Single(command => command.Name == name);

    private static CmdletInfo[] Commands() =>
        [.. Host.Invoke("Get-Command -Module DicomPS -CommandType Cmdlet").ShouldSucceed().Output.Select(output => (CmdletInfo)output.BaseObject)];
}
