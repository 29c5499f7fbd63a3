using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>A data set at the prompt: a tree, and a row of a table.</summary>
public sealed class DatasetTreeTests : IDisposable
{
    private const int Width = 120;

    private readonly PowerShellHost host = new(width: Width);
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void It_has_a_line_for_each_element()
    {
        string path = TestInstances.WriteFile(folder.Combine("tree.dcm"), rows: 4);

        string[] lines = Render("[DicomPS.Engine.Data.DicomFile]::Open($path).Dataset", ("path", path));

        Assert.StartsWith($"{path} (Explicit VR Little Endian)", lines[0], StringComparison.Ordinal);
        Assert.Contains("(0010,0010) PN PatientName                      Test^Instance", lines);
        Assert.Contains("(0008,0016) UI SOPClassUID                      1.2.840.10008.5.1.4.1.1.2 (CT Image Storage)", lines);
        Assert.Contains("(0008,0008) CS ImageType                        DERIVED\\SECONDARY", lines);
        Assert.Contains("(7FE0,0010) OW PixelData                        256 bytes", lines);
        Assert.Equal(1 + 27, lines.Length);
    }

    [Fact]
    public void Items_are_indented()
    {
        string[] lines = Render(
            """
            $ds = [DicomPS.Engine.Data.DicomDataset]::new()
            $ds.ReferencedSeriesSequence = @{ SeriesInstanceUID = '1.2'; ReferencedSOPSequence = @{ ReferencedSOPInstanceUID = '1.3' } }, @{}
            $ds
            """);

        Assert.Equal(
            [
                "(0008,1115) SQ ReferencedSeriesSequence         2 items",
                "  [0]",
                "    (0008,1199) SQ ReferencedSOPSequence            1 item",
                "      [0]",
                "        (0008,1155) UI ReferencedSOPInstanceUID         1.3",
                "    (0020,000E) UI SeriesInstanceUID                1.2",
                "  [1]",
            ],
            lines);
    }

    [Fact]
    public void Fragments_are_counted()
    {
        string path = TestInstances.WriteFile(folder.Combine("rle.dcm"), transferSyntaxUid: TestInstances.RleLossless, rows: 4);

        Assert.Contains(
            "(7FE0,0010) OB PixelData                        1 fragment, 68 bytes",
            Render("[DicomPS.Engine.Data.DicomFile]::Open($path).Dataset", ("path", path)));
    }

    [Theory]
    [InlineData("PN", "00100010", "a\u001B[2Jb\u0007\u007F", "a\u241B[2Jb\u2407\u2421")]
    [InlineData("LT", "00104000", "line\r\nline", "line\u240D\u240Aline")]
    [InlineData("LO", "00100020", "\u009B31mred", "\uFFFD31mred")]
    [InlineData("LO", "00100020", "a\u202Eb\u2028c", "a\uFFFDb\uFFFDc")]
    public void Nothing_in_a_value_acts_on_the_terminal(string vr, string tag, string value, string shown)
    {
        string path = folder.Combine("hostile.dcm");
        byte[] text = System.Text.Encoding.UTF8.GetBytes(value);
        byte[] file = Part10(builder => builder
            .Text(0x00080005, "CS", "ISO_IR 192")
            .Element(Convert.ToUInt32(tag, 16), vr, text.Length % 2 == 0 ? text : [.. text, (byte)' ']));
        File.WriteAllBytes(path, file);

        string[] lines = Render("[DicomPS.Engine.Data.DicomFile]::Open($path).Dataset", ("path", path));

        Assert.EndsWith(" " + shown, lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
    }

    [Fact]
    public void A_row_of_the_table_does_not_act_on_the_terminal_either() =>
        Assert.Equal("a\u2407b", host.Invoke(
            """
            $ds = [DicomPS.Engine.Data.DicomDataset]::new()
            $ds.Set([DicomPS.Engine.Data.DicomValueElement]::new([DicomPS.Engine.Dictionary.DicomTag]::new(0x00100020), 'LO', [byte[]] (97, 7, 98, 32)))
            [DicomPS.Views.DatasetRow]::Text($ds, 'PatientID')
            """).One<string>());

    [Fact]
    public void Long_values_are_cut_and_not_read_whole()
    {
        string path = folder.Combine("long.dcm");
        const int length = 100_000_000;
        byte[] head = Part10(builder => builder.Text(0x00080005, "CS", "ISO_IR 192").Header(0x0040A160, "UT", length));
        using (FileStream file = File.Create(path))
        {
            file.Write(head);
            file.Write(System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("\u4E2D\u6587x", 1000))));
            file.SetLength(head.Length + length);
        }

