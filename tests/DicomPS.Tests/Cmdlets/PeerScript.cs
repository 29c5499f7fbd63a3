namespace DicomPS.Tests.Cmdlets;

/// <summary>What a <see cref="ScriptedPeer"/> does.</summary>
internal enum PeerScript
{
    /// <summary>Takes the connection, and reads.</summary>
    SaysNothing,

    /// <summary>Accepts the association; then it reads.</summary>
    AcceptsAndSaysNothing,

    /// <summary>Accepts the association; then it does not even read.</summary>
    AcceptsAndReadsNothing,
}
