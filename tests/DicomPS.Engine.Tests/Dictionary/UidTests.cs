using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Dictionary;

public class UidTests
{
    [Fact]
    public void Every_row_of_the_table_is_known()
    {
        string[][] rows = [.. RepositoryFiles.Table("uids.tsv")];
        Assert.Equal(rows.Length, UidDictionary.All.Count);
        foreach (string[] row in rows)
        {
            DicomUid? entry = UidDictionary.Find(row[0]);
            Assert.NotNull(entry);
            Assert.Equal(row[1].Length == 0 ? row[0] : row[1], entry.Name);
            Assert.Equal(entry.Name, entry.ToString());
            Assert.Equal(row[3], entry.Keyword);
            Assert.Equal(row[4] == "retired", entry.IsRetired);
            Assert.Equal(row[2].Replace(" a ", "").Replace("-", "").Replace(" ", ""), entry.Kind.ToString(), ignoreCase: true);
            Assert.Equal(row[5] == "qr" ? "queryretrieve" : row[5].Length == 0 ? "none" : row[5].Replace("_", ""), entry.ServiceClass.ToString(), ignoreCase: true);
            Assert.Equal(row[0], UidDictionary.Resolve(row[0]));
        }
    }

    [Fact]
    public void Every_unretired_keyword_and_name_resolves()
    {
        foreach (DicomUid entry in UidDictionary.All.Where(entry => !entry.IsRetired))
        {
            Assert.Equal(entry.Uid, UidDictionary.Resolve(entry.Keyword.ToUpperInvariant(), entry.Kind));
            Assert.Equal(entry.Uid, UidDictionary.Resolve(" " + entry.Name.ToLowerInvariant() + "\0", entry.Kind));
        }
    }

    [Fact]
    public void Services_have_their_SOP_classes()
    {
        Assert.Equal(Uids.Verification, Assert.Single(UidDictionary.OfService(DicomServiceClass.Verification)).Uid);
        Assert.Equal(170, UidDictionary.OfService(DicomServiceClass.Storage).Count());
        Assert.Contains(UidDictionary.OfService(DicomServiceClass.PrintManagement), uid => uid.Kind == UidKind.MetaSopClass);
        Assert.All(Enum.GetValues<DicomServiceClass>().Where(service => service != DicomServiceClass.None), service => Assert.NotEmpty(UidDictionary.OfService(service)));
    }

    [Fact]
    public void Names_of_unknown_UIDs_are_the_UIDs()
    {
        Assert.Equal("Verification SOP Class", UidDictionary.NameOf("1.2.840.10008.1.1"));
        Assert.Equal("1.2.3", UidDictionary.NameOf("1.2.3"));
        Assert.Null(UidDictionary.Find("1.2.3"));
    }

    [Theory]
    [InlineData("Verification", Uids.Verification)]
    [InlineData("verification sop class", Uids.Verification)]
    [InlineData("CT Image Storage", Uids.CTImageStorage)]
    [InlineData("ctimagestorage", Uids.CTImageStorage)]
    [InlineData(" 1.2.3.4 \0", "1.2.3.4")]
    [InlineData("12-lead ECG Waveform Storage", "1.2.840.10008.5.1.4.1.1.9.1.1")]
    [InlineData("Nuclear Medicine Image Storage", "1.2.840.10008.5.1.4.1.1.20")]
    [InlineData("Basic Grayscale Print Management Meta SOP Class", "1.2.840.10008.5.1.1.9", UidKind.SopClass)]
    [InlineData("implicit vr little endian", Uids.ImplicitVRLittleEndian, UidKind.TransferSyntax)]
    public void Text_resolves(string text, string uid, UidKind? kind = null) => Assert.Equal(uid, UidDictionary.Resolve(text, kind));

    [Fact]
    public void The_kind_matters_for_names_alone()
    {
        Assert.Equal(DicomErrorId.UnknownUid, Assert.Throws<DicomException>(() => UidDictionary.Resolve("CTImageStorage", UidKind.TransferSyntax)).ErrorId);
        Assert.Equal(Uids.CTImageStorage, UidDictionary.Resolve(Uids.CTImageStorage, UidKind.TransferSyntax));
    }

    [Theory]
    [InlineData("Verifcation", "Verification")]
    [InlineData("CTImagStorage", "CTImageStorage")]
    [InlineData("CT Storage", "CTImageStorage")]
    [InlineData("ct-image-storage", "CTImageStorage")]
    [InlineData("SecondaryCapture", "SecondaryCaptureImageStorage")]
    [InlineData("worklist", "ModalityWorklistInformationModelFind")]
    [InlineData("12-lead ECG Wave", "TwelveLeadECGWaveformStorage")]
    [InlineData("JPEGBaseline", "JPEGBaseline8Bit")]
    public void Unknown_names_bring_suggestions(string text, string keyword)
    {
        DicomException error = Assert.Throws<DicomException>(() => UidDictionary.Resolve(text));
        Assert.Equal(DicomErrorId.UnknownUid, error.ErrorId);
        Assert.Contains(keyword, error.Message);
        Assert.Contains($"'{text}'", error.Message);
    }

