using System.Globalization;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Engine.Tests.Data.Values;

/// <summary>IS, DS and AS.</summary>
public class NumberValuesTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData(" +17 ", 17)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("000000000000000000000012", 12)]
    public void An_integer_is_read(string text, int number)
    {
        IntegerString value = IntegerString.Parse(text);
        Assert.Equal((number, text.Trim()), (value.Value, value.Text));
        Assert.Equal(IntegerString.From(number), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("1 2")]
    [InlineData("1.0")]
    [InlineData("--1")]
    [InlineData("0x1")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("99999999999999999999999999")]
    [InlineData("٣")]
    public void What_is_no_integer_is_refused(string text)
    {
        Assert.False(IntegerString.TryParse(text, out _));
        Assert.Throws<FormatException>(() => IntegerString.Parse(text));
    }

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData(" 1.50 ", 1.5)]
    [InlineData("+.5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("-1e-3", -0.001)]
    [InlineData("1E+05", 100000.0)]
    [InlineData("0.123456789012345678901", 0.12345678901234568)]
    public void A_decimal_is_read(string text, double number)
    {
        DecimalString value = DecimalString.Parse(text);
        Assert.Equal((number, text.Trim()), (value.Value, value.Text));
        Assert.Equal((decimal)number, Math.Round(value.DecimalValue!.Value, 15));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("1,5")]
    [InlineData("1 5")]
    [InlineData("(1)")]
    [InlineData("1e")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e309")]
    [InlineData("1e99999999999999999999")]
    [InlineData("0x10")]
    [InlineData("1-")]
    [InlineData("1\02")]
    public void What_is_no_decimal_is_refused(string text)
    {
        Assert.False(DecimalString.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DecimalString.Parse(text));
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(100000.0, "100000")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1e16, "1E16")]
    [InlineData(1e-10, "0.0000000001")]
    [InlineData(-1.5e-20, "-1.5E-20")]
    [InlineData(1.0 / 3, "0.33333333333333")]
    [InlineData(-1.0 / 3, "-0.3333333333333")]
    [InlineData(2.0 / 3, "0.66666666666667")]
    [InlineData(Math.PI, "3.14159265358979")]
    [InlineData(1234567890123456.7, "1234567890123457")]
    [InlineData(1.0 / 3000000, "3.3333333333E-07", true)]
    [InlineData(double.MaxValue, "1.79769313E308")]
    [InlineData(double.Epsilon, "5E-324")]
    public void A_number_gets_the_best_text(double number, string text, bool isAboutIt = false)
    {
        DecimalString value = DecimalString.From(number);
        Assert.InRange(value.Text.Length, 1, DecimalString.MaxLength);
        if (isAboutIt)
        {
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value.Value, 1e-16);
        }
        else
        {
            Assert.Equal(text, value.Text);
        }
    }

    [Fact]
    public void A_decimal_keeps_its_zeros_where_they_have_room()
    {
        Assert.Equal("1.500", DecimalString.From(1.500m).Text);
        Assert.Equal("7.9228162514E28", DecimalString.From(79228162514000000000000000000m).Text);
        Assert.Equal("0.12345678901235", DecimalString.From(0.1234567890123456789m).Text);
        Assert.Equal("1", DecimalString.From(1.00000000000000000000m).Text);
        Assert.Equal("1E-28", DecimalString.From(0.0000000000000000000000000001m).Text);
        Assert.Throws<ArgumentOutOfRangeException>(() => DecimalString.From(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => DecimalString.From(double.NegativeInfinity));
    }

    [Fact]
    public void Numbers_compare_as_numbers()
    {
        Assert.Equal(DecimalString.Parse("1.0"), DecimalString.Parse("1"));
        Assert.NotEqual(DecimalString.Parse("9007199254740993"), DecimalString.Parse("9007199254740992"));
        Assert.True(DecimalString.Parse("9") < DecimalString.Parse("1e1"));
        Assert.True(IntegerString.Parse("9") < IntegerString.Parse("+10"));
        Assert.Null(DecimalString.Parse("1e29").DecimalValue);
        Assert.Null(DecimalString.Parse("1e-40").DecimalValue);
        Assert.Equal(0, DecimalString.Parse("0e-40").DecimalValue);
    }

    [Fact]
    public void Any_number_has_room_in_16_characters_and_keeps_its_digits()
    {
        Random random = new(16);
        for (int round = 0; round < 20_000; round++)
        {
            double number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            number = double.IsFinite(number) ? number : round;
            number = round % 2 == 0 ? number : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 12));
            DecimalString value = DecimalString.From(number);
            Assert.Null(ValueRules.FindFault(DicomVR.DS, value.Text));
            Assert.InRange(Math.Abs(value.Value - number), 0, Math.Abs(number) * 1e-7);
            Assert.Equal(value.Text, DecimalString.From(value.Value).Text);
        }
    }

    [Theory]
    [InlineData("018M", 18, AgeUnit.Months, "18 months")]
    [InlineData("001Y", 1, AgeUnit.Years, "1 year")]
    [InlineData("000D", 0, AgeUnit.Days, "0 days")]
    [InlineData("9w ", 9, AgeUnit.Weeks, "9 weeks")]
    [InlineData("999Y", 999, AgeUnit.Years, "999 years")]
    public void An_age_is_read(string text, int count, AgeUnit unit, string display)
    {
        AgeString age = AgeString.Parse(text);
        Assert.Equal((count, unit, display, text.Trim()), (age.Count, age.Unit, age.ToDisplay(), age.Text));
        Assert.Equal(AgeString.From(count, unit), age);
        Assert.Equal(4, age.ToCanonicalString().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Y")]
    [InlineData("045")]
    [InlineData("0045Y")]
    [InlineData("-45Y")]
    [InlineData("045X")]
    [InlineData("4 Y")]
    public void What_is_no_age_is_refused(string text) => Assert.Throws<FormatException>(() => AgeString.Parse(text));

    [Fact]
    public void An_age_is_made_within_its_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AgeString.From(1000, AgeUnit.Days));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgeString.From(-1, AgeUnit.Days));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgeString.From(1, AgeUnit.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => AgeString.From(1, (AgeUnit)'X'));
    }
}
