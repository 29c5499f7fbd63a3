namespace DicomPS.Engine.Negotiation;

/// <summary>The associations of an acceptor that are open while it decides on another.</summary>
/// <param name="Total">All of them.</param>
/// <param name="WithPeer">Those from the address that asks.</param>
internal readonly record struct OpenAssociations(int Total, int WithPeer);
