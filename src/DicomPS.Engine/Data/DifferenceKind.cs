namespace DicomPS.Engine.Data;

/// <summary>How an element of one data set differs from that of another.</summary>
public enum DifferenceKind
{
    /// <summary>It does not differ.</summary>
    Equal,

    /// <summary>The reference alone has it.</summary>
    OnlyInReference,

    /// <summary>The other data set alone has it.</summary>
    OnlyInDifference,

    /// <summary>The values differ.</summary>
    Value,

    /// <summary>The value representations differ; where the values do as well, that is a difference of its own.</summary>
    VR,

    /// <summary>The sequences have different numbers of items; the items that both have are compared.</summary>
    ItemCount,
}
