using DicomPS.Engine;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>The files that go to one peer.</summary>
/// <param name="Peer">The peer in words.</param>
/// <param name="Options">How to connect to it; null where an association is given.</param>
internal sealed record SendBatch(string Peer, AssociationOptions? Options)
{
    /// <summary>The files, in order.</summary>
    internal List<InstanceFile> Files { get; } = [];
}
