using System.Collections;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Datasets;

/// <summary>Paths to elements: how they are read, what they find, and where they put values.</summary>
public sealed class ElementPathTests
{
    private readonly DicomDataset dataset = new();

    public ElementPathTests()
    {
        dataset.SetValues(new Hashtable
        {
            ["Modality"] = "SR",
            ["StudyDate"] = "20260102",
            ["PatientName"] = "Doe^Jane",
            ["PatientBirthDate"] = "19700101",
            ["(0009,0010)"] = "ACME 1.1",
            ["ReferencedSeriesSequence"] = new[]
            {
                new Hashtable
                {
                    ["SeriesInstanceUID"] = "1.2.3",
                    ["Modality"] = "CT",
                    ["ReferencedInstanceSequence"] = new[]
                    {
                        new Hashtable { ["ReferencedSOPInstanceUID"] = "1.2.3.1" },
                        new Hashtable { ["ReferencedSOPInstanceUID"] = "1.2.3.2" },
                    },
                },
                new Hashtable { ["SeriesInstanceUID"] = "1.2.4", ["Modality"] = "MR" },
            },
        });
        dataset.SetValue(new DicomTag(0x0009, 0x1001), "4711", DicomVR.LO);
    }

    [Theory]
    [InlineData("PatientName", "PatientName")]
    [InlineData(" patientname ", "PatientName")]
    [InlineData("(0010,0010)", "PatientName")]
    [InlineData("0010,0010", "PatientName")]
    [InlineData("00100010", "PatientName")]
    [InlineData("PatientID", "")]
    [InlineData("(0009,xx01:ACME 1.1)", "(0009,xx01:ACME 1.1)")]
    [InlineData("0009xx01:ACME 1.1", "(0009,xx01:ACME 1.1)")]
    [InlineData("(0009,1001)", "(0009,xx01:ACME 1.1)")]
    [InlineData("(0009,xx01:OTHER)", "")]
    [InlineData("ReferencedSeriesSequence[0].SeriesInstanceUID", "ReferencedSeriesSequence[0].SeriesInstanceUID")]
    [InlineData("(0008,1115)[1].(0020,000e)", "ReferencedSeriesSequence[1].SeriesInstanceUID")]
    [InlineData("00081115[-1].SeriesInstanceUID", "ReferencedSeriesSequence[1].SeriesInstanceUID")]
    [InlineData("ReferencedSeriesSequence[-3].SeriesInstanceUID", "")]
    [InlineData("ReferencedSeriesSequence[2].SeriesInstanceUID", "")]
    [InlineData("ReferencedSeriesSequence[*].Modality", "ReferencedSeriesSequence[0].Modality ReferencedSeriesSequence[1].Modality")]
    [InlineData("ReferencedSeriesSequence[*].ReferencedInstanceSequence[1].*", "ReferencedSeriesSequence[0].ReferencedInstanceSequence[1].ReferencedSOPInstanceUID")]
    [InlineData("PatientName[0].Modality", "")]
    [InlineData("*Date", "StudyDate PatientBirthDate")]
    [InlineData("(0010,*)", "PatientName PatientBirthDate")]
    [InlineData("0010,*", "PatientName PatientBirthDate")]
    [InlineData("0010*", "PatientName PatientBirthDate")]
    [InlineData("(001x,0010)", "PatientName")]
    [InlineData("Patient?ame", "PatientName")]
    [InlineData("ReferencedSeriesSequence[*].*UID", "ReferencedSeriesSequence[0].SeriesInstanceUID ReferencedSeriesSequence[1].SeriesInstanceUID")]
    [InlineData("Ref*[1].Mod*", "ReferencedSeriesSequence[1].Modality")]
    [InlineData("NoSuch*", "")]
    public void A_path_finds_what_stands_there(string path, string found) => Assert.Equal(found, Find(path));

    [Theory]
    [InlineData("Modality", "Modality ReferencedSeriesSequence[0].Modality ReferencedSeriesSequence[1].Modality")]
    [InlineData("*SOPInstanceUID", "ReferencedSeriesSequence[0].ReferencedInstanceSequence[0].ReferencedSOPInstanceUID ReferencedSeriesSequence[0].ReferencedInstanceSequence[1].ReferencedSOPInstanceUID")]
    [InlineData("ReferencedInstanceSequence[1].ReferencedSOPInstanceUID", "ReferencedSeriesSequence[0].ReferencedInstanceSequence[1].ReferencedSOPInstanceUID")]
    [InlineData("ReferencedSeriesSequence[*].Modality", "ReferencedSeriesSequence[0].Modality ReferencedSeriesSequence[1].Modality")]
    public void A_path_may_begin_in_any_item(string path, string found) => Assert.Equal(found, Find(path, recurse: true));

