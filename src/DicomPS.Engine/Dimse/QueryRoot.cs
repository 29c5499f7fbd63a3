namespace DicomPS.Engine.Dimse;

/// <summary>A query/retrieve information model (PS3.4 section C.6): the level that stands on top.</summary>
public enum QueryRoot
{
    /// <summary>Studies stand on top, and have the attributes of their patients (PS3.4 section C.6.2).</summary>
    StudyRoot,

    /// <summary>Patients stand on top (PS3.4 section C.6.1).</summary>
    PatientRoot,
}