        host.Invoke("$file = [DicomPS.Engine.Data.DicomFile]::Open($path)", ("path", path)).ShouldSucceed();
        string[] lines = Render("$file.Dataset");
        PowerShellResult allocated = host.Invoke(
            """
            $before = [GC]::GetAllocatedBytesForCurrentThread()
            $null = @([DicomPS.Views.DatasetTree]::Lines($file.Dataset, 99))
            [GC]::GetAllocatedBytesForCurrentThread() - $before
            """);

        Assert.StartsWith("(0040,A160) UT TextValue                        \u4E2D\u6587x\u4E2D", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("\u2026 (100000000 bytes)", lines[2], StringComparison.Ordinal);
        Assert.InRange(allocated.One<long>(), 1, 10_000_000);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(10_000)]
    public void A_line_is_no_wider_than_the_console(int width)
    {
        PowerShellResult result = host.Invoke(
            """
            $ds = [DicomPS.Engine.Data.DicomDataset]::new()
            $inner = @{ PatientName = 'x' * 64; TextValue = 'y' * 5000 }
            foreach ($i in 1..40) { $inner = @{ ContentSequence = $inner; TextValue = 'z' * 5000 } }
            foreach ($key in $inner.Keys) { $ds.$key = $inner[$key] }
            [DicomPS.Views.DatasetTree]::Lines($ds, $width)
            """,
            ("width", width));

        Assert.All(result.ShouldSucceed().Output, line => Assert.InRange(line.ToString().Length, 1, Math.Min(width, 1000)));
        Assert.Equal(122, result.Output.Count);
    }

    [Fact]
    public void A_tree_of_very_many_lines_ends()
    {
        string[] lines = [.. host.Invoke(
            """
            $ds = [DicomPS.Engine.Data.DicomDataset]::new()
            $ds.ReferencedSeriesSequence = @(@{}) * 6000
            [DicomPS.Views.DatasetTree]::Lines($ds, 100)
            """).ShouldSucceed().Output.Select(line => line.ToString())];

        Assert.Equal(5001, lines.Length);
        Assert.Contains("Get-DicomElement -Recurse", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Values_whose_file_is_gone_do_not_end_the_tree()
    {
        string path = folder.Combine("gone.dcm");
        File.WriteAllBytes(path, Part10(builder => builder.Text(0x0040A160, "UT", new string('x', 70_000)).Text(0x0040DB00, "CS", "DCMR")));
        host.Invoke("$ds = [DicomPS.Engine.Data.DicomFile]::Open($path).Dataset", ("path", path)).ShouldSucceed();
        File.Delete(path);

        string[] lines = Render("$ds");

        Assert.EndsWith("(70000 bytes, cannot be read any more)", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("DCMR", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_has_what_tells_files_apart()
    {
        // Format-Table is not in the core of PowerShell: the table is taken out of the views for a type that has no other.
        string views = File.ReadAllText(RepositoryRoot.Combine("src", "DicomPS", "DicomPS.format.ps1xml"));
        string view = views[views.IndexOf("<Name>DicomPS.Engine.Data.DicomDataset</Name>", StringComparison.Ordinal)..];
        view = view[..view.IndexOf("</View>", StringComparison.Ordinal)].Replace(
            "<TypeName>DicomPS.Engine.Data.DicomDataset<", "<TypeName>TableOfDatasets<", StringComparison.Ordinal);
        File.WriteAllText(folder.Combine("t.format.ps1xml"), $"<Configuration><ViewDefinitions><View>{view}</View></ViewDefinitions></Configuration>");
        File.WriteAllText(folder.Combine("t.psd1"), "@{ ModuleVersion = '1.0'; FormatsToProcess = 't.format.ps1xml' }");
        string file = TestInstances.WriteFile(folder.Combine("a-file-with-a-name-that-is-long.dcm"), rows: 4);

        string text = string.Join('\n', Render(
            """
            Import-Module $module
            $ds = [DicomPS.Engine.Data.DicomFile]::Open($file).Dataset
            $ds.SeriesDescription = 'Head'
            $ds.PSObject.TypeNames.Insert(0, 'TableOfDatasets')
            $ds
            """,
            ("module", folder.Combine("t.psd1")),
            ("file", file)));

        Assert.Contains("Patient ID", text, StringComparison.Ordinal);
        Assert.Contains("\u2026name-that-is-long.dcm TEST-1       Test^Instance        CT       20200229   Head", text, StringComparison.Ordinal);
        Assert.Contains("CT Image Storage", text, StringComparison.Ordinal);
    }

    private static byte[] Part10(Action<DataSetBuilder> write) =>
        [
            .. TestInstances.Meta(TestInstances.CTImageStorage, "1.2.3", TestInstances.ExplicitVRLittleEndian),
            .. TestInstances.Encode(TestInstances.ExplicitVRLittleEndian, write),
        ];

    private string[] Render(string script, params (string Name, object? Value)[] variables) =>
        host.Render(script, variables).Trim('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r')).Select(line => line.TrimEnd(' ')).ToArray();
}
