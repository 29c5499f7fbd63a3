namespace DicomPS.Engine.UpperLayer;

/// <summary>The state of one connection, changed by the rules of <see cref="StateTable"/> alone, from any thread.</summary>
internal sealed class StateMachine(bool isRequestor)
{
    private readonly object gate = new();
    private UpperLayerState state = UpperLayerState.Sta1;

    internal UpperLayerState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <summary>Takes an event.</summary>
    /// <param name="upperLayerEvent">The event.</param>
    /// <param name="acceptable">For AE-6: whether the acceptor can take the request (PS3.8 table 9-7).</param>
    /// <returns>The action to perform, or null where table 9-10 has none for this event in this state.</returns>
    internal UpperLayerAction? Fire(UpperLayerEvent upperLayerEvent, bool acceptable = true)
    {
        lock (gate)
        {
            if (!StateTable.TryGet(state, upperLayerEvent, out Transition transition))
            {
                return null;
            }

            bool takesFirst = transition.Action == UpperLayerAction.AE6 ? acceptable : isRequestor;
            state = takesFirst ? transition.Next : transition.Otherwise ?? transition.Next;
            return transition.Action;
        }
    }
}
