using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>The elements of a data set as properties of it.</summary>
public sealed class DatasetPropertyTests : IDisposable
{
    private const string Sort = "New-Module Microsoft.PowerShell.Utility { function Sort-Object { $input } } | Import-Module";

    private readonly PowerShellHost host = new();
    private readonly TemporaryFolder folder = new();

    public DatasetPropertyTests() => host.Invoke(
        "$ds = [DicomPS.Engine.Data.DicomFile]::Open($path).Dataset",
        ("path", TestInstances.WriteFile(folder.Combine("one.dcm"), rows: 4))).ShouldSucceed();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("$ds.PatientName", "Test^Instance")]
    [InlineData("$ds.patientname", "Test^Instance")]
    [InlineData("$ds.'(0010,0010)'", "Test^Instance")]
    [InlineData("$ds.'00100010'", "Test^Instance")]
    [InlineData("$ds.ImageType[1]", "SECONDARY")]
    [InlineData("$ds.Rows.GetType().Name", "UInt16")]
    [InlineData("$ds.InstanceNumber.GetType().Name", "Int32")]
    [InlineData("$ds.PixelData.GetType().Name", "Byte[]")]
    [InlineData("$null -eq $ds.PatientBirthDate", "True")]
    [InlineData("$null -eq $ds.AccessionNumber", "False")]
    [InlineData("($ds | Where-Object Modality -eq CT).PatientID", "TEST-1")]
    [InlineData("$ds | ForEach-Object PatientID", "TEST-1")]
    [InlineData("$ds.Elements.Count", "27")]
    [InlineData("$ds.IsChanged", "False")]
    [InlineData("$ds.GetText([DicomPS.Engine.Dictionary.DicomTag]::new(0x00100020))", "TEST-1")]
    [InlineData("$ds.TransferSyntaxName", "Explicit VR Little Endian")]
    [InlineData("[IO.Path]::GetFileName($ds.Path)", "one.dcm")]
    [InlineData("$ds.FullName -eq $ds.Path", "True")]
    [InlineData("$ds.PSObject.Properties['patientid'].Name", "PatientID")]
    [InlineData("$ds.PSObject.Properties['Rows'].TypeNameOfValue", "System.UInt16")]
    [InlineData("$ds.PSObject.Properties['PixelData'].TypeNameOfValue", "System.Byte[]")]
    [InlineData("$ds.PSObject.Properties['ReferencedStudySequence'].TypeNameOfValue", "DicomPS.Engine.Data.DicomDataset[]")]
    public void It_reads(string script, string expected) =>
        Assert.Equal(expected, Assert.Single(host.Invoke(script).ShouldSucceed().Output).ToString());

    [Theory]
    [InlineData("$ds.PatientName = 'A^B'; $ds.PatientName", "A^B")]
    [InlineData("$ds.PatientComments = 'new'; $ds.PatientComments", "new")]
    [InlineData("$ds.StudyDate = [datetime] '2024-02-03'; $ds.StudyDate", "20240203")]
    [InlineData("$ds.ImageType = 'A', 'B', 'C'; $ds.ImageType -join '+'", "A+B+C")]
    [InlineData("$ds.Rows = 12; $ds.Rows", "12")]
    [InlineData("$ds.PatientName = $null; $null -eq $ds.PatientName -and $ds.PSObject.Properties.Name -contains 'PatientName'", "True")]
    [InlineData("$ds.'(0010,0020)' = 'TAG'; $ds.PatientID", "TAG")]
    [InlineData("$ds.PatientID = 'WRAPPED' | ForEach-Object { $_ }; $ds.PatientID", "WRAPPED")]
    [InlineData("$ds.ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2' }; $ds.ReferencedSeriesSequence[0].SeriesInstanceUID", "1.2")]
    [InlineData("$ds.ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2' }; $ds.ReferencedSeriesSequence += @{ SeriesInstanceUID = '1.3' }; $ds.ReferencedSeriesSequence.SeriesInstanceUID -join ' '", "1.2 1.3")]
    [InlineData("$ds.ReferencedSeriesSequence = [pscustomobject] @{ SeriesInstanceUID = '1.2' }; $ds.ReferencedSeriesSequence.Count", "1")]
    [InlineData("$ds.ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2' }; $ds.ReferencedSeriesSequence[0].SeriesInstanceUID = '1.9'; $ds.ReferencedSeriesSequence.SeriesInstanceUID", "1.9")]
    [InlineData("Register-DicomPrivateTag 'PROPERTY 1' '(0019,xx01)' LO; $ds.'(0019,xx01:PROPERTY 1)' = 'p'; $ds.'(0019,1001)' + $ds.'(0019,0010)'", "pPROPERTY 1")]
    public void It_writes(string script, string expected) =>
        Assert.Equal(expected, Assert.Single(host.Invoke(script).ShouldSucceed().Output).ToString());

    [Fact]
    public void A_known_keyword_is_null_where_it_is_missing_and_another_name_is_an_error_in_strict_mode()
    {
        Assert.Null(Assert.Single(host.Invoke("Set-StrictMode -Version Latest; $ds.PatientComments").ShouldSucceed().Output));
        Assert.StartsWith("PropertyNotFound", host.Invoke("Set-StrictMode -Version Latest; $ds.PatientComment").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Null(Assert.Single(host.Invoke("Set-StrictMode -Off; $ds.PatientComment").ShouldSucceed().Output));
    }

    [Theory]
    [InlineData("$ds.Rows = 'secret'", "InvalidArgument", "Rows")]
    [InlineData("$ds.ReferencedSeriesSequence = 'secret'", "InvalidArgument", "ReferencedSeriesSequence")]
    [InlineData("$ds.ReferencedSeriesSequence = @{ SecretName = 1 }", "UnknownTag", "ReferencedSeriesSequence")]
    [InlineData("$ds.'(0019,xx77:NOBODY)' = 'secret'", "UnknownTag", "(0019,xx77:NOBODY)")]
    [InlineData("$ds.NoSuchKeyword = 'secret'", "ExceptionWhenSetting", "NoSuchKeyword")]
    public void An_error_names_the_element_and_not_the_value(string script, string id, string name)
    {
        ErrorRecord error = host.Invoke(script).OneError();

        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(name, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_hold_themselves_are_refused() =>
        Assert.StartsWith("InvalidArgument", host.Invoke("$a = @(1); $a[0] = $a; $ds.ImageType = $a").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void The_elements_present_are_listed_in_the_order_of_their_tags()
    {
        string[] names = [.. host.Invoke(
            """
            $ds.'(0019,0010)' = 'LISTED 1'
            $ds.SetValue([DicomPS.Engine.Dictionary.DicomTag]::new(0x00191001), 'x', 'LO')
            $ds.OverlayRows = 1
            $ds.'(6002,0010)' = 2
            $ds.PSObject.Properties | Where-Object MemberType -eq Property | ForEach-Object Name
            """).ShouldSucceed().Output.Select(name => name.ToString())];

        Assert.Equal(
            ["PatientName", "PatientID", "(0019,0010)", "(0019,1001)", "StudyInstanceUID", "OverlayRows", "(6002,0010)", "PixelData"],
            names.Where(name => name is "PatientName" or "PatientID" or "StudyInstanceUID" or "OverlayRows" or "PixelData" || name[0] == '('));
        Assert.DoesNotContain("PatientComments", names);
    }

    [Fact]
    public void A_large_binary_value_is_read_by_name_alone()
    {
        string path = TestInstances.WriteFile(folder.Combine("large.dcm"), rows: 4096);

        PowerShellResult result = host.Invoke(
            """
            $large = [DicomPS.Engine.Data.DicomFile]::Open($path).Dataset
            $large.PSObject.Properties.Name -contains 'PixelData'
            $large.PixelData.Length
            [Management.Automation.PSSerializer]::Serialize($large).Length -lt 10000
            """,
            ("path", path));

        Assert.Equal(["False", "262144", "True"], result.ShouldSucceed().Output.Select(output => output.ToString()));
    }

    [Fact]
    public void No_keyword_is_hidden_by_a_member_of_another_kind()
    {
        PowerShellResult result = host.Invoke(
            """
            $own = $ds.PSObject.Members | Where-Object { $_.MemberType -ne 'Property' -or $_.Name -notin $ds.Elements.Keyword } | ForEach-Object Name
            [DicomPS.Engine.Dictionary.TagDictionary]::All | Where-Object { $_.Keyword -in $own -and $_.VR -ne 'NONE' } | ForEach-Object Keyword
            """);

        Assert.Empty(result.ShouldSucceed().Output);
    }

    [Fact]
    public void Tab_offers_the_keywords_present()
    {
        // PowerShell sorts what it offers with a cmdlet that is not in its core.
        host.Invoke(Sort).ShouldSucceed();

        string[] offered = [.. host.Invoke(
            "[Management.Automation.CommandCompletion]::CompleteInput('$ds.Patient', 11, $null).CompletionMatches.CompletionText")
            .ShouldSucceed().Output.Select(text => text.ToString())];

        Assert.Equal(["PatientName", "PatientID", "PatientBirthDate", "PatientSex"], offered);
    }

    [Fact]
    public void It_binds_by_the_name_of_a_property()
    {
        PowerShellResult result = host.Invoke(
            """
            function Get-Bound { param([Parameter(ValueFromPipelineByPropertyName)] $PatientID, [Parameter(ValueFromPipelineByPropertyName)] $FullName) process { "$PatientID $([IO.Path]::GetFileName($FullName))" } }
            $ds | Get-Bound
            """);

        Assert.Equal("TEST-1 one.dcm", result.One<string>());
    }

    [Fact]
    public void A_data_set_of_a_file_can_be_sent()
    {
        PowerShellResult result = host.Invoke(
            """
            $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $store
            $ds | Where-Object Modality -eq CT | Send-DicomInstance -HostName 127.0.0.1 -Port $server.Port -CalledAETitle ARCHIVE
            Stop-DicomServer $server
            """,
            ("store", folder.Combine("store")));

        Assert.Equal("0000 Success", Assert.Single(result.ShouldSucceed().Output).Properties["Status"].Value.ToString());
    }
}
