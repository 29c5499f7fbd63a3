using DicomPS.Engine.Data;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Values;

/// <summary>DA, TM and DT.</summary>
public class MomentValuesTests
{
    [Theory]
    [InlineData("19930822", 1993, 8, 22)]
    [InlineData("1993.08.22", 1993, 8, 22)]
    [InlineData("20240229", 2024, 2, 29)]
    [InlineData("20000229 ", 2000, 2, 29)]
    [InlineData(" 00010101\0", 1, 1, 1)]
    [InlineData("99991231", 9999, 12, 31)]
    public void A_date_is_read(string text, int year, int month, int day)
    {
        DicomDate date = DicomDate.Parse(text);
        Assert.Equal((year, month, day), (date.Year, date.Month, date.Day));
        Assert.Equal(new DateOnly(year, month, day), date.ToDateOnly());
        Assert.Equal(new DateTime(year, month, day), date.ToDateTime());
        Assert.Equal(text.Trim(' ', '\0'), date.ToString());
        Assert.Equal(date, DicomDate.From(date.ToDateOnly()));
        Assert.Equal(text.Trim(' ', '\0').Replace(".", ""), date.ToCanonicalString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("1993")]
    [InlineData("199308")]
    [InlineData("1993-08-22")]
    [InlineData("1993.8.22")]
    [InlineData("1993.0822")]
    [InlineData("00000101")]
    [InlineData("20240001")]
    [InlineData("20241301")]
    [InlineData("20240100")]
    [InlineData("20230229")]
    [InlineData("19000229")]
    [InlineData("20240431")]
    [InlineData("+2024010")]
    [InlineData("202401 1")]
    [InlineData("２０２４０１０１")]
    [InlineData("202401010")]
    [InlineData("20240101\n")]
    public void What_is_no_date_is_refused(string? text)
    {
        Assert.False(DicomDate.TryParse(text, out DicomDate? date));
        Assert.Null(date);
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => DicomDate.Parse(text));
        }
    }

    [Theory]
    [InlineData("07", DicomPrecision.Hour, 0, "07:00:00")]
    [InlineData("1009", DicomPrecision.Minute, 0, "10:09:00")]
    [InlineData("070907", DicomPrecision.Second, 0, "07:09:07")]
    [InlineData("070907.0705 ", DicomPrecision.Fraction, 4, "07:09:07.0705")]
    [InlineData("000000.1", DicomPrecision.Fraction, 1, "00:00:00.1")]
    [InlineData("235959.999999", DicomPrecision.Fraction, 6, "23:59:59.999999")]
    [InlineData("235960", DicomPrecision.Second, 0, "23:59:59.999999")]
    [InlineData("10:09", DicomPrecision.Minute, 0, "10:09:00")]
    [InlineData("07:09:07", DicomPrecision.Second, 0, "07:09:07")]
    [InlineData("07:09:07.25", DicomPrecision.Fraction, 2, "07:09:07.25")]
    public void A_time_is_read(string text, DicomPrecision precision, int fractionDigits, string expected)
    {
        DicomTime time = DicomTime.Parse(text);
        Assert.Equal((precision, fractionDigits), (time.Precision, time.FractionDigits));
        Assert.Equal(TimeSpan.Parse(expected, null), time.ToTimeSpan());
        Assert.Equal(time.ToTimeSpan(), time.ToTimeOnly().ToTimeSpan());
        Assert.Equal(text.Trim(), time.Text);
        Assert.Equal(text.Trim().Replace(":", ""), time.ToCanonicalString());
        Assert.Equal(time, DicomTime.Parse(time.ToCanonicalString()));
        Assert.Equal(precision >= DicomPrecision.Minute, time.Minute is not null);
        Assert.Equal(precision >= DicomPrecision.Second, time.Second is not null);
        Assert.Equal(precision == DicomPrecision.Fraction, time.Microsecond is not null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("24")]
    [InlineData("240000")]
    [InlineData("1060")]
    [InlineData("100061")]
    [InlineData("10000")]
    [InlineData("1009.5")]
    [InlineData("100907.")]
    [InlineData("100907.1234567")]
    [InlineData("100907.1a")]
    [InlineData("100907.1.2")]
    [InlineData("10:0907")]
    [InlineData("10:09:")]
    [InlineData("1:09:07")]
    [InlineData("-10907")]
    public void What_is_no_time_is_refused(string text)
    {
        Assert.False(DicomTime.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DicomTime.Parse(text));
    }

    [Theory]
    [InlineData("2007", DicomPrecision.Year, null, "2007-01-01T00:00:00", "2007-12-31T23:59:59.999999")]
    [InlineData("2007-0500", DicomPrecision.Year, -300, "2007-01-01T00:00:00", "2007-12-31T23:59:59.999999")]
    [InlineData("200802", DicomPrecision.Month, null, "2008-02-01T00:00:00", "2008-02-29T23:59:59.999999")]
    [InlineData("20080229+1400", DicomPrecision.Day, 840, "2008-02-29T00:00:00", "2008-02-29T23:59:59.999999")]
    [InlineData("2008022910", DicomPrecision.Hour, null, "2008-02-29T10:00:00", "2008-02-29T10:59:59.999999")]
    [InlineData("200802291030-1200", DicomPrecision.Minute, -720, "2008-02-29T10:30:00", "2008-02-29T10:30:59.999999")]
    [InlineData("20080229103015 ", DicomPrecision.Second, null, "2008-02-29T10:30:15", "2008-02-29T10:30:15.999999")]
    [InlineData("20080229103015.5", DicomPrecision.Fraction, null, "2008-02-29T10:30:15.5", "2008-02-29T10:30:15.599999")]
    [InlineData("19530827111300.000001+0530", DicomPrecision.Fraction, 330, "1953-08-27T11:13:00.000001", "1953-08-27T11:13:00.000001")]
    [InlineData("20161231235960+0000", DicomPrecision.Second, 0, "2016-12-31T23:59:59.999999", "2016-12-31T23:59:59.999999")]
    [InlineData("9999", DicomPrecision.Year, null, "9999-01-01T00:00:00", "9999-12-31T23:59:59.999999")]
    public void A_date_and_time_is_read(string text, DicomPrecision precision, int? offset, string earliest, string latest)
    {
        DicomDateTime value = DicomDateTime.Parse(text);
        Assert.Equal(precision, value.Precision);
        Assert.Equal(offset, (int?)value.Offset?.TotalMinutes);
        Assert.Equal(DateTime.Parse(earliest, null), value.Earliest);
        Assert.Equal(DateTime.Parse(latest, null), value.Latest);
        Assert.Equal(text.Trim(), value.Text);
        Assert.Equal(text.Trim(), value.ToCanonicalString());
        Assert.Equal(value, DicomDateTime.Parse(value.ToCanonicalString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("200")]
    [InlineData("20071")]
    [InlineData("0000")]
    [InlineData("200713")]
    [InlineData("20070230")]
    [InlineData("2007010124")]
    [InlineData("20070101.5")]
    [InlineData("2007010110300.5")]
    [InlineData("20070101103000.1234567")]
    [InlineData("2007-1201")]
    [InlineData("2007+1401")]
    [InlineData("2007+0060")]
    [InlineData("2007+05")]
    [InlineData("2007+05:00")]
    [InlineData("2007-0500-")]
    [InlineData("+0500")]
    [InlineData("2007Z")]
    [InlineData("0001+0100")]
    [InlineData("99991231235959-0100")]
    [InlineData("99991231235960")]
    public void What_is_no_date_and_time_is_refused(string text)
    {
        Assert.False(DicomDateTime.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DicomDateTime.Parse(text));
    }

    [Fact]
    public void What_is_not_stated_is_not_made_up()
    {
        Assert.Throws<InvalidOperationException>(() => DicomDateTime.Parse("2007").ToDateTime());
        Assert.Throws<InvalidOperationException>(() => DicomDateTime.Parse("200701").ToDateOnly());
        Assert.Throws<InvalidOperationException>(() => DicomDateTime.Parse("20070102").ToTimeOnly());
        Assert.Throws<InvalidOperationException>(() => DicomDateTime.Parse("20070102").ToDateTimeOffset());
        DicomDateTime value = DicomDateTime.Parse("2007010210");
        Assert.Equal(new DateTimeOffset(2007, 1, 2, 10, 0, 0, TimeSpan.FromHours(1)), value.ToDateTimeOffset(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(-5), DicomDateTime.Parse("20070102-0500").ToDateTimeOffset(TimeSpan.FromHours(1)).Offset);
        Assert.Equal(new TimeOnly(10, 0), value.ToTimeOnly());
        Assert.Equal((2007, 1, 2, 10, null, null, null), (value.Year, value.Month, value.Day, value.Hour, value.Minute, value.Second, value.Microsecond));
        Assert.Equal(DateTimeKind.Unspecified, value.ToDateTime().Kind);
        Assert.Equal("2007010210+0100", value.WithDefaultOffset(TimeSpan.FromHours(1)).Text);
    }

    [Fact]
    public void Moments_of_the_framework_become_text()
    {
        DateTime moment = new DateTime(2024, 3, 9, 8, 7, 6).AddTicks(1_234_567);
        Assert.Equal("20240309", DicomDate.From(moment).Text);
        Assert.Equal("080706.123456", DicomTime.From(moment).Text);
        Assert.Equal("0807", DicomTime.From(new TimeOnly(8, 7, 6), DicomPrecision.Minute).Text);
        Assert.Equal("20240309080706.123456", DicomDateTime.From(moment).Text);
        Assert.Equal("20240309080706+0000", DicomDateTime.From(DateTime.SpecifyKind(moment, DateTimeKind.Utc), DicomPrecision.Second).Text);
        Assert.Equal("202403-0330", DicomDateTime.From(new DateTimeOffset(moment, new TimeSpan(-3, -30, 0)), DicomPrecision.Month).Text);
        Assert.Equal("202403090807+0100", DicomDateTime.Combine(DicomDate.From(moment), DicomTime.Parse("08:07"), TimeSpan.FromHours(1)).Text);
        Assert.Equal("20240309", DicomDateTime.Combine(DicomDate.From(moment), null).Text);
        Assert.Equal("99991231235959.999999", DicomDateTime.From(DateTime.MaxValue).Text);
        Assert.Equal("00010101000000.000000", DicomDateTime.From(DateTime.MinValue).Text);
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomTime.From(TimeSpan.FromDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomTime.From(moment, DicomPrecision.Day));
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomDateTime.From(moment, (DicomPrecision)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomDateTime.From(new DateTimeOffset(moment, TimeSpan.FromHours(-13))));
        Assert.Throws<ArgumentOutOfRangeException>(() => DicomDateTime.Parse("2024").WithDefaultOffset(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Values_have_an_order()
    {
        string[] times = ["00", "0000", "000000", "000000.0", "000000.00", "000000.01", "1059", "105959", "105960", "105960.5", "11", "235960"];
        string[] moments = ["2023", "202301", "20230101", "202301010000+0100", "20230101000000-0100", "20161231235960"];
        Assert.Equal(times, times.Reverse().Select(DicomTime.Parse).Order().Select(time => time.Text));
        Assert.Equal(
            ["20161231235960", "202301010000+0100", "2023", "202301", "20230101", "20230101000000-0100"],
            moments.Select(DicomDateTime.Parse).Order().Select(moment => moment.Text));
        Assert.True(DicomDate.Parse("2024.01.02") == DicomDate.Parse("20240102"));
        Assert.True(DicomDate.Parse("20240101") < DicomDate.Parse("20240102"));
        Assert.True(null < DicomTime.Parse("00"));
        Assert.NotEqual(DicomTime.Parse("12"), DicomTime.Parse("1200"));
        Assert.NotEqual(DicomDateTime.Parse("2024010112+0100"), DicomDateTime.Parse("2024010111+0000"));
        Assert.Equal(DicomTime.Parse("12:00").GetHashCode(), DicomTime.Parse("1200").GetHashCode());
        Assert.Throws<ArgumentException>(() => DicomTime.Parse("12").CompareTo("12"));
    }
}
