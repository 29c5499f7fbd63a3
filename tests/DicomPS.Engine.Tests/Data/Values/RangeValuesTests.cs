using DicomPS.Engine.Data;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Values;

/// <summary>Ranges of queries (PS3.4 section C.2.2.2.5).</summary>
public class RangeValuesTests
{
    [Theory]
    [InlineData("20240101-20240131", "20240101", "20240131", "20240101-20240131")]
    [InlineData("20240101 - 2024.01.31 ", "20240101", "2024.01.31", "20240101-20240131")]
    [InlineData("-20240131", null, "20240131", "-20240131")]
    [InlineData("20240101-", "20240101", null, "20240101-")]
    [InlineData("20240101", "20240101", "20240101", "20240101")]
    public void A_range_of_dates_is_read(string text, string? start, string? end, string written)
    {
        DicomRange<DicomDate> range = DicomRange.ParseDate(text);
        Assert.Equal((start, end, written), (range.Start?.Text, range.End?.Text, range.ToString()));
        Assert.Equal(range, DicomRange.ParseDate(written));
    }

    [Theory]
    [InlineData("2007-0500", "2007-0500", "2007-0500")]
    [InlineData("2007-2008", "2007", "2008")]
    [InlineData("2007-", "2007", null)]
    [InlineData("-2007", null, "2007")]
    [InlineData("2007-0500-", "2007-0500", null)]
    [InlineData("-2007-0500", null, "2007-0500")]
    [InlineData("2007-0500-2008", "2007-0500", "2008")]
    [InlineData("2007-2008-0500", "2007", "2008-0500")]
    [InlineData("2007-0500-2008-0500", "2007-0500", "2008-0500")]
    [InlineData("20070101+0100-20080101-1200", "20070101+0100", "20080101-1200")]
    [InlineData("20070101103000.123456-0500-20080101103000.123456-0500", "20070101103000.123456-0500", "20080101103000.123456-0500")]
    public void A_hyphen_may_belong_to_an_offset(string text, string? start, string? end)
    {
        DicomRange<DicomDateTime> range = DicomRange.ParseDateTime(text);
        Assert.Equal((start, end, text), (range.Start?.Text, range.End?.Text, range.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(" - ")]
    [InlineData("--20240101")]
    [InlineData("20240101--")]
    [InlineData("20240101-20240102-20240103")]
    [InlineData("20240101-x")]
    [InlineData("20240101\\20240102")]
    public void What_is_no_range_is_refused(string? text)
    {
        Assert.False(DicomRange.TryParseDate(text, out _));
        Assert.False(DicomRange.TryParseTime(text, out _));
        Assert.False(DicomRange.TryParseDateTime(text, out _));
    }

    [Theory]
    [InlineData("10-12", "095959.999999", false)]
    [InlineData("10-12", "10", true)]
    [InlineData("10-12", "125960.999999", true)]
    [InlineData("10-12", "13", false)]
    [InlineData("1000-1200", "120059", true)]
    [InlineData("1000-1200", "1201", false)]
    [InlineData("-1200", "00", true)]
    [InlineData("1200-", "235960", true)]
    [InlineData("1030", "103059.5", true)]
    [InlineData("22-02", "23", false)]
    [InlineData("120000.5-120000.5", "120000.599999", true)]
    [InlineData("120000.5-120000.5", "120000.6", false)]
    public void The_ends_of_a_range_of_times_are_in_it(string range, string time, bool isIn) =>
        Assert.Equal(isIn, DicomRange.ParseTime(range).Contains(DicomTime.Parse(time)));

    [Theory]
    [InlineData("2007-2008", "20081231235959.999999", true)]
    [InlineData("2007-2008", "2009", false)]
    [InlineData("202402-202402", "20240229", true)]
    [InlineData("202402-202402", "2024", false)]
    [InlineData("20240101+0000-", "20240101003000+0100", false)]
    [InlineData("20240101+0000-", "20231231233000-0100", true)]
    public void Offsets_and_precision_count(string range, string moment, bool isIn) =>
        Assert.Equal(isIn, DicomRange.ParseDateTime(range).Contains(DicomDateTime.Parse(moment)));

    [Fact]
    public void A_range_is_made_of_values()
    {
        DicomDate date = DicomDate.Parse("20240101");
        Assert.Equal("20240101-", new DicomRange<DicomDate>(date, null).ToString());
        Assert.Equal("20240101", new DicomRange<DicomDate>(date).ToString());
        Assert.NotEqual(new DicomRange<DicomDate>(date), new DicomRange<DicomDate>(date, date));
        Assert.Throws<ArgumentException>(() => new DicomRange<DicomDate>(null, null));
        Assert.Throws<FormatException>(() => DicomRange.ParseDate("-"));
    }
}
