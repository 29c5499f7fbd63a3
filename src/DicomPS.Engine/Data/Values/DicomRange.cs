using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>
/// Reads the ranges of a query (PS3.4 section C.2.2.2.5): 'a-b', '-b', 'a-', or a single value. A hyphen may also begin the
/// offset of a DT: a text that is one value is never a range (2007-0500 is a year with an offset), and in one that can be
/// divided at several places, the last of them counts (2007-0500-2008 begins with 2007-0500).
/// </summary>
public static class DicomRange
{
    // Each end of a range of DT may have one in its offset.
    private const int MostHyphens = 3;

    private delegate bool Reader<T>(string? text, [NotNullWhen(true)] out T? value)
        where T : DicomMoment;

    /// <summary>Reads a range of dates, VR DA.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no range.</exception>
    public static DicomRange<DicomDate> ParseDate(string text) => Parse<DicomDate>(text, DicomDate.TryParse, "a date or a range of dates");

    /// <summary>Reads a range of times, VR TM.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no range.</exception>
    public static DicomRange<DicomTime> ParseTime(string text) => Parse<DicomTime>(text, DicomTime.TryParse, "a time or a range of times");

    /// <summary>Reads a range of dates with times, VR DT.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    /// <exception cref="FormatException">The text is no range.</exception>
    public static DicomRange<DicomDateTime> ParseDateTime(string text) =>
        Parse<DicomDateTime>(text, DicomDateTime.TryParse, "a date and time or a range of them");

    /// <summary>Reads a range of dates, VR DA. Never throws.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range; null where the text is none.</param>
    public static bool TryParseDate([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DicomRange<DicomDate>? range) =>
        (range = Read<DicomDate>(text, DicomDate.TryParse)) is not null;

    /// <summary>Reads a range of times, VR TM. Never throws.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range; null where the text is none.</param>
    public static bool TryParseTime([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DicomRange<DicomTime>? range) =>
        (range = Read<DicomTime>(text, DicomTime.TryParse)) is not null;

    /// <summary>Reads a range of dates with times, VR DT. Never throws.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range; null where the text is none.</param>
    public static bool TryParseDateTime([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DicomRange<DicomDateTime>? range) =>
        (range = Read<DicomDateTime>(text, DicomDateTime.TryParse)) is not null;

    private static DicomRange<T> Parse<T>(string text, Reader<T> read, string what)
        where T : DicomMoment
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, read) ?? throw ValueText.NotA(what, text);
    }

    private static DicomRange<T>? Read<T>(string? text, Reader<T> read)
        where T : DicomMoment
    {
        if (text is null)
        {
            return null;
        }

        if (read(text, out T? single))
        {
            return new(single, single, isSingle: true);
        }

        if (text.AsSpan().Count('-') > MostHyphens)
        {
            return null;
        }

        for (int i = text.LastIndexOf('-'); i >= 0; i = i == 0 ? -1 : text.LastIndexOf('-', i - 1))
        {
            bool hasStart = TryReadEnd(text[..i], read, out T? start);
            bool hasEnd = TryReadEnd(text[(i + 1)..], read, out T? end);
            if (hasStart && hasEnd && (start is not null || end is not null))
            {
                return new(start, end, isSingle: false);
            }
        }

        return null;
    }

    private static bool TryReadEnd<T>(string text, Reader<T> read, out T? value)
        where T : DicomMoment => read(text, out value) || ValueText.TrimPadding(text).Length == 0;
}
