using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.UpperLayer;

/// <summary>
/// The user of the upper layer service: it is told the indications and confirmations of PS3.8 section 7. All calls
/// but <see cref="OnPdusSending"/> and <see cref="OnEnded"/> come from the connection's one reader, one after the other.
/// </summary>
internal interface IUpperLayerUser
{
    /// <summary>Whether the peer owes the answer to a request that was sent whole, and nothing of it has come. Asked from any thread.</summary>
    bool AwaitsAnswer { get; }

    /// <summary>Whether a message of the peer has come in part.</summary>
    bool IsReceiving { get; }

    /// <summary>A PDU comes in: its header is read, and nothing of it is looked at yet.</summary>
    void OnPduReceived(PduHeader header);

    /// <summary>
    /// PDUs go out, each of them whole, but for the data of the last one, which may follow from a file. Called by whoever sends, one
    /// after the other.
    /// </summary>
    void OnPdusSending(ReadOnlySpan<byte> pdus);

    /// <summary>A-ASSOCIATE indication: the user answers with accept, reject or abort before it returns.</summary>
    ValueTask OnAssociateIndicationAsync(AssociateRq request);

    /// <summary>A-ASSOCIATE confirmation, accepted.</summary>
    void OnAssociateConfirm(AssociateAc answer);

    /// <summary>P-DATA indication: a piece of a presentation data value. Its bytes are valid until the call is over.</summary>
    ValueTask OnDataIndicationAsync(PresentationDataValue piece);

    /// <summary>What came whole is used up, or what comes next is no P-DATA: answers that were held back are to be sent.</summary>
    ValueTask OnDataUsedUpAsync();

    /// <summary>A-RELEASE indication: the peer sends nothing more. The connection answers when the call is over.</summary>
    ValueTask OnReleaseIndicationAsync();

    /// <summary>
    /// The association is over: released, rejected, aborted by either side, or its connection lost. Called once, from
    /// any thread.
    /// </summary>
    void OnEnded(AssociationEnd end);
}
