namespace DicomPS.Engine.UpperLayer;

/// <summary>One cell of PS3.8 table 9-10.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Next">
/// The next state. Where two are possible: after AE-6 that of an acceptable request, after AR-8 that of the
/// association's requestor.
/// </param>
/// <param name="Otherwise">
/// The other next state: after AE-6 that of a request rejected, after AR-8 that of the association's acceptor. Null
/// after every other action.
/// </param>
public readonly record struct Transition(
    UpperLayerAction Action, UpperLayerState Next, UpperLayerState? Otherwise = null);
