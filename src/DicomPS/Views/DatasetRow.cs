using DicomPS.Adapter;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Views;

/// <summary>What the table of data sets shows of one, ready for a terminal.</summary>
public static class DatasetRow
{
    private const int FileNameWidth = 22;
    private const int MostCharacters = 256;

    private static readonly DicomTag ScheduledProcedureStepSequence = new(0x0040, 0x0100);
    private static readonly DicomTag StudyDescription = new(0x0008, 0x1030);
    private static readonly DicomTag SeriesDescription = new(0x0008, 0x103E);

    /// <summary>The end of the name of the file that the data set was read from.</summary>
    /// <param name="dataset">The data set.</param>
    public static string FileName(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        string name = DisplayText.Clean(Path.GetFileName(dataset.File?.Path) ?? string.Empty);
        return name.Length <= FileNameWidth ? name : '\u2026' + name[^(FileNameWidth - 1)..];
    }

    /// <summary>The value of an element.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="keyword">The keyword of the element.</param>
    public static string Text(DicomDataset dataset, string keyword)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Keywords.Find(keyword) is { } known ? Text(dataset, known.Key.Tag) : string.Empty;
    }

    /// <summary>The value of an element of the first scheduled procedure step of a worklist item (PS3.4 annex K).</summary>
    /// <param name="dataset">The worklist item.</param>
    /// <param name="keyword">The keyword of the element.</param>
    public static string StepText(DicomDataset dataset, string keyword)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.GetItems(ScheduledProcedureStepSequence) is [var step, ..] ? Text(step, keyword) : string.Empty;
    }

    /// <summary>The description of the series, or of the study where that has none.</summary>
    /// <param name="dataset">The data set.</param>
    public static string Description(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Text(dataset, SeriesDescription) is { Length: > 0 } description ? description : Text(dataset, StudyDescription);
    }

    /// <summary>The name of the SOP class.</summary>
    /// <param name="dataset">The data set.</param>
    public static string SopClassName(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return UidDictionary.NameOf(Text(dataset, Tags.SopClassUid));
    }

    private static string Text(DicomDataset dataset, DicomTag tag) =>
        dataset[tag] is DicomValueElement { IsEmpty: false } element ? DisplayText.Clean(element.GetPreview(MostCharacters)) : string.Empty;
}
