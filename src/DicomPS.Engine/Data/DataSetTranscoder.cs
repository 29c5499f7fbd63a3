using System.IO.Compression;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>
/// Converts data sets among the four uncompressed transfer syntaxes (PS3.5 sections A.1, A.2, A.3 and A.5) while they pass by.
/// Values stay what they are; only their byte ordering changes. Sequences and items come out with delimiters, so that
/// no length has to be known beforehand. Group lengths (retired) are left out, for theirs would be wrong.
/// </summary>
public static class DataSetTranscoder
{
    /// <summary>Converts a data set.</summary>
    /// <param name="source">A stream at the beginning of the data set, which goes on to the end of the stream. It is read synchronously.</param>
    /// <param name="from">The transfer syntax of the data set.</param>
    /// <param name="sink">Where the converted data set goes, in writes of up to 64 KB; an even number of bytes in all.</param>
    /// <param name="to">The transfer syntax to convert to.</param>
    /// <param name="cancellationToken">Ends the conversion.</param>
    /// <param name="name">How errors name the data set.</param>
    /// <exception cref="DicomException">The data set is damaged, or its pixel data are encapsulated (NotDicom).</exception>
    /// <exception cref="ArgumentException">One of the transfer syntaxes is none of the four.</exception>
    public static async Task ConvertAsync(
        Stream source,
        TransferSyntax from,
        Stream sink,
        TransferSyntax to,
        CancellationToken cancellationToken,
        string? name = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(to);
        if (!from.CanConvert || !to.CanConvert)
        {
            throw new ArgumentException($"A data set cannot be converted from {from} to {to}.", from.CanConvert ? nameof(to) : nameof(from));
        }

        using DataSetReader reader = new(source, from, name);
        if (!to.IsDeflated)
        {
            await CopyAsync(reader, sink, to, cancellationToken).ConfigureAwait(false);
            return;
        }

        CountingStream counted = new(sink);
        DeflateStream deflated = new(counted, CompressionLevel.Optimal, leaveOpen: true);
        try
        {
            await CopyAsync(reader, deflated, to, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Disposing would end the deflated data properly, as if they were whole, and wait for a sink that may be gone.
            counted.IsDiscarding = true;
            throw;
        }
        finally
        {
            await deflated.DisposeAsync().ConfigureAwait(false);
        }

        if ((counted.Count & 1) != 0)
        {
            await sink.WriteAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(DataSetReader reader, Stream sink, TransferSyntax to, CancellationToken cancellationToken)
    {
        using DataSetWriter writer = new(sink, to);
        while (reader.Read())
        {
            switch (reader.Token)
            {
                case DataSetToken.Element when reader.Tag.IsGroupLength:
                    reader.Skip();
                    break;
                case DataSetToken.Element:
                    await writer.WriteElementAsync(reader, cancellationToken).ConfigureAwait(false);
                    break;
                case DataSetToken.SequenceStart:
                    await writer.WriteHeaderAsync(reader.Tag, DicomVR.SQ, DataSetReader.UndefinedLength, cancellationToken).ConfigureAwait(false);
                    break;
                case DataSetToken.ItemStart:
                    await writer.WriteHeaderAsync(Tags.Item, DicomVR.None, DataSetReader.UndefinedLength, cancellationToken).ConfigureAwait(false);
                    break;
                case DataSetToken.ItemEnd:
                    await writer.WriteHeaderAsync(Tags.ItemDelimitationItem, DicomVR.None, 0, cancellationToken).ConfigureAwait(false);
                    break;
                case DataSetToken.SequenceEnd:
                    await writer.WriteHeaderAsync(Tags.SequenceDelimitationItem, DicomVR.None, 0, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    throw reader.Damaged("its pixel data are encapsulated, which an uncompressed transfer syntax does not allow");
            }
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
