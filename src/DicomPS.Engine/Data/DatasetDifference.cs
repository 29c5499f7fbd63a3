using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>One difference between two data sets.</summary>
/// <param name="Path">Where the element stands, from the outermost data set: ReferencedSeriesSequence[0].SeriesInstanceUID.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Keyword">The keyword of the standard; empty where it has none.</param>
/// <param name="Kind">What differs.</param>
/// <param name="ReferenceVR">The VR in the reference; null where it has no such element.</param>
/// <param name="DifferenceVR">The VR in the other data set; null where it has no such element.</param>
/// <param name="Reference">
/// The value in the reference; null where there is none. Of sequences whose number of items differs it is that number; a
/// large value is described by its length.
/// </param>
/// <param name="Difference">The value in the other data set, in the same way.</param>
public sealed record DatasetDifference(
    string Path,
    DicomTag Tag,
    string Keyword,
    DifferenceKind Kind,
    DicomVR? ReferenceVR,
    DicomVR? DifferenceVR,
    object? Reference,
    object? Difference)
{
    /// <summary>Where and what, and no value.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{Path}: {Kind}";
}
