using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Binding;

/// <summary>Faults of the engine as error records: id, category, target and what to do about it.</summary>
internal static class ErrorRecords
{
    private const string InvalidArgument = "InvalidArgument";

    /// <summary>Whether a fault is one that a person can act on, rather than a bug.</summary>
    internal static bool IsExpected(Exception e) =>
        e is DicomException or ArgumentException or IOException or UnauthorizedAccessException;

    internal static ErrorRecord Create(Exception e, object? target) => e switch
    {
        DicomException fault => Create(fault, target),
        ArgumentException => new ErrorRecord(e, InvalidArgument, ErrorCategory.InvalidArgument, target),
        UnauthorizedAccessException => new ErrorRecord(e, "AccessDenied", ErrorCategory.PermissionDenied, target),
        _ => new ErrorRecord(e, "InputOutput", ErrorCategory.ReadError, target),
    };

    internal static ErrorRecord Create(DicomException fault, object? target) =>
        new(fault, fault.ErrorId.ToString(), CategoryOf(fault.ErrorId), target)
        {
            ErrorDetails = new ErrorDetails(fault.Message) { RecommendedAction = fault.RecommendedAction },
        };

    /// <summary>A failure status of a peer as an error.</summary>
    internal static ErrorRecord Create(string peer, DicomStatus status, string? errorComment, string request, object? target) => Create(
        new DicomException(
            DicomErrorId.DimseFailure,
            $"{peer} answered {request} with {status}{(string.IsNullOrEmpty(errorComment) ? string.Empty : $" ({errorComment})")}.",
            "Look up the status in the peer's conformance statement, and look into its log."),
        target);

    /// <summary>A response that is a failure, or tells that the peer cancelled, as an error.</summary>
    internal static ErrorRecord Create(DimseResult result, string request, object? target, string? advice = null) => Create(
        new DicomException(
            DicomErrorId.DimseFailure,
            $"{Describe(result, request)}.",
            advice ?? "Look up the status in the peer's conformance statement, and look into its log."),
        target);

    /// <summary>What a peer answered, and all it says about it.</summary>
    internal static string Describe(DimseResult result, string request)
    {
        string elements = result.OffendingElements.Count == 0
            ? string.Empty
            : $", offending element(s) {string.Join(", ", result.OffendingElements.Select(tag => TagDictionary.Find(tag) is { } entry ? $"{tag} {entry.Name}" : $"{tag}"))}";
        string errorId = result.ErrorId is { } id ? $", error ID {id}" : string.Empty;
        return $"{result.Association} answered {request} with {result}{elements}{errorId}";
    }

    private static ErrorCategory CategoryOf(DicomErrorId id) => id switch
    {
        DicomErrorId.InvalidAETitle or DicomErrorId.InvalidPresentationContext or DicomErrorId.UnknownUid or DicomErrorId.UnknownTag
            or DicomErrorId.InvalidValue or DicomErrorId.InvalidCertificate =>
            ErrorCategory.InvalidArgument,
        DicomErrorId.TooManyRequestedContexts => ErrorCategory.LimitsExceeded,
        DicomErrorId.TlsFailed => ErrorCategory.SecurityError,
        DicomErrorId.ConnectionTimeout or DicomErrorId.AcseTimeout or DicomErrorId.DimseTimeout or DicomErrorId.NetworkTimeout =>
            ErrorCategory.OperationTimeout,
        DicomErrorId.AssociationRejected => ErrorCategory.PermissionDenied,
        DicomErrorId.NoAcceptedContext => ErrorCategory.InvalidOperation,
        DicomErrorId.DimseFailure => ErrorCategory.InvalidResult,
        DicomErrorId.ProtocolViolation => ErrorCategory.ProtocolError,
        DicomErrorId.NotDicom or DicomErrorId.PartialDataset => ErrorCategory.InvalidData,
        DicomErrorId.ListenFailed => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.ConnectionError,
    };
}
