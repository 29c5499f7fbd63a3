using DicomPS.Engine.Tracing;

namespace DicomPS.Engine.UpperLayer;

/// <summary>What a connection of the upper layer is told when it is made.</summary>
/// <param name="Peer">The peer in words, for errors.</param>
/// <param name="MaximumPduLength">The longest P-DATA-TF this side announced; 0 for no limit.</param>
/// <param name="Artim">The length of the ARTIM timer (PS3.8 section 9.1.5).</param>
/// <param name="NetworkTimeout">How long an established association may wait without a byte moving.</param>
internal sealed record UpperLayerSettings(string Peer, uint MaximumPduLength, TimeSpan Artim, TimeSpan NetworkTimeout)
{
    /// <summary>The title of this side as requestor, for errors.</summary>
    internal string CallingAETitle { get; init; } = string.Empty;

    /// <summary>What its PDUs are told to; null for none.</summary>
    internal PduTrace? Trace { get; init; }

    /// <summary>How slow a peer may be that is sending something; 0 sets no floor.</summary>
    internal int MinimumBytesPerSecond { get; init; }
}
