using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>How data sets become JSON and come back from it.</summary>
public sealed class DicomJsonOptions
{
    /// <summary>Whether JSON is written in lines for people. It counts where <see cref="DicomJson"/> makes the writer itself.</summary>
    public bool WriteIndented { get; init; }

    /// <summary>
    /// Decides on writing what is left out of the JSON: it gives the BulkDataURI to stand in the place of an element's value,
    /// or null for the value itself. It is asked only where the standard allows a URI: not for empty values, sequences,
    /// short text, names, dates or tags (PS3.18 section F.2.2). Null keeps every value.
    /// </summary>
    public Func<DicomElement, string?>? BulkDataUri { get; init; }

    /// <summary>
    /// Gives on reading the element that a BulkDataURI stands for, by its tag, its VR and the URI; null leaves the element
    /// out. Text is UTF-8 in it (PS3.18 section F.2.2), numbers are in little endian order. Without it, a BulkDataURI is an
    /// error.
    /// </summary>
    public Func<DicomTag, DicomVR, string, DicomElement?>? ReadBulkData { get; init; }
}
