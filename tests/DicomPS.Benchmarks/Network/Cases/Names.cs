namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>The names of the pairs that are compared.</summary>
internal static class Names
{
    internal const string Own = "DicomPS → DicomPS";
    internal const string OwnUnflushed = Own + ", not flushed";
    internal const string OwnUnflushedWindow = OwnUnflushed + ", window of 16";
    internal const string OwnWindow = Own + ", window of 16";
    internal const string OwnParallel = Own + ", 4 associations";
    internal const string OwnToPeer = "DicomPS → DCMTK";
    internal const string PeerToOwn = "DCMTK → DicomPS";
    internal const string Peers = "DCMTK → DCMTK";
    internal const string Plain = "plain socket";
    internal const string PlainFlushed = "plain socket, flushed";
    internal const string PlainToOwn = "scripted → DicomPS";
    internal const string PlainToPeer = "scripted → DCMTK";
    internal const string AsItComes = " as it comes";
}
