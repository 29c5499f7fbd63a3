namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// The two timers of a connection on one clock: ARTIM (PS3.8 section 9.1.5), and the network timeout, which counts
/// while the connection waits for the peer, to send to it or to hear from it, and no byte moves. It does not count while
/// an answer is due and nothing of it has come: how long a peer may think is another timeout's matter.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const long NotRunning = long.MaxValue;

    private readonly TimeSpan artim;
    private readonly TimeSpan networkTimeout;
    private readonly Action artimExpired;
    private readonly Action networkTimeoutExpired;
    private readonly Func<bool> awaitsAnswer;
    private readonly Timer timer;
    private long artimDeadline = NotRunning;
    private long lastActivity = Environment.TickCount64;
    private int reads;
    private int writes;
    private volatile bool watchesNetwork;

    internal Watchdog(
        TimeSpan artim,
        TimeSpan networkTimeout,
        Action artimExpired,
        Action networkTimeoutExpired,
        Func<bool> awaitsAnswer)
    {
        this.awaitsAnswer = awaitsAnswer;

        this.artim = artim;
        this.networkTimeout = networkTimeout;
        this.artimExpired = artimExpired;
        this.networkTimeoutExpired = networkTimeoutExpired;
        timer = new Timer(static state => ((Watchdog)state!).Check(), this, Timeout.Infinite, Timeout.Infinite);
    }

    internal void StartArtim()
    {
        Volatile.Write(ref artimDeadline, Environment.TickCount64 + (long)artim.TotalMilliseconds);
        Rearm(artim);
    }

    internal void StopArtim() => Volatile.Write(ref artimDeadline, NotRunning);

    /// <summary>From now on the network timeout counts: the association is established.</summary>
    internal void StartNetworkTimeout()
    {
        Touch();
        watchesNetwork = true;
        Rearm(networkTimeout);
    }

    internal void StopNetworkTimeout() => watchesNetwork = false;

    internal void ReadBegins() => Begins(ref reads);

    /// <summary>A read has moved bytes.</summary>
    internal void ReadEnds() => Ends(ref reads);

    internal void WriteBegins() => Begins(ref writes);

    /// <summary>A write has moved its bytes.</summary>
    internal void WriteEnds() => Ends(ref writes);

    public void Dispose() => timer.Dispose();

    // The peer owes bytes, or room for them, unless all it owes is an answer, whose time is the DIMSE timeout's.
    private bool WaitsForPeer => Volatile.Read(ref writes) > 0 || (Volatile.Read(ref reads) > 0 && !awaitsAnswer());

    private void Begins(ref int waits)
    {
        Touch();
        Interlocked.Increment(ref waits);
    }

    private void Ends(ref int waits)
    {
        Interlocked.Decrement(ref waits);
        Touch();
    }

    private void Touch() => Volatile.Write(ref lastActivity, Environment.TickCount64);

    private void Check()
    {
        long now = Environment.TickCount64;
        long artimLeft = Volatile.Read(ref artimDeadline) is var deadline && deadline == NotRunning ? NotRunning : deadline - now;
        if (artimLeft <= 0)
        {
            StopArtim();
            artimExpired();
            return;
        }

        long networkLeft = NotRunning;
        if (watchesNetwork)
        {
            networkLeft = Volatile.Read(ref lastActivity) + (long)networkTimeout.TotalMilliseconds - now;
            if (networkLeft <= 0 && WaitsForPeer)
            {
                StopNetworkTimeout();
                networkTimeoutExpired();
                return;
            }

            // Nothing waits for the peer just now: the next wait starts its own count.
            networkLeft = networkLeft <= 0 ? (long)networkTimeout.TotalMilliseconds : networkLeft;
        }

        long left = Math.Min(artimLeft, networkLeft);
        if (left != NotRunning)
        {
            Rearm(TimeSpan.FromMilliseconds(left));
        }
    }

    // Timers round down to their tick: a little more, so that the check finds the time expired.
    private void Rearm(TimeSpan due)
    {
        try
        {
            timer.Change((long)due.TotalMilliseconds + 1, Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // The connection was closed at the same moment: nothing is left to watch.
        }
    }
}
