namespace DicomPS.Engine.Dimse;

/// <summary>How a request is made. It does not change once made.</summary>
public record DimseRequestOptions
{
    /// <summary>The priority of a C-FIND, C-GET, C-MOVE or C-STORE; most peers pay no heed to it.</summary>
    public Priority Priority { get; init; } = Priority.Medium;

    /// <summary>
    /// The abstract syntax of the presentation context to use, where it is not the SOP class itself: a meta SOP class
    /// (PS3.4 annex H), or a UPS class for the SOP class UPS Push (PS3.4 section CC.2). Null finds the context: that of the
    /// SOP class, else one of a class that is known to carry it.
    /// </summary>
    public string? ContextAbstractSyntax { get; init; }

    internal static DimseRequestOptions Default { get; } = new();
}
