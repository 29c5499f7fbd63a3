namespace DicomPS.Engine.Dictionary;

/// <summary>A UID that the standard registers (PS3.6 annex A).</summary>
public sealed class DicomUid
{
    internal DicomUid(string uid, string name, string keyword, UidKind kind, DicomServiceClass serviceClass, bool isRetired)
    {
        Uid = uid;
        Name = name;
        Keyword = keyword;
        Kind = kind;
        ServiceClass = serviceClass;
        IsRetired = isRetired;
    }

    /// <summary>The UID itself.</summary>
    public string Uid { get; }

    /// <summary>The name in the standard; the UID where the standard withdrew the name.</summary>
    public string Name { get; }

    /// <summary>The name as one word; empty where the standard gives none.</summary>
    public string Keyword { get; }

    /// <summary>What the UID identifies.</summary>
    public UidKind Kind { get; }

    /// <summary>The service class of a SOP class; None for anything else and for retired SOP classes.</summary>
    public DicomServiceClass ServiceClass { get; }

    /// <summary>Whether the standard has retired it.</summary>
    public bool IsRetired { get; }

    /// <summary>Whether it can stand as the abstract syntax of a presentation context (PS3.8 section 9.3.2.2.1).</summary>
    public bool IsAbstractSyntax => Kind is UidKind.SopClass or UidKind.MetaSopClass;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
