using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Data sets become files.</summary>
public sealed class ExportFileTests : IDisposable
{
    private const string Made = """
        $tags = [DicomPS.Engine.Dictionary.Tags]
        $made = [DicomPS.Engine.Data.DicomDataset]::new()
        $made.SetValues($tags::SopClassUid, 'UI', '1.2.840.10008.5.1.4.1.1.7')
        $made.SetValues($tags::SopInstanceUid, 'UI', '1.2.3')

        """;

    private readonly PowerShellHost host = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_was_read_is_written_byte_for_byte()
    {
        string[] paths = folder.WriteInstances(2);

        PowerShellResult result = Invoke("Import-DicomFile $path | Export-DicomFile \"$path/../copy/\" -PassThru", folder.Combine("files"));

        string[] copies = [.. result.ShouldSucceed().Output.Select(file => Path.GetFullPath(((FileInfo)file.BaseObject).FullName))];
        Assert.All(copies, copy => Assert.Equal(folder.Combine("copy"), Path.GetDirectoryName(copy)));
        Assert.Equal(paths.Select(File.ReadAllBytes), copies.Select(File.ReadAllBytes));
        Assert.All(copies, copy => Assert.Matches(@"^2\.25\.\d+\.dcm$", Path.GetFileName(copy)));
    }

    [Fact]
    public void A_made_data_set_is_written_and_nothing_is_output()
    {
        Assert.Empty(Invoke(Made + "$made | Export-DicomFile $path", folder.Combine("a.dcm")).ShouldSucceed().Output);
        Assert.Equal(
            "Explicit VR Little Endian 1.2.3",
            Invoke(Made + "$d = Import-DicomFile $path; \"$($d.File.TransferSyntax) $($d.GetText($tags::SopInstanceUid))\"", folder.Combine("a.dcm")).One<string>());
    }

    [Theory]
    [InlineData("ImplicitVRLittleEndian", "1.2.840.10008.1.2")]
    [InlineData("'Explicit VR Big Endian'", "1.2.840.10008.1.2.2")]
    [InlineData("1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.1.99")]
    [InlineData("(Get-DicomUid DeflatedExplicitVRLittleEndian)", "1.2.840.10008.1.2.1.99")]
    public void The_transfer_syntax_is_chosen_by_uid_keyword_or_name(string syntax, string uid) => Assert.Equal(uid, Invoke(
        Made + $"Export-DicomFile $path -Dataset $made -TransferSyntax {syntax}; (Import-DicomFile $path).File.TransferSyntax.Uid", folder.Combine("a.dcm")).One<string>());

    [Theory]
    [InlineData("JPEGBaseline8Bit", "InvalidArgument")]
    [InlineData("NoSuchSyntax", "UnknownUid")]
    public void Another_transfer_syntax_ends_the_call(string syntax, string id)
    {
        PowerShellResult result = Invoke(Made + $"$made, $made | Export-DicomFile $path -TransferSyntax {syntax}", folder.Combine("a.dcm"));

        Assert.StartsWith(id + ",", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Compressed_pixel_data_keep_their_transfer_syntax()
    {
        string path = folder.WriteInstances(1, TestInstances.RleLossless)[0];

        PowerShellResult result = Invoke(
            "$d = Import-DicomFile $path; $d | Export-DicomFile \"$path.a\"; $d | Export-DicomFile \"$path.b\" -TransferSyntax ExplicitVRLittleEndian", path);

        Assert.StartsWith("NotDicom,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path + ".a"));
        Assert.False(File.Exists(path + ".b"));
    }

    [Fact]
    public void A_file_that_is_there_needs_force()
    {
        string path = folder.Combine("a.dcm");
        File.WriteAllText(path, "mine");

        PowerShellResult refused = Invoke(Made + "$made | Export-DicomFile $path", path);

        ErrorRecord error = refused.OneError();
        Assert.StartsWith("FileExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal("mine", File.ReadAllText(path));
        Invoke(Made + "$made | Export-DicomFile $path -Force", path).ShouldSucceed();
        Assert.True(new FileInfo(path).Length > 132);
    }

    [Fact]
    public void A_file_is_changed_in_its_place()
    {
        string path = folder.WriteInstances(1)[0];

        Invoke(Made + """
            $d = Import-DicomFile $path
            $d.SetValues($tags::PatientId, 'LO', 'NEW')
            $d | Export-DicomFile $d.File.Path -Force
            $d | Export-DicomFile $d.File.Path -Force
            """, path).ShouldSucceed();

        Assert.Equal("NEW", Invoke(Made + "(Import-DicomFile $path).GetText($tags::PatientId)", path).One<string>());
    }

    [Fact]
    public void One_file_takes_one_data_set()
    {
        folder.WriteInstances(3);

        PowerShellResult result = Invoke("Import-DicomFile $path | Export-DicomFile \"$path/../one.dcm\" -Force", folder.Combine("files"));

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(folder.Combine("files", "001.dcm")), File.ReadAllBytes(folder.Combine("one.dcm")));
    }

    [Fact]
    public void A_partial_data_set_is_refused_unless_it_is_allowed()
    {
        string path = folder.WriteInstances(1)[0];
        const string Script = "Import-DicomFile $path -NoPixelData | Export-DicomFile \"$path.a\" ";

        Assert.StartsWith("PartialDataset,", Invoke(Script, path).OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(path + ".a"));
        Invoke(Script + "-AllowPartial", path).ShouldSucceed();
        Assert.True(File.Exists(path + ".a"));
    }

    [Fact]
    public void Each_data_set_has_an_error_of_its_own()
    {
        PowerShellResult result = Invoke(
            Made + "[DicomPS.Engine.Data.DicomDataset]::new(), $made | Export-DicomFile \"$path/\" -PassThru", folder.Combine("out"));

        Assert.StartsWith("NotDicom,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("1.2.3.dcm", Path.GetFileName(Assert.Single(result.Output).ToString()));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    public void An_instance_uid_leads_nowhere_else(string uid)
    {
        PowerShellResult result = Invoke(Made + $"$made.SetValues($tags::SopInstanceUid, 'UI', '{uid}'); $made | Export-DicomFile \"$path/\"", folder.Combine("out"));

        Assert.StartsWith("NotDicom,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_on_what_if()
    {
        Invoke(Made + "$made | Export-DicomFile \"$path/out/\" -WhatIf", folder.Path).ShouldSucceed();

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void An_item_is_no_file()
    {
        PowerShellResult result = Invoke(
            Made + """
                $images = [DicomPS.Engine.Dictionary.DicomTag]::new(8, 0x1140)
                $around = [DicomPS.Engine.Data.DicomDataset]::new()
                $around.Set([DicomPS.Engine.Data.DicomSequence]::new($images, $made))
                $made | Export-DicomFile $path
                """, folder.Combine("a.dcm"));

        Assert.StartsWith("InvalidArgument,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private PowerShellResult Invoke(string script, string path) => host.Invoke(script, ("path", path));
}
