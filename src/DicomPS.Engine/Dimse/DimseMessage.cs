using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>A response that has come whole: its context, its command set and the bytes of its data set; null for none.</summary>
internal sealed record DimseMessage(AcceptedContext Context, CommandSet Command, byte[]? DataSet = null)
{
    /// <summary>An instance that arrived as a sub-operation of the request; the message is then no response of its own.</summary>
    internal ReceivedInstance? Instance { get; init; }

    /// <summary>Whether more responses follow (PS3.7 section C.2).</summary>
    internal bool IsPending => Instance is not null
        || (Command.Status is { } status && DicomStatus.CategoryOf(status) == DicomStatusCategory.Pending);

    /// <summary>The data set; null where there is none.</summary>
    /// <exception cref="DicomException">NotDicom: it is damaged.</exception>
    internal DicomDataset? ReadDataset() =>
        DataSet is null ? null : DataSetBytes.Decode(DataSet, Context.TransferSyntax, "The data set of the response");
}
