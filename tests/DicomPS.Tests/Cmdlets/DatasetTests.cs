using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Data sets from hashtables, and what is wrong with them.</summary>
public class DatasetTests
{
    private static readonly PowerShellHost Host = new();

    private const string Made = """
        $made = New-DicomDataset @{
            PatientName = 'Müller^Max'; '(0010,0020)' = 4711; '00080060' = 'CT'; '0008,0020' = [datetime]'2024-02-29'
            ImageType = 'ORIGINAL', 'PRIMARY'; Rows = 512; AccessionNumber = $null; StudyDescription = ''
            PixelData = [byte[]](1, 2, 3, 4); BitsAllocated = 16
            ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2'; ReferencedSOPSequence = @(@{ ReferencedSOPInstanceUID = '1.3' }, (New-DicomDataset)) },
                [ordered]@{ SeriesInstanceUID = '1.4' }
        }
        """;

    [Theory]
    [InlineData("PatientName", "Müller^Max")]
    [InlineData("SpecificCharacterSet", "ISO_IR 100")]
    [InlineData("PatientID", "4711")]
    [InlineData("Modality", "CT")]
    [InlineData("StudyDate", "20240229")]
    [InlineData("ImageType", "ORIGINAL PRIMARY")]
    [InlineData("Rows", "512")]
    [InlineData("AccessionNumber", "")]
    [InlineData("StudyDescription", "")]
    [InlineData("PixelData", "1 2 3 4")]
    public void A_hashtable_becomes_a_data_set(string key, string value) =>
        Assert.Equal(value, Show($"{Made}; {Element("$made", key)}.Value"));

    [Fact]
    public void Nested_hashtables_and_data_sets_become_items()
    {
        Assert.Equal("1.2 1.4", Show($"{Made}; {Element("$made", "ReferencedSeriesSequence")}.Items | ForEach-Object {{ {Element("$_", "SeriesInstanceUID")}.Value }}"));
        Assert.Equal("2", Show($"{Made}; {Element("$made", "ReferencedSeriesSequence")}.Items[0] | ForEach-Object {{ {Element("$_", "ReferencedSOPSequence")}.Items.Count }}"));
    }

    [Theory]
    [InlineData("@{ StudyDate = ([datetime]'2024-02-29' | ForEach-Object { $_ }) }", "StudyDate", "20240229")]
    [InlineData("@{ ImageType = $list }", "ImageType", "A B")]
    [InlineData("@{ (Get-DicomTag Rows).Tag = 1 }", "Rows", "1")]
    [InlineData("@{ ReferencedSeriesSequence = @($inner) }", "ReferencedSeriesSequence", "1.2")]
    [InlineData("$inner", "SeriesInstanceUID", "1.2")]
    public void What_commands_write_is_taken_for_what_it_is(string elements, string key, string value) => Assert.Equal(value, Show($$"""
        $inner = @{ SeriesInstanceUID = ('1.2' | ForEach-Object { $_ }) } | ForEach-Object { $_ }
        [System.Collections.ArrayList] $list = @('A'; 'B' | ForEach-Object { $_ })
        $made = New-DicomDataset {{elements}}
        {{Element("$made", key)}} | ForEach-Object { if ($_.Items) { {{Element("$_.Items[0]", "SeriesInstanceUID")}}.Value } else { $_.Value } }
        """));

    [Fact]
    public void Hashtables_come_from_the_pipeline()
    {
        Assert.Equal("1 2", Show($"@{{ PatientID = '1' }}, [ordered]@{{ PatientID = '2' }} | New-DicomDataset | ForEach-Object {{ {Element("$_", "PatientID")}.Value }}"));
        Assert.Equal("0", Show("(New-DicomDataset).Elements.Count"));
    }

    [Fact]
    public void A_private_element_is_set_by_its_creator() => Assert.Equal("(0031,0010) (0031,0011) (0031,1101)", Show("""
        Register-DicomPrivateTag 'NEWSET 1' '(0031,xx01)' US -Keyword NewSetCount
        (New-DicomDataset @{ 'NewSetCount:NEWSET 1' = 3; '(0031,0010)' = 'OTHER' }).Elements.Tag
        """));

