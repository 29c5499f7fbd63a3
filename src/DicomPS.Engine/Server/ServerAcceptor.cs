using System.Collections.Concurrent;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Server;

/// <summary>What a server does for its associations: admission, C-ECHO and C-STORE.</summary>
internal sealed class ServerAcceptor(AcceptorPolicy policy, ServerCounters counters, InstanceStore? store) : IAssociationAcceptor
{
    // Those that count against the maximum: admitted, and not over yet.
    private readonly ConcurrentDictionary<Association, byte> admitted = new();
    private readonly object gate = new();

    public ValueTask OnAssociationRequestedAsync(Association association, AssociateRq request)
    {
        if (AcceptorNegotiation.FindFault(request) is { } fault)
        {
            throw new MalformedPduException("A-ASSOCIATE-RQ: presentation context ID", 0, fault);
        }

        lock (gate)
        {
            if (AcceptorNegotiation.Admit(request, policy, admitted.Count) is { } rejection)
            {
                counters.AssociationRejected();
                return association.RejectAsync(request, rejection);
            }

            admitted.TryAdd(association, 0);
            counters.AssociationOpened();
        }

        return association.AcceptAsync(request, policy);
    }

    public void OnAssociationEnded(Association association)
    {
        if (admitted.TryRemove(association, out _))
        {
            counters.AssociationEnded();
        }
    }

    public async ValueTask<IDataSetReceiver?> OnRequestAsync(Association association, AcceptedContext context, CommandSet request)
    {
        switch (request.CommandField)
        {
            case not CommandField.CCancelRq when !context.AsScp:
                // The requestor is no SCU of this context (PS3.7 annex D.3.3.4): it has nothing to ask for.
                await association.SendAsync(context, request.RespondWith(StatusCodes.SopClassNotSupported)).ConfigureAwait(false);
                return null;

            case CommandField.CStoreRq when store is not null && request.HasDataSet && context.AbstractSyntax != Uids.Verification:
                return CStoreProvider.Begin(association, context, request, store);

            case CommandField.CEchoRq when context.AbstractSyntax == Uids.Verification:
                await association.SendAsync(context, request.RespondWith(StatusCodes.Success)).ConfigureAwait(false);
                return null;

            case CommandField.CCancelRq:
                // Nothing that could be cancelled takes long enough to be told.
                return null;

            default:
                await association.SendAsync(context, request.RespondWith(
                    Enum.IsDefined(request.CommandField) ? StatusCodes.SopClassNotSupported : StatusCodes.UnrecognizedOperation))
                    .ConfigureAwait(false);
                return null;
        }
    }
}
