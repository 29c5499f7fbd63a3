namespace DicomPS.Engine.Dimse;

/// <summary>A level of the query/retrieve information models (PS3.4 section C.6), from the top.</summary>
public enum QueryLevel
{
    /// <summary>Patients; in the Patient Root model alone.</summary>
    Patient,

    /// <summary>Studies.</summary>
    Study,

    /// <summary>Series.</summary>
    Series,

    /// <summary>Instances, whether they are images or not.</summary>
    Image,
}
