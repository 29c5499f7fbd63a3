using DicomPS.Engine.Pdu;
using Xunit;

namespace DicomPS.Engine.Tests.Pdu;

/// <summary>
/// One PDU of each kind, as a value and as the bytes that PS3.8 section 9.3 and PS3.7 annex D.3.3 give it. The lengths
/// were added up by hand from the tables.
/// </summary>
internal static class Samples
{
    public const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    public const string Verification = "1.2.840.10008.1.1";
    public const string StorageServiceClass = "1.2.840.10008.4.2";
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";

    /// <summary>What follows the length in both: version, titles, reserved bytes (68), application context (25).</summary>
    private static readonly string s_head = $"""
        0001 0000
        'ANY-SCP         '
        'DICOMPS         '
        {Wire.Zeros(32)}
        10 00 0015 '1.2.840.10008.3.1.1.1'
        """;

    /// <summary>68 + 25 + 50 + 81 + 212 = 436 = 1B4H.</summary>
    public static readonly string AssociateRqVector = $"""
        01 00 000001B4
        {s_head}
        20 00 002E 01 00 00 00
            30 00 0011 '{Verification}'
            40 00 0011 '{ImplicitLittleEndian}'
        20 00 004D 03 00 00 00
            30 00 0019 '{Ct}'
            40 00 0011 '{ImplicitLittleEndian}'
            40 00 0013 '{ExplicitLittleEndian}'
        50 00 00D0
            51 00 0004 00004000
            52 00 0009 '2.25.1234'
            53 00 0004 0002 0003
            54 00 001D 0019 '{Ct}' 01 00
            55 00 0009 'DICOMPS_1'
            56 00 001E 0019 '{Ct}' 010203
            57 00 004B 0019 '{Ct}' 0011 '{StorageServiceClass}' 001B 0019 '{SecondaryCapture}'
            58 00 0010 02 01 0004 'user' 0006 'secret'
        """;

    /// <summary>68 + 25 + 29 + 12 + 123 = 257 = 101H.</summary>
    public static readonly string AssociateAcVector = $"""
        02 00 00000101
        {s_head}
        21 00 0019 01 00 00 00
            40 00 0011 '{ImplicitLittleEndian}'
        21 00 0008 03 00 03 00
            40 00 0000
        50 00 0077
            51 00 0004 00000000
            52 00 0009 '2.25.1234'
            53 00 0004 0000 0001
            54 00 001D 0019 '{Ct}' 00 01
            55 00 0009 'DICOMPS_1'
            56 00 001E 0019 '{Ct}' 010203
            59 00 0006 0004 'TOKN'
        """;

    public const string AssociateRjVector = "03 00 00000004 00 01 01 07";

    /// <summary>10 + 8 = 18 = 12H: the last fragment of a command set, then a fragment of a data set.</summary>
    public const string PDataTfVector = """
        04 00 00000012
            00000006 01 03 'ABCD'
            00000004 05 00 'EF'
        """;

    public const string ReleaseRqVector = "05 00 00000004 00000000";
    public const string ReleaseRpVector = "06 00 00000004 00000000";
    public const string AbortVector = "07 00 00000004 00 00 02 02";

    public static readonly AssociateRq AssociateRq = new()
    {
        CalledAETitle = "ANY-SCP",
        CallingAETitle = "DICOMPS",
        PresentationContexts =
        [
            new(1, Verification, [ImplicitLittleEndian]),
            new(3, Ct, [ImplicitLittleEndian, ExplicitLittleEndian]),
        ],
        UserInformation = new()
        {
            MaximumLength = 16384,
            ImplementationClassUid = "2.25.1234",
            ImplementationVersionName = "DICOMPS_1",
            AsynchronousOperationsWindow = new(2, 3),
            RoleSelections = [new(Ct, ScuRole: true, ScpRole: false)],
            SopClassExtendedNegotiations = [new(Ct, new byte[] { 1, 2, 3 })],
            SopClassCommonExtendedNegotiations = [new(Ct, StorageServiceClass, [SecondaryCapture])],
            UserIdentityRq = new(UserIdentityType.UserNameAndPasscode, true, "user"u8.ToArray(), "secret"u8.ToArray()),
        },
    };

    public static readonly AssociateAc AssociateAc = new()
    {
        CalledAETitle = "ANY-SCP",
        CallingAETitle = "DICOMPS",
        PresentationContexts =
        [
            new(1, PresentationContextResult.Acceptance, ImplicitLittleEndian),
            new(3, PresentationContextResult.AbstractSyntaxNotSupported, string.Empty),
        ],
        UserInformation = new()
        {
            MaximumLength = 0,
            ImplementationClassUid = "2.25.1234",
            ImplementationVersionName = "DICOMPS_1",
            AsynchronousOperationsWindow = new(0, 1),
            RoleSelections = [new(Ct, ScuRole: false, ScpRole: true)],
            SopClassExtendedNegotiations = [new(Ct, new byte[] { 1, 2, 3 })],
            UserIdentityAc = new("TOKN"u8.ToArray()),
        },
    };

    public static readonly PDataTf PDataTf = new(
    [
        new(1, IsCommand: true, IsLast: true, "ABCD"u8.ToArray()),
        new(5, IsCommand: false, IsLast: false, "EF"u8.ToArray()),
    ]);

    /// <summary>All seven, by name.</summary>
    public static readonly IReadOnlyDictionary<string, (ProtocolDataUnit Pdu, byte[] Bytes)> All =
        new Dictionary<string, (ProtocolDataUnit, byte[])>
        {
            ["A-ASSOCIATE-RQ"] = (AssociateRq, Wire.Bytes(AssociateRqVector)),
            ["A-ASSOCIATE-AC"] = (AssociateAc, Wire.Bytes(AssociateAcVector)),
            ["A-ASSOCIATE-RJ"] = (
                new AssociateRj(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, 7),
                Wire.Bytes(AssociateRjVector)),
            ["P-DATA-TF"] = (PDataTf, Wire.Bytes(PDataTfVector)),
            ["A-RELEASE-RQ"] = (new ReleaseRq(), Wire.Bytes(ReleaseRqVector)),
            ["A-RELEASE-RP"] = (new ReleaseRp(), Wire.Bytes(ReleaseRpVector)),
            ["A-ABORT"] = (
                new Abort(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu), Wire.Bytes(AbortVector)),
        };

    public static TheoryData<string> Names => [.. All.Keys];
}
