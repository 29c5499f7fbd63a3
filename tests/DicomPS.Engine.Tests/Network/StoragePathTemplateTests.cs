using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;

namespace DicomPS.Engine.Tests.Network;

public class StoragePathTemplateTests
{
    [Theory]
    [InlineData("{SOPInstanceUID}", "1.2.3")]
    [InlineData("{SOPInstanceUID}.dcm", "1.2.3.dcm")]
    [InlineData("{sopinstanceuid}.dcm", "1.2.3.dcm")]
    [InlineData("a/{Modality}/x-{SOPInstanceUID}-y.dcm", "a/CT/x-1.2.3-y.dcm")]
    [InlineData(@"{CallingAETitle}\{CalledAETitle}\{SOPInstanceUID}", "SCRIPTED/ANY-SCP/1.2.3")]
    [InlineData("{PatientID}/{PatientName}/{StudyDate}/{SOPInstanceUID}", "TEST-1/Test%5EInstance/20200229/1.2.3")]
    [InlineData("{AccessionNumber}{Modality}/{SeriesDescription}/{SOPInstanceUID}", "A1CT/unknown/1.2.3")]
    [InlineData("{PatientBirthDate}/{SOPInstanceUID}", "unknown/1.2.3")]
    [InlineData("{SOPInstanceUID}/{SOPInstanceUID}", "1.2.3/1.2.3")]
    [InlineData("CON/{SOPInstanceUID}", "%43ON/1.2.3")]
    [InlineData(".hidden/{SOPInstanceUID}", "%2Ehidden/1.2.3")]
    [InlineData("a /{SOPInstanceUID}", "a%20/1.2.3")]
    public async Task Places_take_the_values_of_the_instance(string template, string path)
    {
        await using StorageServer server = new(options => options.PathTemplate = new StoragePathTemplate(template));
        ReceivedMessage answer = await server.StoreAsync("1.2.3", TestInstances.DataSetOf(TestInstances.Part10(sopInstanceUid: "1.2.3", rows: 2)));
        Assert.Equal((ushort)0, answer.Command.Status);
        Assert.Equal([path], server.Files);
        Assert.Equal(template, new StoragePathTemplate(template).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("x.dcm")]
    [InlineData("{StudyInstanceUID}/{SeriesInstanceUID}")]
    [InlineData("/{SOPInstanceUID}")]
    [InlineData("//{SOPInstanceUID}")]
    [InlineData("{SOPInstanceUID}/")]
    [InlineData("a//{SOPInstanceUID}")]
    [InlineData("../{SOPInstanceUID}")]
    [InlineData("a/../{SOPInstanceUID}")]
    [InlineData("./{SOPInstanceUID}")]
    [InlineData(@"\\server\{SOPInstanceUID}")]
    [InlineData("{SOPInstanceUID")]
    [InlineData("SOPInstanceUID}")]
    [InlineData("}{SOPInstanceUID}{")]
    [InlineData("{}{SOPInstanceUID}")]
    [InlineData("{NoSuchKeyword}/{SOPInstanceUID}")]
    [InlineData("{PixelData}/{SOPInstanceUID}")]
    [InlineData("{ReferencedImageSequence}/{SOPInstanceUID}")]
    [InlineData("{Rows}/{SOPInstanceUID}")]
    public void A_template_that_is_no_relative_path_of_known_places_is_refused(string template) =>
        Assert.ThrowsAny<ArgumentException>(() => new StoragePathTemplate(template));

    [Fact]
    public void Different_values_make_different_names()
    {
        string[] values =
        [
            "a", "a ", " a", "a.", ".a", "..", ".", "...", "%2E", "a/b", @"a\b", "a%2Fb", "CON", "con.", "%43ON", "a:b", "a*b", "a?b", "\u00E4", "\u0410", "a\0",
            new('x', 300), new string('x', 300) + "y", "~", "a~", "",
        ];
        string[] names = [.. values.Select(StoragePathTemplate.SafeName)];
        Assert.Distinct(names, StringComparer.Ordinal);
        Assert.All(names, name =>
        {
            Assert.InRange(name.Length, 1, 200);
            Assert.True(name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or '%' or '~'), name);
            Assert.False(name[0] is '.' or ' ' || name[^1] is '.' or ' ', name);
        });
    }
}
