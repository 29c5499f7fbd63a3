namespace DicomPS.Engine.Pdu;

/// <summary>What became of a presentation context: byte 7 of its item in an A-ASSOCIATE-AC (PS3.8 table 9-18).</summary>
public enum PresentationContextResult : byte
{
    /// <summary>Accepted.</summary>
    Acceptance = 0,

    /// <summary>Refused by the application.</summary>
    UserRejection = 1,

    /// <summary>Refused by the service provider, which gives no reason.</summary>
    NoReason = 2,

    /// <summary>Refused by the service provider: it does not support the abstract syntax.</summary>
    AbstractSyntaxNotSupported = 3,

    /// <summary>Refused by the service provider: it supports none of the transfer syntaxes.</summary>
    TransferSyntaxesNotSupported = 4,
}
