using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>An instance that a peer sent by C-STORE, and what became of it.</summary>
public sealed record ReceivedInstance
{
    /// <summary>The SOP class.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>The name of the SOP class; its UID where the dictionary has none.</summary>
    public string SopClassName => UidDictionary.NameOf(SopClassUid);

    /// <summary>The SOP instance UID.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>The transfer syntax the instance came in, and is kept in.</summary>
    public required string TransferSyntaxUid { get; init; }

    /// <summary>The name of that transfer syntax; its UID where the dictionary has none.</summary>
    public string TransferSyntaxName => UidDictionary.NameOf(TransferSyntaxUid);

    /// <summary>The title of who sent it.</summary>
    public required string CallingAETitle { get; init; }

    /// <summary>The title of who had it sent by C-MOVE; null where the request names none (PS3.7 section 9.1.1.1).</summary>
    public string? MoveOriginatorTitle { get; init; }

    /// <summary>The file it was stored in; null where it was not stored.</summary>
    public string? Path { get; init; }

    /// <summary>Bytes of the data set.</summary>
    public long Bytes { get; init; }

    /// <summary>The status that was answered.</summary>
    public required DicomStatus Status { get; init; }

    /// <summary>The Error Comment that was answered; null for none.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>Whether the instance was taken: answered with success or a warning.</summary>
    public bool IsStored => Status.Category is DicomStatusCategory.Success or DicomStatusCategory.Warning;

    /// <summary>The instance and what became of it.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{SopInstanceUid}: {Status}";
}
