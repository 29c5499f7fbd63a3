using System.Globalization;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// Holds a peer to a floor of bytes a second while it is sending something: it may be slow, but not so slow that it only
/// keeps the connection. It is measured over the length of the network timeout, and only the time counts that was spent
/// waiting for the peer: what this side does with the bytes is not the peer's fault.
/// </summary>
internal sealed class ReceiveRate(UpperLayerSettings settings)
{
    private bool isMeasuring;
    private long bytes;
    private TimeSpan waited;

    /// <summary>The peer has begun to send something.</summary>
    internal void Start()
    {
        isMeasuring = settings.MinimumBytesPerSecond > 0;
        bytes = 0;
        waited = TimeSpan.Zero;
    }

    /// <summary>The peer owes no bytes.</summary>
    internal void Stop() => isMeasuring = false;

    /// <summary>Bytes have come.</summary>
    /// <param name="count">How many.</param>
    /// <param name="wait">How long they were waited for.</param>
    /// <exception cref="DicomException">NetworkTimeout: the peer is below the floor.</exception>
    internal void Count(int count, TimeSpan wait)
    {
        if (!isMeasuring)
        {
            return;
        }

        bytes += count;
        waited += wait;
        if (waited < settings.NetworkTimeout)
        {
            return;
        }

        if (bytes < settings.MinimumBytesPerSecond * waited.TotalSeconds)
        {
            isMeasuring = false;
            throw new DicomException(
                DicomErrorId.NetworkTimeout,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The association with {settings.Peer} was aborted: {bytes} byte(s) came in {waited.TotalSeconds:0.###} s, less than {settings.MinimumBytesPerSecond} a second."),
                "Check the network and the peer's load, or set a lower minimum of bytes per second.");
        }

        Start();
    }
}
