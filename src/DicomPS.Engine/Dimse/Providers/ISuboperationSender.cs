namespace DicomPS.Engine.Dimse;

/// <summary>Sends the instances of a C-GET or C-MOVE.</summary>
internal interface ISuboperationSender
{
    /// <summary>Sends an instance. What goes wrong is in the result.</summary>
    ValueTask<StoreResult> SendAsync(InstanceSource instance);
}