    [Theory]
    [InlineData("@{ PatientNane = 'SECRET' }", "UnknownTag", "PatientNane: ", "PatientName")]
    [InlineData("@{ Rows = 'SECRET' }", "InvalidValue", "Rows: ", "VR US")]
    [InlineData("@{ PatientName = @{ PatientID = 'SECRET' } }", "InvalidValue", "PatientName: ", "VR PN")]
    [InlineData("@{ PatientName = [pscustomobject]@{ A = 'SECRET' }; Rows = [pscustomobject]@{ A = 'SECRET' } }", "InvalidValue", "PatientName: ", "VR PN")]
    [InlineData("@{ ReferencedSeriesSequence = 'SECRET' }", "InvalidValue", "ReferencedSeriesSequence: ", "data sets")]
    [InlineData("@{ ReferencedSeriesSequence = @{}, @{ Rows = 'SECRET' } }", "InvalidValue", "ReferencedSeriesSequence[1].Rows: ", "VR US")]
    [InlineData("@{ '00091001' = 'SECRET' }", "UnknownTag", "00091001: ", "(0009,1001)")]
    [InlineData("@{ '0009xx01:NOBODY' = 'SECRET' }", "UnknownTag", "0009xx01:NOBODY: ", "VR")]
    [InlineData("@{ '(FFFE,E000)' = 'SECRET' }", "InvalidValue", "(FFFE,E000): ", "item")]
    [InlineData("@{ Modality = 'SECREt' } -Validate", "InvalidValue", "Modality: ", "U+0074")]
    [InlineData("@{ Modality = 'SECREt'; Rows = 1, 2 } -Validate", "InvalidValue", "Modality: ", "1 more")]
    public void A_fault_is_one_error_that_names_the_key_and_no_value(string arguments, string id, string start, string word)
    {
        PowerShellResult result = Host.Invoke($"try {{ New-DicomDataset {arguments} }} catch {{ $_ }}");

        ErrorRecord error = result.One<ErrorRecord>();
        Assert.Equal($"{id},DicomPS.Commands.NewDicomDatasetCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.StartsWith(start, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRE", error.ErrorDetails.Message + error.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hashtable_within_itself_is_an_error() => Assert.Contains(
        "deep",
        Host.Invoke("$h = @{}; $h.ReferencedSeriesSequence = $h; try { New-DicomDataset $h } catch { $_ }").One<ErrorRecord>().ErrorDetails.Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("@{ PatientName = 'A^B'; StudyDate = '20240229'; Rows = 1; ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2' } }", "", "")]
    [InlineData("@{ StudyDate = '20240230'; ReferencedSeriesSequence = @{}, @{ SeriesInstanceUID = '1.02', 'x' } }", "", "ReferencedSeriesSequence[1].SeriesInstanceUID ReferencedSeriesSequence[1].SeriesInstanceUID ReferencedSeriesSequence[1].SeriesInstanceUID StudyDate")]
    [InlineData("@{ StudyDate = '20240101-'; Modality = 'C*'; StudyInstanceUID = '1.2', '1.3' }", "-Query", "")]
    [InlineData("@{ StudyDate = '20240101-'; Modality = 'C*'; StudyInstanceUID = '1.2', '1.3' }", "", "Modality StudyDate StudyInstanceUID")]
    [InlineData("@{ ReferencedSeriesSequence = @{}, @{} }", "-Query", "ReferencedSeriesSequence")]
    public void Faults_are_told_with_their_path(string elements, string arguments, string paths)
    {
        PowerShellResult result = Host.Invoke($"New-DicomDataset {elements} | Test-DicomDataset {arguments}").ShouldSucceed();

        Assert.All(result.Output, output => Assert.Contains("DicomPS.Engine.Data.ElementFault", output.TypeNames));
        Assert.Equal(paths, string.Join(' ', result.Output.Select(output => output.Properties["Path"].Value).Cast<string>().Order(StringComparer.Ordinal)));
    }

    private static string Show(string script) => string.Join(' ', Host.Invoke(script).ShouldSucceed().Output);

    private static string Element(string dataset, string key) => $"[DicomPS.Engine.Data.ElementKey]::Parse('{key}').Find({dataset})";
}
