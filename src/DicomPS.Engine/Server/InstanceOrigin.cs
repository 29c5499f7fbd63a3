namespace DicomPS.Engine.Server;

/// <summary>What is known of an instance before its data set comes.</summary>
/// <param name="SopClassUid">Affected SOP Class UID of the request.</param>
/// <param name="SopInstanceUid">Affected SOP Instance UID of the request.</param>
/// <param name="TransferSyntaxUid">The transfer syntax of its presentation context.</param>
/// <param name="CallingAETitle">The title of who sends it.</param>
/// <param name="CalledAETitle">The title by which the server was called.</param>
internal sealed record InstanceOrigin(
    string SopClassUid,
    string SopInstanceUid,
    string TransferSyntaxUid,
    string CallingAETitle,
    string CalledAETitle)
{
    /// <summary>Move Originator Application Entity Title (0000,1030); null where the request names none.</summary>
    public string? MoveOriginatorTitle { get; init; }
}
