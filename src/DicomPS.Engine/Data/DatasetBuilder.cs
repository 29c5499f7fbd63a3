using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>Makes a <see cref="DicomDataset"/> of what a <see cref="DataSetReader"/> reads. On damage what was read before stays.</summary>
/// <param name="reader">The reader, at the beginning.</param>
/// <param name="source">Where values can stay; null where each must be read.</param>
/// <param name="options">How much to read.</param>
internal sealed class DatasetBuilder(DataSetReader reader, IValueSource? source, DatasetReadOptions options)
{
    // A length that nothing confirms yet is believed in steps of this size.
    private const int TrustedLength = 1024 * 1024;

    private long memory;

    /// <summary>Reads into a data set.</summary>
    /// <returns>The fault that ended the reading early; null where there was none.</returns>
    internal DicomException? Read(DicomDataset dataset)
    {
        try
        {
            ReadElements(dataset);
            return null;
        }
        catch (DicomException fault)
        {
            dataset.IsPartial = true;
            return fault;
        }
    }

    // Recursive, but no deeper than the reader lets items nest.
    private void ReadElements(DicomDataset dataset)
    {
        while (reader.Read() && reader.Token != DataSetToken.ItemEnd)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            DicomTag tag = reader.Tag;
            bool isTop = reader.Depth == 0;
            if (isTop && !IsWanted(tag, dataset))
            {
                dataset.IsPartial = true;
                if (tag >= options.StopBefore || tag > options.Only?.Last)
                {
                    return;
                }

                reader.Skip();
                continue;
            }

            switch (reader.Token)
            {
                case DataSetToken.Element:
                    dataset.Add(new DicomValueElement(tag, reader.VR, ReadContent(), reader.IsBigEndian));
                    if (tag == Tags.PixelRepresentation && !reader.IsExplicitVr && dataset.GetValue(tag) is (ushort)1)
                    {
                        dataset.TakeAsSigned();
                    }

                    break;
                case DataSetToken.SequenceStart:
                    DicomSequence sequence = new(tag)
                    {
                        HasUndefinedLength = reader.Length == DataSetReader.UndefinedLength,
                        IsUnknown = reader.IsUnknownSequence,
                    };
                    dataset.Add(sequence);
                    ReadItems(sequence);
                    break;
                default:
                    List<ElementContent> contents = [];
                    dataset.Add(new DicomFragments(tag, reader.VR, contents));
                    ReadFragments(contents);
                    break;
            }

            if (isTop && tag == options.Only?.Last)
            {
                // The next header is not even read: nobody wants its element.
                dataset.IsPartial |= reader.PeekGroup() is not null;
                return;
            }
        }
    }

    private bool IsWanted(DicomTag tag, DicomDataset before) =>
        !(tag >= options.StopBefore)
        && (!options.SkipsPixelData || !IsPixelData(tag))
        && options.Only?.Contains(tag, before) != false;

    // Pixel Data, Float Pixel Data or Double Float Pixel Data (PS3.3 sections C.7.6.3, C.7.6.24 and C.7.6.25).
    private static bool IsPixelData(DicomTag tag) => tag.Group == Tags.PixelData.Group && tag.Element is (0x0008 or 0x0009 or 0x0010);

    private void ReadItems(DicomSequence sequence)
    {
        while (reader.Read() && reader.Token == DataSetToken.ItemStart)
        {
            DicomDataset item = new() { HasUndefinedLength = reader.Length == DataSetReader.UndefinedLength };
            sequence.AddRead(item);
            ReadElements(item);
        }
    }

    private void ReadFragments(List<ElementContent> contents)
    {
        while (reader.Read() && reader.Token == DataSetToken.Fragment)
        {
            contents.Add(ReadContent());
        }
    }

    private ElementContent ReadContent()
    {
        long length = reader.ValueRemaining;
        if (length == 0)
        {
            return ElementContent.Empty;
        }

        if (source?.ContentAt(reader.ValueEnd - length, length, options.LargeValue) is { } content)
        {
            return content;
        }

        memory += length;
        return memory <= options.MaximumMemory
            ? new MemoryContent(ReadBytes((int)length))
            : throw reader.Damaged($"with it the values would take more than {options.MaximumMemory} bytes of memory");
    }

    private byte[] ReadBytes(int length)
    {
        byte[] bytes = new byte[Math.Min(length, TrustedLength)];
        for (int read = 0; ;)
        {
            read += reader.ReadValue(bytes.AsSpan(read));
            if (read == length)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }
}
