using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.UpperLayer;

namespace DicomPS.Engine.Dimse;

/// <summary>An instance to be sent: a file, or a data set in memory.</summary>
public abstract class InstanceSource
{
    private protected InstanceSource(string sopClassUid, string sopInstanceUid, string transferSyntaxUid, bool canConvert)
    {
        SopClassUid = sopClassUid;
        SopInstanceUid = sopInstanceUid;
        TransferSyntaxUid = transferSyntaxUid;
        CanConvert = canConvert;
    }

    /// <summary>The SOP class.</summary>
    public string SopClassUid { get; }

    /// <summary>The SOP instance UID.</summary>
    public string SopInstanceUid { get; }

    /// <summary>The transfer syntax it is in; of a data set in memory the one it is best sent in.</summary>
    public string TransferSyntaxUid { get; }

    /// <summary>Whether it can be sent in another uncompressed transfer syntax.</summary>
    public bool CanConvert { get; }

    /// <summary>The path of the file; empty for a data set in memory.</summary>
    public abstract string Path { get; }

    /// <summary>Bytes of its data set; null where only sending it tells.</summary>
    internal abstract long? Length { get; }

    /// <summary>What is sent, for people.</summary>
    /// <returns>The path in quotation marks, or the SOP instance UID.</returns>
    public override string ToString() => Path.Length > 0 ? $"'{Path}'" : $"The instance {SopInstanceUid}";

    /// <summary>A file.</summary>
    /// <param name="path">The path of the file. Only its beginning is read now.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="DicomException">NotDicom: it is no DICOM file, a damaged one or a DICOMDIR.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static InstanceSource FromFile(string path) => new FileInstanceSource(InstanceFile.Read(path));

    /// <summary>A data set in memory. It must not change until it is sent.</summary>
    /// <param name="dataset">The data set, with SOP Class UID (0008,0016) and SOP Instance UID (0008,0018).</param>
    /// <param name="transferSyntaxUid">
    /// The transfer syntax of its pixel data where those are encapsulated: it is sent in no other. Null for a data set without
    /// them.
    /// </param>
    /// <returns>The instance.</returns>
    /// <exception cref="DicomException">
    /// NotDicom: it is partial, a UID is missing or faulty, or the transfer syntax does not fit the pixel data.
    /// </exception>
    public static InstanceSource FromDataset(DicomDataset dataset, string? transferSyntaxUid = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        TransferSyntax syntax = transferSyntaxUid is null
            ? TransferSyntax.ExplicitVRLittleEndian
            : TransferSyntax.Find(transferSyntaxUid) ?? throw NotSendable($"its transfer syntax {transferSyntaxUid} is not known");
        if (dataset.IsPartial)
        {
            throw NotSendable("elements of it were left out when it was read");
        }

        bool isEncapsulated = dataset.Elements.OfType<DicomFragments>().Any();
        if (isEncapsulated && !syntax.IsEncapsulated)
        {
            throw NotSendable($"its pixel data are encapsulated, which {syntax} does not allow");
        }

        return new DatasetInstanceSource(
            dataset, Identity(dataset, "SOP class", Tags.SopClassUid), Identity(dataset, "SOP instance UID", Tags.SopInstanceUid), syntax);
    }

    /// <summary>Writes the data set.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="transferSyntaxUid">The instance's own transfer syntax, or one it can be converted to.</param>
    /// <param name="meter">Is told how many bytes went out.</param>
    /// <param name="cancellationToken">Ends a conversion.</param>
    internal abstract ValueTask WriteAsync(
        PDataWriter writer, string transferSyntaxUid, TransferMeter meter, CancellationToken cancellationToken);

    /// <summary>Lets go of what is held ready. It is called when the instance was sent, or could not be; it may be sent again.</summary>
    internal virtual void Close()
    {
    }

    private static string Identity(DicomDataset dataset, string what, DicomTag tag) => dataset.GetText(tag) switch
    {
        { } uid when UidSyntax.IsValid(uid) => uid,
        null => throw NotSendable($"it names no {what}"),
        _ => throw NotSendable($"its {what} is not a UID"),
    };

    private static DicomException NotSendable(string reason) => new(
        DicomErrorId.NotDicom,
        $"A data set cannot be sent as an instance: {reason}.",
        "Read it whole, or send its file; give it a SOP Class UID, a SOP Instance UID, and for compressed pixel data their transfer syntax.");
}
