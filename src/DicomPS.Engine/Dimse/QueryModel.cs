using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>The Patient Root and Study Root information models (PS3.4 section C.6): SOP classes, levels and their keys.</summary>
public static class QueryModel
{
    /// <summary>The SOP class of a service in a model.</summary>
    /// <param name="root">The model.</param>
    /// <param name="service">C-FIND, C-GET or C-MOVE, as the command field of the request.</param>
    /// <returns>Its UID.</returns>
    /// <exception cref="ArgumentException">Another service.</exception>
    public static string SopClassUid(QueryRoot root, CommandField service)
    {
        string verb = service switch
        {
            CommandField.CFindRq => "Find",
            CommandField.CGetRq => "Get",
            CommandField.CMoveRq => "Move",
            _ => throw new ArgumentException($"{service} is no service of the query/retrieve models."),
        };
        return UidDictionary.Resolve($"{root}QueryRetrieveInformationModel{verb}", UidKind.SopClass);
    }

    /// <summary>The unique key of a level.</summary>
    /// <param name="level">The level.</param>
    /// <returns>Its tag.</returns>
    public static DicomTag UniqueKey(QueryLevel level) => level switch
    {
        QueryLevel.Patient => Tags.PatientId,
        QueryLevel.Study => Tags.StudyInstanceUid,
        QueryLevel.Series => Tags.SeriesInstanceUid,
        _ => Tags.SopInstanceUid,
    };

    /// <summary>Whether a model has a level: Study Root has none of patients.</summary>
    /// <param name="root">The model.</param>
    /// <param name="level">The level.</param>
    /// <returns>Whether it has.</returns>
    public static bool HasLevel(QueryRoot root, QueryLevel level) => root == QueryRoot.PatientRoot || level != QueryLevel.Patient;

    /// <summary>The levels of a model above one of them, from the top.</summary>
    /// <param name="root">The model.</param>
    /// <param name="level">The level.</param>
    /// <returns>The levels; none for the top.</returns>
    public static IEnumerable<QueryLevel> LevelsAbove(QueryRoot root, QueryLevel level) =>
        Enum.GetValues<QueryLevel>().Where(above => above < level && HasLevel(root, above));

    /// <summary>
    /// The keywords of what a query of a level usually asks for: its unique key, what tells one match from another, and what
    /// further queries and retrievals need.
    /// </summary>
    /// <param name="root">The model: in Study Root a study has the attributes of its patient.</param>
    /// <param name="level">The level.</param>
    /// <returns>The keywords.</returns>
    public static IEnumerable<string> ReturnKeys(QueryRoot root, QueryLevel level)
    {
        string[] patient = ["PatientName", "PatientID", "PatientBirthDate", "PatientSex"];
        string[] study =
        [
            "StudyDate", "StudyTime", "AccessionNumber", "StudyDescription", "ModalitiesInStudy", "StudyID", "StudyInstanceUID",
            "SOPClassesInStudy", "NumberOfStudyRelatedSeries", "NumberOfStudyRelatedInstances",
        ];
        return level switch
        {
            QueryLevel.Patient => patient,
            QueryLevel.Study => root == QueryRoot.StudyRoot ? [.. patient, .. study] : study,
            QueryLevel.Series =>
                ["Modality", "SeriesNumber", "SeriesDescription", "BodyPartExamined", "SeriesInstanceUID", "NumberOfSeriesRelatedInstances"],
            _ => ["InstanceNumber", "SOPClassUID", "SOPInstanceUID", "NumberOfFrames"],
        };
    }

    /// <summary>
    /// Puts the level into an identifier, and sees to it that the unique keys above the level are there with one value each,
    /// as hierarchical queries and retrievals want it (PS3.4 sections C.4.1.2.1 and C.4.2.2.1).
    /// </summary>
    /// <param name="identifier">The identifier, with its keys.</param>
    /// <param name="root">The model.</param>
    /// <param name="level">The level.</param>
    /// <param name="relational">Whether keys above may be missing, as in relational queries and retrievals.</param>
    /// <exception cref="DicomException">InvalidValue: the model lacks the level, or a unique key above is missing or not a single value.</exception>
    public static void SetLevel(DicomDataset identifier, QueryRoot root, QueryLevel level, bool relational = false)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (!HasLevel(root, level))
        {
            throw new DicomException(DicomErrorId.InvalidValue, "The Study Root model has no level of patients.", "Use the Patient Root model.");
        }

        foreach (QueryLevel above in LevelsAbove(root, level))
        {
            DicomTag key = UniqueKey(above);
            if (!relational && !IsSingle(identifier, key))
            {
                string keyword = TagDictionary.Find(key)!.Keyword;
                throw new DicomException(
                    DicomErrorId.InvalidValue,
                    $"The {TextOf(level)} level of {root} needs one {keyword}, without wildcards.",
                    $"Give it, or pipe in what a query of the {TextOf(above)} level found.");
            }
        }

        identifier.SetValue(Tags.QueryRetrieveLevel, TextOf(level));
    }

    /// <summary>A level as Query/Retrieve Level (0008,0052) has it.</summary>
    /// <param name="level">The level.</param>
    /// <returns>For example STUDY.</returns>
    public static string TextOf(QueryLevel level) => level.ToString().ToUpperInvariant();

    private static bool IsSingle(DicomDataset identifier, DicomTag key) =>
        identifier[key] is DicomValueElement element
        && element.GetTexts() is [{ Length: > 0 } only]
        && only.AsSpan().IndexOfAny('*', '?') < 0;
}
