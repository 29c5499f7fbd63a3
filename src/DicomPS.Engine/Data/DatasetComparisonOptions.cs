namespace DicomPS.Engine.Data;

/// <summary>Which elements of two data sets are compared. Elements are given with their paths from the outermost data set.</summary>
public sealed class DatasetComparisonOptions
{
    /// <summary>Says which elements are compared, with all that is in them; null for all.</summary>
    public Func<DicomElement, string, bool>? Include { get; init; }

    /// <summary>Says which elements are passed over, with all that is in them; null for none.</summary>
    public Func<DicomElement, string, bool>? Exclude { get; init; }

    /// <summary>Whether elements that are equal are told as well, as differences of the kind Equal.</summary>
    public bool IncludeEqual { get; init; }
}
