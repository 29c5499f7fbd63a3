namespace DicomPS.Engine.Dictionary;

/// <summary>The status codes that code names (PS3.7 annex C, PS3.4 annexes B and C).</summary>
public static class StatusCodes
{
    /// <summary>Success (PS3.7 section C.1.1).</summary>
    public const ushort Success = 0x0000;

    /// <summary>Failure: processing failure (PS3.7 section C.5.21).</summary>
    public const ushort ProcessingFailure = 0x0110;

    /// <summary>Failure: duplicate SOP instance (PS3.7 section C.5.8).</summary>
    public const ushort DuplicateSopInstance = 0x0111;

    /// <summary>Failure: invalid SOP instance (PS3.7 section C.5.12).</summary>
    public const ushort InvalidObjectInstance = 0x0117;

    /// <summary>Failure: no such SOP class (PS3.7 section C.5.17).</summary>
    public const ushort NoSuchSopClass = 0x0118;

    /// <summary>Failure: SOP class not supported (PS3.7 section C.5.24).</summary>
    public const ushort SopClassNotSupported = 0x0122;

    /// <summary>Failure: not authorised (PS3.7 section C.5.22).</summary>
    public const ushort NotAuthorized = 0x0124;

    /// <summary>Failure: duplicate invocation (PS3.7 section C.5.7).</summary>
    public const ushort DuplicateInvocation = 0x0210;

    /// <summary>Failure: unrecognised operation (PS3.7 section C.5.23).</summary>
    public const ushort UnrecognizedOperation = 0x0211;

    /// <summary>Failure: mistyped argument (PS3.7 section C.5.15).</summary>
    public const ushort MistypedArgument = 0x0212;

    /// <summary>Failure: resource limitation (PS3.7 section C.5.20).</summary>
    public const ushort ResourceLimitation = 0x0213;

    /// <summary>Failure: refused, out of resources (PS3.4 table B.2-1).</summary>
    public const ushort OutOfResources = 0xA700;

    /// <summary>Failure: the data set does not match the SOP class (PS3.4 table B.2-1).</summary>
    public const ushort DataSetDoesNotMatchSopClass = 0xA900;

    /// <summary>Warning: data elements were coerced (PS3.4 table B.2-1).</summary>
    public const ushort CoercionOfDataElements = 0xB000;

    /// <summary>Failure: cannot understand (PS3.4 table B.2-1).</summary>
    public const ushort CannotUnderstand = 0xC000;

    /// <summary>Cancel: the operation ended because of a C-CANCEL (PS3.7 section C.3).</summary>
    public const ushort Cancel = 0xFE00;

    /// <summary>Pending: more responses follow (PS3.7 section C.2).</summary>
    public const ushort Pending = 0xFF00;

    /// <summary>Pending: more responses follow, and an optional key was not supported (PS3.4 table C.4-1).</summary>
    public const ushort PendingWithWarning = 0xFF01;

    /// <summary>Failure: unable to calculate the number of matches (PS3.4 tables C.4-2 and C.4-3).</summary>
    public const ushort UnableToCountMatches = 0xA701;

    /// <summary>Failure: unable to perform sub-operations (PS3.4 tables C.4-2 and C.4-3).</summary>
    public const ushort UnableToPerformSuboperations = 0xA702;

    /// <summary>Failure: the destination of a C-MOVE is not known (PS3.4 table C.4-2).</summary>
    public const ushort MoveDestinationUnknown = 0xA801;

    /// <summary>Failure: the identifier does not match the SOP class (PS3.4 tables C.4-1 to C.4-3).</summary>
    public const ushort IdentifierDoesNotMatchSopClass = 0xA900;

    /// <summary>Warning: sub-operations are complete, one or more of them failed (PS3.4 tables C.4-2 and C.4-3).</summary>
    public const ushort SuboperationsFailed = 0xB000;

    /// <summary>Failure: the handler of a C-STORE failed; of the range "cannot understand" (PS3.4 table B.2-1).</summary>
    public const ushort StoreHandlerFailed = 0xC211;

    /// <summary>Failure: the handler of a C-FIND failed; of the range "unable to process" (PS3.4 table C.4-1).</summary>
    public const ushort FindHandlerFailed = 0xC311;

    /// <summary>Failure: the handler of a C-GET failed; of the range "unable to process" (PS3.4 table C.4-3).</summary>
    public const ushort GetHandlerFailed = 0xC411;

    /// <summary>Failure: the handler of a C-MOVE failed; of the range "unable to process" (PS3.4 table C.4-2).</summary>
    public const ushort MoveHandlerFailed = 0xC511;
}
