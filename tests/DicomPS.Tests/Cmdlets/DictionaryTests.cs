using System.Management.Automation;
using Xunit;

namespace DicomPS.Tests.Cmdlets;

/// <summary>Looking up tags and UIDs, and making new ones.</summary>
public class DictionaryTests
{
    private static readonly PowerShellHost Host = new();

    [Theory]
    [InlineData("'(0010,0010)'", "(0010,0010)")]
    [InlineData("'0010,0010'", "(0010,0010)")]
    [InlineData("00100010", "(0010,0010)")]
    [InlineData("7fe00010", "(7FE0,0010)")]
    [InlineData("patientname", "(0010,0010)")]
    [InlineData("\"patient's name\"", "(0010,0010)")]
    [InlineData("-Name StudyDate, '(0008,0030)'", "(0008,0020) (0008,0030)")]
    [InlineData("60023000", "(6002,3000)")]
    [InlineData("'(60XX,3000)'", "(60xx,3000)")]
    [InlineData("OverlayData", "(60xx,3000)")]
    [InlineData("PatientNam?", "(0010,0010)")]
    [InlineData("'patient''s name*'", "(0010,0010)")]
    [InlineData("'(0002,001*'", "(0002,0010) (0002,0012) (0002,0013) (0002,0016) (0002,0017) (0002,0018)")]
    [InlineData("NoSuchThing*", "")]
    [InlineData("CommandField", "(0000,0100)")]
    public void Tags_are_found(string arguments, string tags) => Assert.Equal(tags, Join($"Get-DicomTag {arguments}", "Pattern"));

    [Fact]
    public void Without_arguments_there_are_all_elements() => Assert.Equal(
        5277, Host.Invoke("@(Get-DicomTag | Where-Object Creator -EQ '').Count").One<int>());

    [Theory]
    [InlineData("'PatientName', 'StudyDate' | Get-DicomTag", "(0010,0010) (0008,0020)")]
    [InlineData("Get-DicomTag PatientName, StudyDate | Get-DicomTag", "(0010,0010) (0008,0020)")]
    [InlineData("Get-DicomTag (Get-DicomTag PatientName), StudyDate", "(0010,0010) (0008,0020)")]
    [InlineData("(Get-DicomTag PatientName).Tag | Get-DicomTag", "(0010,0010)")]
    [InlineData("[pscustomobject]@{ Tag = 'PatientName' } | Get-DicomTag", "(0010,0010)")]
    [InlineData("[pscustomobject]@{ Name = 'PatientName' } | Get-DicomTag", "(0010,0010)")]
    public void Tags_come_from_the_pipeline(string script, string tags) => Assert.Equal(tags, Join(script, "Pattern"));

