namespace DicomPS.Engine.Dimse;

/// <summary>
/// What comes in during a C-GET, in order: instances, stored already, and responses, of which the last one is not
/// pending. One of the two is set.
/// </summary>
/// <param name="Instance">An instance that arrived; null for a response.</param>
/// <param name="Result">A response to the C-GET; null for an instance.</param>
public sealed record GetUpdate(ReceivedInstance? Instance, RetrieveResult? Result);
