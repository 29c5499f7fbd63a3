using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>What a data set says of itself near its beginning: what it is and where it belongs (PS3.3 section A.1).</summary>
/// <param name="SopClassUid">SOP Class UID (0008,0016); null where it is missing.</param>
/// <param name="SopInstanceUid">SOP Instance UID (0008,0018); null where it is missing.</param>
/// <param name="Modality">Modality (0008,0060); null where it is missing.</param>
/// <param name="PatientId">Patient ID (0010,0020); null where it is missing.</param>
/// <param name="StudyInstanceUid">Study Instance UID (0020,000D); null where it is missing.</param>
/// <param name="SeriesInstanceUid">Series Instance UID (0020,000E); null where it is missing.</param>
public sealed record InstanceSummary(
    string? SopClassUid,
    string? SopInstanceUid,
    string? Modality,
    string? PatientId,
    string? StudyInstanceUid,
    string? SeriesInstanceUid)
{
    private static readonly DicomTag[] Wanted =
    [
        Tags.SopClassUid, Tags.SopInstanceUid, Tags.Modality, Tags.PatientId, Tags.StudyInstanceUid, Tags.SeriesInstanceUid,
    ];

    /// <summary>Reads the summary from the beginning of a data set, no further than Series Instance UID.</summary>
    /// <param name="reader">A reader that has read nothing yet.</param>
    /// <exception cref="DicomException">The data set is damaged (NotDicom).</exception>
    public static InstanceSummary Read(DataSetReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        IReadOnlyDictionary<DicomTag, string> values = reader.ReadStrings(Wanted);
        return new InstanceSummary(
            values.GetValueOrDefault(Tags.SopClassUid),
            values.GetValueOrDefault(Tags.SopInstanceUid),
            values.GetValueOrDefault(Tags.Modality),
            values.GetValueOrDefault(Tags.PatientId),
            values.GetValueOrDefault(Tags.StudyInstanceUid),
            values.GetValueOrDefault(Tags.SeriesInstanceUid));
    }
}