    [Fact]
    public void All_of_a_name_are_found()
    {
        DicomUid[] found = [.. UidDictionary.FindAll("Nuclear Medicine Image Storage")];
        Assert.Contains(found, entry => entry.IsRetired);
        Assert.Contains(found, entry => !entry.IsRetired);
        Assert.All(UidDictionary.All, entry => Assert.Same(entry, Assert.Single(UidDictionary.FindAll(entry.Uid, entry.Kind))));
        Assert.Equal(Uids.Verification, Assert.Single(UidDictionary.FindAll("verification\0", service: DicomServiceClass.Verification)).Uid);
    }

    [Theory]
    [InlineData("CTImageStorage", UidKind.TransferSyntax, null, "of the kind TransferSyntax has")]
    [InlineData("CTImageStorage", null, DicomServiceClass.QueryRetrieve, "of the service class QueryRetrieve has")]
    [InlineData("CTImagStorage", null, null, "Nearest: CTImageStorage")]
    [InlineData("1.2.3", null, null, "is '1.2.3'.")]
    [InlineData("", null, null, "''.")]
    public void What_is_not_registered_is_told(string text, UidKind? kind, DicomServiceClass? service, string says)
    {
        DicomException error = Assert.Throws<DicomException>(() => UidDictionary.FindAll(text, kind, service));
        Assert.Equal(DicomErrorId.UnknownUid, error.ErrorId);
        Assert.Contains(says, error.Message);
    }

    [Theory]
    [InlineData("qqqqqqqqqqqqqqqqqqq")]
    [InlineData("-")]
    public void What_is_near_nothing_brings_none(string text)
    {
        DicomException error = Assert.Throws<DicomException>(() => UidDictionary.Resolve(text));
        Assert.Equal(DicomErrorId.UnknownUid, error.ErrorId);
        Assert.DoesNotContain("Nearest", error.Message);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData(".1", 1)]
    [InlineData("1.", 2)]
    [InlineData("1..2", 3)]
    [InlineData("1.02", 3)]
    [InlineData("00", 1)]
    [InlineData("1.2.840.x", 9)]
    [InlineData("1.2.84O.1", 7)]
    [InlineData("1.2 .3", 4)]
    [InlineData("1234567890.1234567890.1234567890.1234567890.1234567890.1234567890", 65)]
    public void Faults_have_a_position(string uid, int position)
    {
        UidFault? fault = UidSyntax.FindFault(uid);
        Assert.Equal(position, fault?.Position);
        Assert.False(UidSyntax.IsValid(uid));
        DicomException error = Assert.Throws<DicomException>(() => UidDictionary.Resolve(uid));
        Assert.Equal(DicomErrorId.InvalidPresentationContext, error.ErrorId);
        Assert.Contains($"position {position},", error.Message);
        Assert.Contains(fault!.Value.Rule, error.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.0.2")]
    [InlineData("2.25.123456789012345678901234567890")]
    [InlineData("1234567890.1234567890.1234567890.1234567890.1234567890.123456789")]
    public void Good_UIDs_have_none(string uid) => Assert.True(UidSyntax.IsValid(uid));

    [Fact]
    public void Transfer_syntaxes_tell_their_encoding()
    {
        static string Traits(string uid)
        {
            TransferSyntax syntax = TransferSyntax.Find(uid)!;
            return $"{(syntax.IsExplicitVr ? "E" : "I")}{(syntax.IsBigEndian ? "B" : "L")}{(syntax.IsDeflated ? "D" : "")}{(syntax.IsEncapsulated ? "P" : "")}{(syntax.CanConvert ? "C" : "")}";
        }

        Assert.Equal("ILC", Traits(Uids.ImplicitVRLittleEndian));
        Assert.Equal("ELC", Traits(Uids.ExplicitVRLittleEndian));
        Assert.Equal("ELDC", Traits(Uids.DeflatedExplicitVRLittleEndian));
        Assert.Equal("EBC", Traits(Uids.ExplicitVRBigEndian));
        Assert.Equal("ELP", Traits(Uids.JpegBaseline8Bit));
        Assert.Equal("ELP", Traits(Uids.RleLossless));
        Assert.Equal("ELP", Traits("1.2.840.10008.1.2.1.98"));
        Assert.Equal("EL", Traits("1.2.840.10008.1.2.4.94"));
        Assert.Equal("ELD", Traits("1.2.840.10008.1.2.4.95"));
        Assert.Equal("IL", Traits("1.2.840.10008.1.20"));
        Assert.Null(TransferSyntax.Find("1.2.840.113619.5.2"));
        Assert.Null(TransferSyntax.Find(Uids.CTImageStorage));
        Assert.All(UidDictionary.All.Where(uid => uid.Kind == UidKind.TransferSyntax), uid => Assert.Equal(uid.Name, TransferSyntax.Find(uid.Uid)!.ToString()));
    }
}
