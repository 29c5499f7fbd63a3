namespace DicomPS.Engine.Dimse;

/// <summary>The priority of a C-STORE, C-FIND, C-GET or C-MOVE request (PS3.7 annex E.1). Most peers pay no heed to it.</summary>
public enum Priority : ushort
{
    /// <summary>Medium: the usual one.</summary>
    Medium = 0,

    /// <summary>High.</summary>
    High = 1,

    /// <summary>Low.</summary>
    Low = 2,
}
