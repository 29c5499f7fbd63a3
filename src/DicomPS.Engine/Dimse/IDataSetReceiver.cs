namespace DicomPS.Engine.Dimse;

/// <summary>Takes the data set of one message as it comes. The calls come one after the other.</summary>
internal interface IDataSetReceiver
{
    /// <summary>The next bytes of the data set, valid until the call is over.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>The data set is whole.</summary>
    ValueTask CompleteAsync();

    /// <summary>The association ended, or was released, before the data set was whole. Does not throw.</summary>
    void Abandon();
}
