using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Getting, setting and removing elements of data sets.</summary>
public sealed class ElementTests : IDisposable
{
    private readonly PowerShellHost host = new();

    public ElementTests() => host.Invoke("""
        $dataset = New-DicomDataset @{
            Modality = 'SR'
            PatientName = 'Doe^Jane'
            PatientBirthDate = '19700101'
            '(0009,0010)' = 'ACME 1'
            ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2.3'; Modality = 'CT' }, @{ SeriesInstanceUID = '1.2.4'; Modality = 'MR' }
        }
        Set-DicomElement '(0009,xx01:ACME 1)' 4711 -VR LO -Dataset $dataset
        Set-DicomElement 'ReferencedSeriesSequence[0].(0009,xx02:ACME 1)' 'in an item' -VR LO -Dataset $dataset
        """).ShouldSucceed();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("PatientName", "PatientName")]
    [InlineData("'(0010,0010)', Modality", "PatientName Modality")]
    [InlineData("00100010", "PatientName")]
    [InlineData("PatientID", "")]
    [InlineData("*Date", "PatientBirthDate")]
    [InlineData("'(0010,*)'", "PatientName PatientBirthDate")]
    [InlineData("'ReferencedSeriesSequence[1].*'", "ReferencedSeriesSequence[1].Modality ReferencedSeriesSequence[1].SeriesInstanceUID")]
    [InlineData("Modality -Recurse", "Modality ReferencedSeriesSequence[0].Modality ReferencedSeriesSequence[1].Modality")]
    [InlineData("(Get-DicomTag PatientName), (Get-DicomTag Modality).Tag", "PatientName Modality")]
    [InlineData("($dataset | Get-DicomElement S*UID -Recurse)", "ReferencedSeriesSequence[0].SeriesInstanceUID ReferencedSeriesSequence[1].SeriesInstanceUID")]
    public void Elements_are_found(string arguments, string paths)
    {
        Assert.Equal(paths, Paths($"$dataset | Get-DicomElement {arguments}"));
        Assert.Equal(paths, Paths($"Get-DicomElement {arguments} -Dataset $dataset"));
    }

    [Fact]
    public void Without_a_tag_there_are_all_elements()
    {
        Assert.Equal(6, host.Invoke("$dataset | Get-DicomElement").ShouldSucceed().Output.Count);
        Assert.Equal(12, host.Invoke("$dataset | Get-DicomElement -Recurse").ShouldSucceed().Output.Count);
    }

    [Fact]
    public void A_misspelt_keyword_does_not_keep_the_others_back()
    {
        PowerShellResult result = host.Invoke("$dataset, $dataset | Get-DicomElement PatientNam, Modality, 'Modality[', ''");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(
            ["UnknownTag", "InvalidArgument", "InvalidArgument"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal("PatientNam", result.Errors[0].TargetObject);
        Assert.Contains("PatientName", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PatientName 'Roe^Rae'", "PatientName", "Roe^Rae")]
    [InlineData("PatientName ('Roe^Rae' | ForEach-Object { $_ })", "PatientName", "Roe^Rae")]
    [InlineData("PatientName $null", "PatientName", null)]
    [InlineData("PatientName @()", "PatientName", null)]
    [InlineData("PatientName ''", "PatientName", null)]
    [InlineData("Rows 512", "Rows", (ushort)512)]
    [InlineData("StudyDate ([datetime]'2026-01-02')", "StudyDate", "20260102")]
    [InlineData("@{ StudyDate = '20260102'; Modality = 'CT' }", "StudyDate", "20260102")]
    [InlineData("'ReferencedSeriesSequence[2].Modality' US", "ReferencedSeriesSequence[2].Modality", "US")]
    [InlineData("@{ 'ReferencedSeriesSequence[-1].Modality' = 'US' }", "ReferencedSeriesSequence[1].Modality", "US")]
    [InlineData("'(0009,xx03:OTHER)' 12 -VR us", "(0009,1103)", (ushort)12)]
    [InlineData("($dataset | Get-DicomElement Modality) PR", "Modality", "PR")]
    public void A_value_is_set(string arguments, string path, object? value)
    {
        host.Invoke($"$dataset | Set-DicomElement {arguments}").ShouldSucceed();

        Assert.Equal(value, Value(path));
    }

    [Fact]
    public void Several_values_and_bytes_stay_what_they_are()
    {
        host.Invoke("""
            $dataset | Set-DicomElement ImageType ('ORIGINAL', ('PRIMARY' | ForEach-Object { $_ }))
            $dataset | Set-DicomElement EncapsulatedDocument ([byte[]](1, 2, 3, 4))
            """).ShouldSucceed();

        Assert.Equal(new[] { "ORIGINAL", "PRIMARY" }, Value("ImageType"));
        Assert.Equal(new byte[] { 1, 2, 3, 4 }, Value("EncapsulatedDocument"));
    }

    [Fact]
    public void A_data_set_may_become_an_item_of_several()
    {
        PowerShellResult result = host.Invoke("""
            $item = New-DicomDataset @{ Modality = 'CT' }
            $one, $two = (New-DicomDataset), (New-DicomDataset)
            $one, $two | Set-DicomElement ReferencedSeriesSequence $item -WhatIf
            $one, $two | Set-DicomElement @{ ReferencedSeriesSequence = $item, @{ Modality = 'MR' } }
            $item | Set-DicomElement Modality XX
            $one, $two | Get-DicomElement 'ReferencedSeriesSequence[*].Modality' | ForEach-Object Value
            """);

        Assert.Equal(["CT", "MR", "CT", "MR"], result.ShouldSucceed().Output.Select(value => value.ToString()));
    }

    [Fact]
    public void Where_one_value_is_not_valid_nothing_is_set_and_the_next_data_set_goes_on()
    {
        PowerShellResult result = host.Invoke("""
            $other = New-DicomDataset @{ ReferencedSeriesSequence = @{ Modality = 'CT' }, @{}, @{} }
            $dataset, $other | Set-DicomElement @{ Modality = 'US'; 'ReferencedSeriesSequence[3].Modality' = 'US' } -PassThru
            $dataset | Set-DicomElement @{ Modality = 'US'; Rows = 'SECRET' } -PassThru
            """);

        Assert.Single(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.All(result.Errors, error => Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal));
        Assert.Equal("DicomDataset", result.Errors[0].TargetObject.GetType().Name);
        Assert.Equal("SR", Value("Modality"));
    }

    [Theory]
    [InlineData("PatientNam X", "UnknownTag")]
    [InlineData("@{ PatientNam = 'X'; Modality = 'US' }", "UnknownTag")]
    [InlineData("Modality* US", "InvalidArgument")]
    [InlineData("'Modality[' US", "InvalidArgument")]
    [InlineData("Modality US -VR XX", "InvalidArgument")]
    public void A_faulty_name_ends_the_call(string arguments, string id)
    {
        ErrorRecord error = host.Invoke($"try {{ $dataset, $dataset | Set-DicomElement {arguments} }} catch {{ $_ }}").One<ErrorRecord>();

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("SR", Value("Modality"));
    }

    [Theory]
    [InlineData("StudyDate 20261341")]
    [InlineData("Modality 'lower case'")]
    [InlineData("StudyInstanceUID '1.2', '1.3'")]
    [InlineData("'ReferencedSeriesSequence[*].Modality' 'lower case'")]
    [InlineData("ReferencedSeriesSequence @{ Modality = 'lower case' }")]
    public void Values_are_validated_on_request(string arguments)
    {
        ErrorRecord error = host.Invoke($"$dataset | Set-DicomElement {arguments} -Validate").OneError();

        Assert.StartsWith("InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("lower case", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("SR", Value("Modality"));
        Assert.Empty(host.Invoke("$dataset | Get-DicomElement StudyDate, StudyInstanceUID").ShouldSucceed().Output);
        host.Invoke($"$dataset | Set-DicomElement {arguments}").ShouldSucceed();
    }

    [Fact]
    public void What_is_not_set_is_not_validated() => host.Invoke("""
        $dataset | Set-DicomElement StudyDate 'long ago'
        $dataset | Set-DicomElement Modality CT -Validate
        """).ShouldSucceed();

    [Theory]
    [InlineData("PatientName", "(0009,0010) Modality ReferencedSeriesSequence (0009,xx01:ACME 1) PatientBirthDate")]
    [InlineData("PatientName, PatientID, '(0010,*)'", "(0009,0010) Modality ReferencedSeriesSequence (0009,xx01:ACME 1)")]
    [InlineData("'(0009,*)', ReferencedSeriesSequence, Patient*", "Modality")]
    [InlineData("-Private", "Modality ReferencedSeriesSequence PatientName PatientBirthDate")]
    public void Elements_are_removed(string arguments, string left)
    {
        PowerShellResult result = host.Invoke($"$dataset | Remove-DicomElement {arguments} -PassThru | Get-DicomElement | ForEach-Object Path");

        Assert.Equal(left.Split(' ').Order(), result.ShouldSucceed().Output.Select(path => path.ToString()!).SelectMany(path => path.Split(' ')).Order());
    }

    [Fact]
    public void Elements_of_items_are_removed()
    {
        host.Invoke("$dataset | Remove-DicomElement 'ReferencedSeriesSequence[0].SeriesInstanceUID'").ShouldSucceed();
        Assert.Equal("ReferencedSeriesSequence[1].SeriesInstanceUID", Paths("$dataset | Get-DicomElement SeriesInstanceUID -Recurse"));

        host.Invoke("$dataset | Remove-DicomElement Modality -Recurse; $dataset | Remove-DicomElement -Private").ShouldSucceed();
        Assert.Equal(
            "ReferencedSeriesSequence ReferencedSeriesSequence[1].SeriesInstanceUID PatientName PatientBirthDate",
            Paths("$dataset | Get-DicomElement -Recurse"));
    }

    [Fact]
    public void Where_one_name_is_misspelt_nothing_is_removed()
    {
        ErrorRecord error = host.Invoke("try { $dataset | Remove-DicomElement Modality, PatientNam } catch { $_ }").One<ErrorRecord>();

        Assert.StartsWith("UnknownTag,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("SR", Value("Modality"));
    }

    [Theory]
    [InlineData("Set-DicomElement Modality CT", "Set Modality")]
    [InlineData("Set-DicomElement @{ Modality = 'CT' }", "Set Modality")]
    [InlineData("Remove-DicomElement Modality, Patient*", "Remove 3 elements")]
    [InlineData("Remove-DicomElement Modality", "Remove 1 element")]
    public void What_if_says_what_and_does_nothing(string command, string says)
    {
        string text = host.Render($"$dataset | {command} -WhatIf");

        Assert.StartsWith("What if:", text, StringComparison.Ordinal);
        Assert.Contains(says, text, StringComparison.Ordinal);
        Assert.Contains("asked", host.Invoke($"$dataset | {command} -Confirm").OneError().ToString(), StringComparison.Ordinal);
        Assert.Equal("SR", Value("Modality"));
    }

    [Fact]
    public void Tab_offers_the_keywords_that_are_there()
    {
        Assert.Equal(["PatientName", "PatientBirthDate"], Complete("Get-DicomElement -Dataset $dataset -Tag Patient"));
        Assert.Equal(["Modality"], Complete("Remove-DicomElement -Dataset $dataset Mod"));
        Assert.Contains("PatientID", Complete("$dataset | Get-DicomElement Patient"));
        Assert.Equal("LO", Complete("Set-DicomElement -Dataset $dataset Modality CT -VR L")[0]);
    }

    [Fact]
    public void An_element_is_a_row_of_a_table()
    {
        string text = host.Render("""
            $dataset | Set-DicomElement @{ PatientID = "A`e[31m`u{202E}B"; PatientComments = 'x' * 5000 }
            $dataset | Set-DicomElement EncapsulatedDocument ([byte[]]::new(1000))
            $dataset | Get-DicomElement -Recurse
            """);

        Assert.All(
            ["(0010,0010)       PN", "Patient's Name", "Doe^Jane", "2 items", "  (0008,0060)     CS", "1000 bytes", "Private Creator"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 120, line));
        Assert.True(text.Length < 5000);
    }

    [Fact]
    public void A_UID_is_shown_whole_and_other_values_as_far_as_there_is_room()
    {
        using PowerShellHost wide = new(width: 160);
        string uid = "1.2." + new string('3', 60);

        string text = wide.Render($$"""
            $made = New-DicomDataset @{ SOPInstanceUID = '{{uid}}'; SOPClassUID = Get-DicomUid CTImageStorage; PatientComments = 'x' * 100 }
            $made | Get-DicomElement
            """);

        Assert.Contains(uid, text, StringComparison.Ordinal);
        Assert.Contains("1.2.840.10008.5.1.4.1.1.2 (CT Image Storage)", text, StringComparison.Ordinal);
        Assert.Contains(new string('x', 51) + '\u2026', text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_travels_without_its_large_value()
    {
        PowerShellResult result = host.Invoke("""
            $dataset | Set-DicomElement EncapsulatedDocument ([byte[]]::new(100000))
            $dataset | Set-DicomElement ImageType A, B
            $xml = [Management.Automation.PSSerializer]::Serialize(@($dataset | Get-DicomElement), 2)
            $xml.Length
            [Management.Automation.PSSerializer]::Deserialize($xml)
            """);

        PSObject[] elements = [.. result.ShouldSucceed().Output];
        Assert.True((int)elements[0].BaseObject < 50000);
        PSObject Of(string keyword) => elements.Skip(1).Single(element => (string?)element.Properties["Keyword"]?.Value == keyword);
        Assert.Equal("Doe^Jane", Of("PatientName").Properties["Value"].Value);
        Assert.Equal("Patient's Name", Of("PatientName").Properties["Name"].Value);
        Assert.Equal("(0010,0010)", Of("PatientName").Properties["Tag"].Value.ToString());
        Assert.Equal("PN", Of("PatientName").Properties["VR"].Value.ToString());
        Assert.Equal("PatientName", Of("PatientName").Properties["Path"].Value);
        Assert.Equal(8L, Of("PatientName").Properties["Length"].Value);
        Assert.Equal(2, LanguagePrimitives.GetEnumerable(Of("ImageType").Properties["Value"].Value).Cast<object>().Count());
        Assert.Equal(100000L, Of("EncapsulatedDocument").Properties["Length"].Value);
        Assert.Null(Of("EncapsulatedDocument").Properties["Value"].Value);
    }

    private string Paths(string script) =>
        string.Join(' ', host.Invoke($"({script}).Path").ShouldSucceed().Output.Where(path => path is not null).Select(path => path.ToString()));

    private object? Value(string path) =>
        host.Invoke("$found = @(Get-DicomElement $path -Dataset $dataset); if ($found.Count -ne 1) { throw $found.Count }; , $found[0].Value", ("path", path))
            .ShouldSucceed().Output[0]?.BaseObject;

    private string[] Complete(string line) =>
    [
        .. host.Invoke(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText",
            ("line", line)).ShouldSucceed().Output.Select(text => (string)text.BaseObject),
    ];
}
