using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Dimse;

/// <summary>What became of one file that was to be sent.</summary>
public sealed record StoreResult
{
    /// <summary>The path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The SOP class; null where the file could not be read.</summary>
    public string? SopClassUid { get; init; }

    /// <summary>The name of the SOP class.</summary>
    public string? SopClassName => SopClassUid is null ? null : UidDictionary.NameOf(SopClassUid);

    /// <summary>The SOP instance UID; null where the file could not be read.</summary>
    public string? SopInstanceUid { get; init; }

    /// <summary>The transfer syntax the instance travelled in; null where it was not sent.</summary>
    public string? TransferSyntaxUid { get; init; }

    /// <summary>The name of that transfer syntax.</summary>
    public string? TransferSyntaxName => TransferSyntaxUid is null ? null : UidDictionary.NameOf(TransferSyntaxUid);

    /// <summary>The peer's answer; null where there was none.</summary>
    public DicomStatus? Status { get; init; }

    /// <summary>Whether the peer has the instance: it answered with success or a warning.</summary>
    public bool IsStored => Status is { Category: DicomStatusCategory.Success or DicomStatusCategory.Warning };

    /// <summary>Why the instance was not sent or not answered; null where it was.</summary>
    public DicomException? Error { get; init; }

    /// <summary>Why the instance was not sent or not answered, in words; null where it was.</summary>
    public string? Reason => Error?.Message;

    /// <summary>The peer's Error Comment (0000,0902), if it gave one.</summary>
    public string? ErrorComment { get; init; }

    /// <summary>Bytes of the data set in the file; 0 where it was not sent.</summary>
    public long Bytes { get; init; }

    /// <summary>From the beginning of the request to the answer.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Path and outcome.</summary>
    /// <returns>A line.</returns>
    public override string ToString() => $"{Path}: {Status?.ToString() ?? Error?.Message}";

    /// <summary>The result of a file that could not be read.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="fault">Why; what is no <see cref="DicomException"/> becomes one (NotDicom).</param>
    /// <returns>A result without a status.</returns>
    public static StoreResult Failed(string path, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new StoreResult
        {
            Path = path,
            Error = fault as DicomException ?? new DicomException(
                DicomErrorId.NotDicom, $"'{path}' cannot be read: {fault.Message}", "Check the file and the rights to it.", fault),
        };
    }

    /// <summary>The result of a file that was read and not sent.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fault">Why; what is no <see cref="DicomException"/> becomes one (NotDicom).</param>
    /// <returns>A result without a status.</returns>
    public static StoreResult Failed(InstanceFile file, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Failed(file.Path, fault) with { SopClassUid = file.SopClassUid, SopInstanceUid = file.SopInstanceUid };
    }
}
