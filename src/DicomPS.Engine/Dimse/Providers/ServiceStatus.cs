using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>The statuses that the engine itself answers with, by service.</summary>
internal static class ServiceStatus
{
    /// <summary>Whether a user may end the service with a C-CANCEL (PS3.7 section 9.3.2.3).</summary>
    internal static bool IsCancellable(CommandField service) =>
        service is CommandField.CFindRq or CommandField.CGetRq or CommandField.CMoveRq;

    internal static DimseServices ServiceOf(CommandField request) => request switch
    {
        CommandField.CEchoRq => DimseServices.Echo,
        CommandField.CStoreRq => DimseServices.Store,
        CommandField.CFindRq => DimseServices.Find,
        CommandField.CGetRq => DimseServices.Get,
        CommandField.CMoveRq => DimseServices.Move,
        CommandField.NCreateRq => DimseServices.Create,
        CommandField.NGetRq => DimseServices.GetAttributes,
        CommandField.NSetRq => DimseServices.Set,
        CommandField.NDeleteRq => DimseServices.Delete,
        CommandField.NActionRq => DimseServices.Action,
        CommandField.NEventReportRq => DimseServices.EventReport,
        _ => DimseServices.None,
    };

    /// <summary>The handler threw, was late, or gave nonsense.</summary>
    internal static ushort HandlerFailed(CommandField service) => service switch
    {
        CommandField.CStoreRq => StatusCodes.StoreHandlerFailed,
        CommandField.CFindRq => StatusCodes.FindHandlerFailed,
        CommandField.CGetRq => StatusCodes.GetHandlerFailed,
        CommandField.CMoveRq => StatusCodes.MoveHandlerFailed,
        _ => StatusCodes.ProcessingFailure,
    };

    /// <summary>There is no room for the request.</summary>
    internal static ushort OutOfResources(CommandField service) => service switch
    {
        CommandField.CStoreRq or CommandField.CFindRq => StatusCodes.OutOfResources,
        CommandField.CGetRq or CommandField.CMoveRq => StatusCodes.UnableToCountMatches,
        _ => StatusCodes.ResourceLimitation,
    };

    /// <summary>The data set of the request cannot be read.</summary>
    internal static ushort CannotUnderstand(CommandField service) =>
        IsCancellable(service) ? StatusCodes.CannotUnderstand : StatusCodes.ProcessingFailure;
}