    [Fact]
    public void All_elements_come_in_the_order_of_the_data_set()
    {
        Assert.Equal(dataset.Elements, ElementPath.All.Find(dataset));
        DicomElement[] all = [.. ElementPath.All.Find(dataset, recurse: true)];
        Assert.Equal(14, all.Length);
        Assert.Equal(
            ["ReferencedSeriesSequence", "ReferencedSeriesSequence[0].Modality", "ReferencedSeriesSequence[0].ReferencedInstanceSequence"],
            all.SkipWhile(element => element is not DicomSequence).Take(3).Select(element => element.Path));
    }

    [Fact]
    public void The_path_of_every_element_leads_to_it() => Assert.All(
        ElementPath.All.Find(dataset, recurse: true),
        element => Assert.Same(element, Assert.Single(ElementPath.Parse(element.Path).Find(dataset))));

    [Fact]
    public void Elements_can_be_removed_while_they_are_found()
    {
        foreach (DicomElement element in ElementPath.All.Find(dataset, recurse: true))
        {
            Assert.True(element.Remove());
            Assert.False(element.Remove());
        }

        Assert.Empty(dataset.Elements);
        Assert.True(dataset.IsChanged);
    }

    [Theory]
    [InlineData("", "a keyword or a tag is expected at position 1")]
    [InlineData("[0].Modality", "a keyword or a tag is expected at position 1")]
    [InlineData("ReferencedSeriesSequence[0]", "a dot and an element of the item, or .* for all of them is expected at position 28")]
    [InlineData("ReferencedSeriesSequence[0].", "a keyword or a tag is expected at position 29")]
    [InlineData("ReferencedSeriesSequence.Modality", "the item of the sequence, such as [0], or [*] for all of them is expected at position 25")]
    [InlineData("ReferencedSeriesSequence[x].Modality", "the number of an item, from 0, or * is expected at position 26")]
    [InlineData("ReferencedSeriesSequence[].Modality", "the number of an item, from 0, or * is expected at position 26")]
    [InlineData("ReferencedSeriesSequence[99999999999].Modality", "the number of an item, from 0, or * is expected at position 26")]
    [InlineData("ReferencedSeriesSequence[0", "a closing bracket is expected at position 27")]
    [InlineData("ReferencedSeriesSequence[0]Modality", "a dot is expected at position 28")]
    [InlineData("(0008,1115", "a closing parenthesis is expected at position 11")]
    public void A_faulty_path_tells_where_and_what_is_expected(string path, string message) => Assert.Contains(
        message, Assert.Throws<ArgumentException>(() => ElementPath.Parse(path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("PatientNam", "PatientName")]
    [InlineData("ReferencedSeriesSequence[0].SeriesInstanceUIDD", "position 29")]
    [InlineData("ReferencedSeriesSequence[0].SeriesInstanceUIDD", "SeriesInstanceUID,")]
    [InlineData("ReferencedSeriesSequens[0].Modality", "position 1 ")]
    public void A_misspelt_keyword_tells_the_nearest(string path, string message)
    {
        DicomException error = Assert.Throws<DicomException>(() => ElementPath.Parse(path));

        Assert.Equal(DicomErrorId.UnknownTag, error.ErrorId);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PatientName")]
    [InlineData("Modality")]
    [InlineData("*UID")]
    [InlineData("(0009,xx01:ACME 1.1)")]
    [InlineData("ReferencedSeriesSequence[0].SeriesInstanceUID")]
    [InlineData("ReferencedSeriesSequence[-1].*")]
    [InlineData("ReferencedSeriesSequence[-3].*")]
    [InlineData("ReferencedSeriesSequence[*].ReferencedInstanceSequence[1].*")]
    [InlineData("ReferencedInstanceSequence[0].ReferencedSOPInstanceUID")]
    [InlineData("PatientName[0].Modality")]
    public void A_path_means_the_elements_that_it_finds(string text)
    {
        ElementPath path = ElementPath.Parse(text);

        Assert.Equal(
            path.Find(dataset, recurse: true).Select(element => element.Path),
            ElementPath.All.Find(dataset, recurse: true).Where(path.Means).Select(element => element.Path));
    }

    [Fact]
    public void A_path_is_no_deeper_than_items_are()
    {
        const string Step = "ReferencedSeriesSequence[0].";
        string deepest = string.Concat(Enumerable.Repeat(Step, DataSetReader.MaxDepth)) + "Modality";

        Assert.Empty(ElementPath.Parse(deepest).Find(dataset));
        Assert.Contains("64 deep", Assert.Throws<ArgumentException>(() => ElementPath.Parse(Step + deepest)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(0019,xx01:A.B[0])[0].(0019,xx02:A (B) C)")]
    [InlineData("0019xx01:A.B[0].0019xx02:A (B) C")]
    public void A_creator_may_have_any_character_in_it(string path)
    {
        ElementPath.Parse(path).SetValue(dataset, "x", DicomVR.LO);

        Assert.Equal("x", Assert.Single(ElementPath.Parse(path).Find(dataset)).Value);
    }

    [Fact]
    public void What_is_not_there_on_the_way_is_made()
    {
        Assert.Equal(1, Set("RequestAttributesSequence[0].ScheduledProtocolCodeSequence[0].CodeValue", "1"));
        Assert.Equal(1, Set("RequestAttributesSequence[1].ScheduledProcedureStepID", "S2"));
        Assert.Equal(2, Set("RequestAttributesSequence[*].RequestedProcedureID", "P"));
        Assert.Equal(1, Set("RequestAttributesSequence[-1].ScheduledProcedureStepID", "S3"));

        Assert.Equal("1", Value("RequestAttributesSequence[0].ScheduledProtocolCodeSequence[0].CodeValue"));
        Assert.Equal("S3", Value("RequestAttributesSequence[1].ScheduledProcedureStepID"));
        Assert.Equal("P", Value("RequestAttributesSequence[0].RequestedProcedureID"));
    }

    [Fact]
    public void Several_values_are_put_in_where_none_undoes_another()
    {
        string[] paths = ["ReferencedSeriesSequence[*].Modality", "ReferencedSeriesSequence[1].Modality", "ReferencedSeriesSequence[0].Modality", "ReferencedSeriesSequence"];
        object?[] values = ["US", "MR", "CT", null];

        dataset.SetValues(paths.Zip(values, (path, value) => KeyValuePair.Create(ElementPath.Parse(path), value)));

        Assert.Equal("ReferencedSeriesSequence[0].Modality ReferencedSeriesSequence[1].Modality", Find("ReferencedSeriesSequence[*].*"));
        Assert.Equal("US", Value("ReferencedSeriesSequence[0].Modality"));
    }

    [Fact]
    public void Two_paths_to_one_element_are_refused() => Assert.Equal(
        DicomErrorId.InvalidValue,
        Assert.Throws<DicomException>(() => dataset.SetValues(
        [
            KeyValuePair.Create(ElementPath.Parse("PatientID"), (object?)"A"),
            KeyValuePair.Create(ElementPath.Parse("(0010,0020)"), (object?)"B"),
        ])).ErrorId);

    [Fact]
    public void Items_that_are_not_there_are_not_set_by_a_star()
    {
        Assert.Equal(0, Set("RequestAttributesSequence[*].RequestedProcedureID", "P"));

        Assert.Null(dataset[new DicomTag(0x0040, 0x0275)]);
    }

    [Theory]
    [InlineData("ReferencedSeriesSequence[3].Modality", "has 2 items")]
    [InlineData("ReferencedSeriesSequence[-3].Modality", "has 2 items")]
    [InlineData("RequestAttributesSequence[1].RequestedProcedureID", "has 0 items")]
    [InlineData("PatientName[0].Modality", "no sequence")]
    [InlineData("PatientID[0].Modality", "no sequence")]
    [InlineData("ReferencedSeriesSequence[0].Modality[0].Modality", "no sequence")]
    [InlineData("*Date", "pattern")]
    [InlineData("Rows", "VR US")]
    public void What_has_no_place_is_refused(string path, string message)
    {
        DicomException error = Assert.Throws<DicomException>(() => Set(path, "SECRET"));

        Assert.Equal(DicomErrorId.InvalidValue, error.ErrorId);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path + ": ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", error.Message, StringComparison.Ordinal);
    }

    private string Find(string path, bool recurse = false) =>
        string.Join(' ', ElementPath.Parse(path).Find(dataset, recurse).Select(element => element.Path));

    private int Set(string path, object value) => ElementPath.Parse(path).SetValue(dataset, value);

    private object? Value(string path) => Assert.Single(ElementPath.Parse(path).Find(dataset)).Value;
}
