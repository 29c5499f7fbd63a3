using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>The file meta information of a Part 10 file, as far as somebody asks for it: its UIDs (PS3.10 section 7.1).</summary>
internal sealed class MetaHeader
{
    // Real ones have a few hundred bytes; private information (0002,0102) may add some.
    private const long MaxLength = 1 << 20;
    private const int MaxTextLength = 1024;

    private MetaHeader()
    {
    }

    /// <summary>Where it ends and the data set begins.</summary>
    internal long End { get; private set; }

    /// <summary>Media Storage SOP Class UID (0002,0002); null where it is missing.</summary>
    internal string? SopClassUid { get; private set; }

    /// <summary>Media Storage SOP Instance UID (0002,0003); null where it is missing.</summary>
    internal string? SopInstanceUid { get; private set; }

    /// <summary>Transfer Syntax UID (0002,0010); null where it is missing.</summary>
    internal string? TransferSyntaxUid { get; private set; }

    /// <summary>
    /// Reads the elements of group 0002. Where they end is told by the group of the next element rather than by the
    /// group length, which many files have wrong; only in front of deflated data, which could be mistaken for an
    /// element, does a right group length decide.
    /// </summary>
    /// <param name="stream">The file, standing at the first element.</param>
    /// <param name="syntax">Explicit VR little endian, unless the file breaks that rule.</param>
    /// <param name="name">How errors name the file.</param>
    internal static MetaHeader Read(Stream stream, TransferSyntax syntax, string name)
    {
        MetaHeader meta = new() { End = stream.Position };
        long start = meta.End;
        long? announcedEnd = null;
        Span<byte> groupLength = stackalloc byte[sizeof(uint)];
        using DataSetReader reader = new(stream, syntax, name);
        while (reader.PeekGroup() == Tags.TransferSyntaxUid.Group
            && !(meta.End == announcedEnd && TransferSyntax.Find(meta.TransferSyntaxUid ?? "") is { IsDeflated: true })
            && reader.Read())
        {
            if (reader.Tag == Tags.FileMetaInformationGroupLength && reader.Length == sizeof(uint))
            {
                reader.ReadValue(groupLength);
                announcedEnd = reader.ValueEnd + BitConverter.ToUInt32(groupLength);
            }
            else if (reader.Token == DataSetToken.Element && reader.VR.IsText())
            {
                meta.Take(reader);
            }

            reader.Skip();
            meta.End = reader.ValueEnd;
            if (meta.End - start > MaxLength)
            {
                throw new DicomException(DicomErrorId.NotDicom, $"{name} has a meta header of more than {MaxLength} bytes.");
            }
        }

        return meta;
    }

    private void Take(DataSetReader reader)
    {
        if (reader.Tag == Tags.MediaStorageSopClassUid)
        {
            SopClassUid = Text();
        }
        else if (reader.Tag == Tags.MediaStorageSopInstanceUid)
        {
            SopInstanceUid = Text();
        }
        else if (reader.Tag == Tags.TransferSyntaxUid)
        {
            TransferSyntaxUid = Text();
        }

        string Text() => reader.ReadText(MaxTextLength).TrimStart(' ');
    }
}
