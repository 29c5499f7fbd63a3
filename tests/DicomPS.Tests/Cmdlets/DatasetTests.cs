using System.Management.Automation;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Data sets from hashtables, and what is wrong with them.</summary>
public class DatasetTests
{
    private static readonly PowerShellHost Host = new();

    [Fact]
    public void A_hashtable_becomes_a_data_set()
    {
        DicomDataset dataset = Make("""
            New-DicomDataset @{
                PatientName = 'Müller^Max'; '(0010,0020)' = 4711; '00080060' = 'CT'; '0008,0020' = [datetime]'2024-02-29'
                ImageType = 'ORIGINAL', 'PRIMARY'; Rows = 512; AccessionNumber = $null; StudyDescription = ''
                PixelData = [byte[]](1, 2, 3, 4); BitsAllocated = 16
                ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2'; ReferencedSOPSequence = @(@{ ReferencedSOPInstanceUID = '1.3' }, (New-DicomDataset)) },
                    [ordered]@{ SeriesInstanceUID = '1.4' }
            }
            """);

        Assert.Equal("Müller^Max", Value(dataset, "PatientName"));
        Assert.Equal("ISO_IR 100", Value(dataset, "SpecificCharacterSet"));
        Assert.Equal("4711", Value(dataset, "PatientID"));
        Assert.Equal("CT", Value(dataset, "Modality"));
        Assert.Equal("20240229", Value(dataset, "StudyDate"));
        Assert.Equal(new[] { "ORIGINAL", "PRIMARY" }, Value(dataset, "ImageType"));
        Assert.Equal((ushort)512, Value(dataset, "Rows"));
        Assert.Null(Value(dataset, "AccessionNumber"));
        Assert.NotNull(dataset[ElementKey.Parse("AccessionNumber").Tag]);
        Assert.Null(Value(dataset, "StudyDescription"));
        Assert.Equal(DicomVR.OW, dataset[Tags.PixelData]!.VR);
        DicomDataset[] series = Assert.IsType<DicomDataset[]>(Value(dataset, "ReferencedSeriesSequence"));
        Assert.Equal(["1.2", "1.4"], series.Select(item => item.GetText(Tags.SeriesInstanceUid)));
        Assert.Equal(2, Assert.IsType<DicomDataset[]>(Value(series[0], "ReferencedSOPSequence")).Length);
    }

    [Fact]
    public void What_commands_write_is_taken_for_what_it_is()
    {
        DicomDataset dataset = Make("""
            $inner = Write-Output @{ SeriesInstanceUID = (Write-Output '1.2') } | ForEach-Object { $_ }
            [System.Collections.ArrayList] $types = @('A'; 'B' | Select-Object)
            New-DicomDataset @{ StudyDate = (Get-Date -Year 2024 -Month 2 -Day 29); ReferencedSeriesSequence = @($inner); ImageType = $types; (Get-DicomTag Rows).Tag = 1 }
            """);

        Assert.Equal("20240229", Value(dataset, "StudyDate"));
        Assert.Equal("1.2", Assert.IsType<DicomDataset[]>(Value(dataset, "ReferencedSeriesSequence"))[0].GetText(Tags.SeriesInstanceUid));
        Assert.Equal(new[] { "A", "B" }, Value(dataset, "ImageType"));
        Assert.Equal((ushort)1, Value(dataset, "Rows"));
    }

    [Fact]
    public void Hashtables_come_from_the_pipeline()
    {
        PowerShellResult result = Host.Invoke("@{ PatientID = '1' }, [ordered]@{ PatientID = '2' } | New-DicomDataset; New-DicomDataset").ShouldSucceed();

        DicomDataset[] made = [.. result.Output.Select(output => Assert.IsType<DicomDataset>(output.BaseObject))];
        Assert.Equal(["1", "2", null], made.Select(dataset => dataset.GetText(Tags.PatientId)));
        Assert.Empty(made[2].Elements);
    }

    [Fact]
    public void A_private_element_is_set_by_its_creator()
    {
        DicomDataset dataset = Make("""
            Register-DicomPrivateTag 'NEWSET 1' '(0031,xx01)' US -Keyword NewSetCount
            New-DicomDataset @{ 'NewSetCount:NEWSET 1' = 3; '(0031,0010)' = 'OTHER' }
            """);

        Assert.Equal("NEWSET 1", dataset.GetText(new(0x0031, 0x0011)));
        Assert.Equal((ushort)3, dataset.GetValue(new(0x0031, 0x1101)));
    }

    [Theory]
    [InlineData("@{ PatientNane = 'SECRET' }", "UnknownTag", "PatientNane: ", "PatientName")]
    [InlineData("@{ Rows = 'SECRET' }", "InvalidValue", "Rows: ", "VR US")]
    [InlineData("@{ PatientName = @{ PatientID = 'SECRET' } }", "InvalidValue", "PatientName: ", "VR PN")]
    [InlineData("@{ PatientName = [pscustomobject]@{ A = 'SECRET' }; Rows = [pscustomobject]@{ A = 'SECRET' } }", "InvalidValue", "Rows: ", "VR US")]
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
        PowerShellResult result = Host.Invoke($"New-DicomDataset {elements} | Test-DicomDataset {arguments} | Sort-Object Path").ShouldSucceed();

        Assert.Equal(paths, string.Join(' ', result.Output.Select(output => Assert.IsType<ElementFault>(output.BaseObject).Path)));
    }

    private static DicomDataset Make(string script) => Host.Invoke(script).ShouldSucceed().Output
        .Select(output => output.BaseObject).OfType<DicomDataset>().Single();

    private static object? Value(DicomDataset dataset, string key) => ElementKey.Parse(key).Find(dataset)?.Value;
}
