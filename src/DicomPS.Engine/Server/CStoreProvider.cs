using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Server;

/// <summary>C-STORE as provider (PS3.7 section 9.3.1): the data set goes to a file as it comes; the answer follows the file.</summary>
internal sealed class CStoreProvider : IDataSetReceiver
{
    private readonly Association association;
    private readonly AcceptedContext context;
    private readonly CommandSet request;
    private readonly IncomingInstance instance;

    private CStoreProvider(Association association, AcceptedContext context, CommandSet request, IncomingInstance instance)
    {
        this.association = association;
        this.context = context;
        this.request = request;
        this.instance = instance;
    }

    internal static CStoreProvider Begin(Association association, AcceptedContext context, CommandSet request, InstanceStore store) =>
        new(association, context, request, store.Begin(new InstanceOrigin(
            request.AffectedSopClassUid ?? string.Empty,
            request.AffectedSopInstanceUid ?? string.Empty,
            context.TransferSyntax,
            association.CallingAETitle,
            association.CalledAETitle)));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        instance.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync()
    {
        (ushort status, string? comment) = instance.Complete();
        return association.SendAsync(context, request.RespondWith(status, comment));
    }

    public void Abandon() => instance.Abandon();
}
