using System.Globalization;
using System.Management.Automation;

namespace DicomPS.Binding;

/// <summary>Dates as they match in a query: one, or a range (PS3.4 section C.2.2.2.5).</summary>
internal static class DateKey
{
    /// <summary>
    /// One value as it stands, two as the ends of a range, of which one may be null. Dates and times are taken as dates.
    /// </summary>
    /// <exception cref="ArgumentException">More than two values, or nothing but nulls.</exception>
    internal static string? Of(object?[]? values) => values switch
    {
        null => null,
        [{ } only] => TextOf(only),
        [var first, var last] when first is not null || last is not null => $"{TextOf(first)}-{TextOf(last)}",
        _ => throw new ArgumentException("A date key is one date, or the first and the last of a range; one of the two may be $null."),
    };

    private static string? TextOf(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        DateTime or DateTimeOffset or DateOnly => string.Create(CultureInfo.InvariantCulture, $"{value:yyyyMMdd}"),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}
