using System.Diagnostics;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>One request of this side: the context it travels in, and its responses as results.</summary>
internal sealed class DimseExchange
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Association association;
    private readonly string sopClassUid;
    private readonly CommandField service;

    private DimseExchange(Association association, CommandField service, string sopClassUid, AcceptedContext context)
    {
        this.association = association;
        this.service = service;
        this.sopClassUid = sopClassUid;
        Context = context;
    }

    internal AcceptedContext Context { get; }

    /// <summary>Finds the context.</summary>
    /// <exception cref="DicomException">NoAcceptedContext; UnknownUid or InvalidPresentationContext: what is named is no SOP class.</exception>
    internal static DimseExchange Begin(Association association, CommandField service, string sopClass, DimseRequestOptions options)
    {
        string uid = UidDictionary.Resolve(sopClass, UidKind.SopClass);
        IEnumerable<string> carriers = options.ContextAbstractSyntax is { } named
            ? [UidDictionary.Resolve(named, UidKind.SopClass)]
            : CarryingClasses.Of(uid);
        return new DimseExchange(association, service, uid, association.RequireContext(service, [.. carriers]));
    }

    internal string SopClassUid => sopClassUid;

    internal DimseResult Result(DimseMessage message, string? sopInstanceUid) =>
        Fill(new DimseResult { Association = association.ToString(), Service = service, Status = StatusOf(message) }, message) with
        {
            SopInstanceUid = message.Command.AffectedSopInstanceUid ?? sopInstanceUid,
            EventTypeId = message.Command.EventTypeId,
            ActionTypeId = message.Command.ActionTypeId,
            Dataset = message.ReadDataset(),
        };

    internal RetrieveResult RetrieveResult(DimseMessage message)
    {
        CommandSet command = message.Command;
        DicomDataset? dataset = message.ReadDataset();
        RetrieveResult plain = new() { Association = association.ToString(), Service = service, Status = StatusOf(message) };
        return Fill(plain, message) with
        {
            Dataset = dataset,
            Remaining = command.RemainingSuboperations,
            Completed = command.CompletedSuboperations,
            Failed = command.FailedSuboperations,
            Warnings = command.WarningSuboperations,
            FailedSopInstanceUids = dataset?[Tags.FailedSopInstanceUidList] is DicomValueElement list
                ? (string[])[.. list.GetTexts().Where(uid => uid.Length > 0)]
                : [],
        };
    }

    // What every response has. A copy keeps the type it was made of.
    private T Fill<T>(T result, DimseMessage message)
        where T : DimseResult => (T)((DimseResult)result with
    {
        SopClassUid = message.Command.AffectedSopClassUid ?? sopClassUid,
        ErrorComment = message.Command.ErrorComment,
        ErrorId = message.Command.ErrorId,
        OffendingElements = message.Command.OffendingElement ?? [],
        Duration = Stopwatch.GetElapsedTime(start),
    });

    private DicomStatus StatusOf(DimseMessage message) => message.Command.RequireStatus(CarryingClasses.ServiceOf(sopClassUid));
}
