using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>The answer to a C-ECHO.</summary>
/// <param name="Peer">The titles and the remote end.</param>
/// <param name="Status">The peer's answer.</param>
/// <param name="Duration">From the request to the answer.</param>
public sealed record EchoResult(string Peer, DicomStatus Status, TimeSpan Duration);