    [Fact]
    public void An_unknown_tag_does_not_keep_the_others_back()
    {
        PowerShellResult result = Host.Invoke("Get-DicomTag PatientName, PatientNam, '', StudyDate");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("UnknownTag,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
    }

    [Fact]
    public void Private_tags_are_found_by_creator_in_any_block()
    {
        Host.Invoke("""
            Register-DicomPrivateTag 'DICT A' '(0097,xx01)' LO -Keyword DictSerial -Name 'Serial Number'
            Register-DicomPrivateTag 'DICT B' '(0097,1201)' 'US or SS' -VM 1-n
            """).ShouldSucceed();

        Assert.Equal("LO", Join("Get-DicomTag '(0097,2001)' -Creator 'DICT A'", "VR"));
        Assert.Equal("LO|US or SS", Join("Get-DicomTag '(0097,2001)'", "VR", '|'));
        Assert.Equal("US or SS", Join("Get-DicomTag '(0097,1001)' -Creator 'DICT B' | Get-DicomTag", "VR", '|'));
        Assert.Equal("(0097,xx01)", Join("Get-DicomTag dictserial", "Pattern"));
        Assert.Equal("DICT A", Join("Get-DicomTag DictSer*", "Creator", '|'));
        Assert.Equal("1-n", Join("Get-DicomTag '(0097,xx01)' -Creator 'DICT B '", "VM"));
        Assert.Equal("(0097,xx01)", Join("Get-DicomTag -Creator 'DICT B'", "Name"));
        Assert.Empty(Join("Get-DicomTag PatientN* -Creator 'DICT B'", "Name"));
    }

    [Fact]
    public void Private_tags_are_registered_from_a_list()
    {
        PowerShellResult result = Host.Invoke("""
            $list = [pscustomobject]@{ Creator = 'DICT C'; Tag = '00990001'; VR = 'lo'; VM = ''; Keyword = ''; Name = '' },
                [pscustomobject]@{ Creator = 'DICT C'; Tag = '(0098,xx01)'; VR = 'LO' },
                [pscustomobject]@{ Creator = 'DICT C'; Tag = '(0099,xx02)'; VR = 'SQ'; Keyword = 'DictSequence' }
            $list | Register-DicomPrivateTag -PassThru
            """);

        Assert.Equal(["(0099,xx01) (0099,xx01)", "(0099,xx02) DictSequence"], result.Output.Select(entry => entry.ToString()));
        Assert.StartsWith("InvalidArgument,", result.OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Host.Invoke("Register-DicomPrivateTag 'DICT C' '(0099,xx03)' LO").ShouldSucceed().Output);
    }

    [Theory]
    [InlineData("A '(0009,0001' LO", "quotes")]
    [InlineData("A '(0010,1001)' LO", "odd group")]
    [InlineData("A '(0009,0101)' LO", "block")]
    [InlineData("A '(0009,xx01)' XX", "VR")]
    [InlineData("A '(0009,xx01)' LO -VM n-1", "multiplicity")]
    [InlineData("A '(0009,xx01)' LO -Keyword 'Two Words'", "keyword")]
    [InlineData("' ' '(0009,xx01)' LO", "1 to 64")]
    [InlineData("A\\B '(0009,xx01)' LO", "backslash")]
    public void Faulty_private_tags_are_refused(string arguments, string says)
    {
        ErrorRecord error = Host.Invoke($"Register-DicomPrivateTag {arguments}").OneError();

        Assert.Equal("InvalidArgument,DicomPS.Commands.RegisterDicomPrivateTagCommand", error.FullyQualifiedErrorId);
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.840.10008.1.1", "Verification")]
    [InlineData("verification", "Verification")]
    [InlineData("'Verification SOP Class'", "Verification")]
    [InlineData("-Name 'CT Image Storage', RLELossless", "CTImageStorage RLELossless")]
    [InlineData("1.2.840.10008.1.2.? -Kind TransferSyntax", "ExplicitVRLittleEndian ExplicitVRBigEndian RLELossless")]
    [InlineData("*push* -Service StorageCommitment", "StorageCommitmentPushModel")]
    [InlineData("-Service Verification", "Verification")]
    [InlineData("CTImageStorage -Service Storage -Kind SopClass", "CTImageStorage")]
    [InlineData("NoSuchThing*", "")]
    public void UIDs_are_found(string arguments, string keywords) => Assert.Equal(keywords, Join($"Get-DicomUid {arguments}", "Keyword"));

    [Theory]
    [InlineData("'Verification', '1.2.840.10008.1.2' | Get-DicomUid", "1.2.840.10008.1.1 1.2.840.10008.1.2")]
    [InlineData("Get-DicomUid Verification, RLELossless | Get-DicomUid", "1.2.840.10008.1.1 1.2.840.10008.1.2.5")]
    [InlineData("[pscustomobject]@{ Uid = 'Verification' } | Get-DicomUid", "1.2.840.10008.1.1")]
    public void UIDs_come_from_the_pipeline(string script, string uids) => Assert.Equal(uids, Join(script, "Uid"));

    [Fact]
    public void Retired_UIDs_are_shown_and_marked()
    {
        Assert.Equal("True", Join("Get-DicomUid 1.2.840.10008.1.2.2", "IsRetired"));
        Assert.True(Host.Invoke("@(Get-DicomUid).Count -eq [DicomPS.Engine.Dictionary.UidDictionary]::All.Count").One<bool>());
    }

    [Fact]
    public void An_unknown_UID_does_not_keep_the_others_back()
    {
        PowerShellResult result = Host.Invoke("Get-DicomUid Verification, 1.2.3, Verifcation, RLELossless");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Errors.Count);
        Assert.StartsWith("InvalidArgument,", Host.Invoke("Get-DicomUid -Service None").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void New_UIDs_are_many_and_valid()
    {
        PowerShellResult result = Host.Invoke("New-DicomUid; New-DicomUid -Count 99; New-DicomUid 1.2.3 -Count 50").ShouldSucceed();
        string[] uids = [.. result.Output.Select(uid => (string)uid.BaseObject)];

        Assert.Equal(150, uids.Distinct().Count());
        Assert.All(uids[..100], uid => Assert.Matches(@"^2\.25\.[1-9][0-9]{0,38}$", uid));
        Assert.All(uids[100..], uid => Assert.Matches(@"^1\.2\.3\.(0|[1-9][0-9]{0,59})$", uid));
    }

    [Theory]
    [InlineData("1.02")]
    [InlineData("1.2.")]
    [InlineData("''")]
    [InlineData("12345678901234567890123456789012345678901234")]
    public void Faulty_roots_are_refused(string root) => Assert.StartsWith(
        "InvalidArgument,", Host.Invoke($"New-DicomUid -Root {root}").OneError().FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_count_is_one_or_more() => Host.Invoke("New-DicomUid -Count 0").OneError();

    private static string Join(string script, string property, char with = ' ') => string.Join(
        with, Host.Invoke($"({script}).{property}").ShouldSucceed().Output.Where(value => value is not null).Select(value => value.ToString()));
}
