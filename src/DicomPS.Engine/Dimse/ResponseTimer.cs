namespace DicomPS.Engine.Dimse;

/// <summary>
/// The DIMSE timeout of an association: one timer for all requests whose responses are awaited, so that a request costs none
/// of its own.
/// </summary>
internal sealed class ResponseTimer(TimeSpan timeout) : IDisposable
{
    private readonly List<PendingRequest> waiting = [];
    private Timer? timer;
    private bool isArmed;
    private bool isDisposed;

    /// <summary>From now on a response has to come in time.</summary>
    internal void Add(PendingRequest request)
    {
        lock (waiting)
        {
            waiting.Add(request);
            if (!isArmed)
            {
                Arm((long)timeout.TotalMilliseconds);
            }
        }
    }

    /// <summary>The response has come, or nobody waits for it any more.</summary>
    internal void Remove(PendingRequest request)
    {
        lock (waiting)
        {
            waiting.Remove(request);
        }
    }

    public void Dispose()
    {
        lock (waiting)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private void Check()
    {
        List<PendingRequest> late = [];
        lock (waiting)
        {
            isArmed = false;
            long next = long.MaxValue;
            foreach (PendingRequest request in waiting)
            {
                long left = request.TimeLeft(timeout);
                if (left <= 0)
                {
                    late.Add(request);
                }
                else
                {
                    next = Math.Min(next, left);
                }
            }

            if (next != long.MaxValue)
            {
                Arm(next);
            }
        }

        foreach (PendingRequest request in late)
        {
            request.Expire(timeout);
        }
    }

    // Timers round down to their tick: a little more, so that the check finds the time expired.
    private void Arm(long milliseconds)
    {
        if (!isDisposed)
        {
            timer ??= new Timer(static state => ((ResponseTimer)state!).Check(), this, Timeout.Infinite, Timeout.Infinite);
            timer.Change(milliseconds + 1, Timeout.Infinite);
            isArmed = true;
        }
    }
}
