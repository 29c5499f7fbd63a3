namespace DicomPS.Engine.UpperLayer;

/// <summary>How an association ended.</summary>
/// <param name="State">The state it ended in.</param>
/// <param name="Cause">What to tell whoever still wants to use it.</param>
internal sealed record AssociationEnd(AssociationState State, DicomException Cause);
