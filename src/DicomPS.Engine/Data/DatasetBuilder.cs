namespace DicomPS.Engine.Data;

/// <summary>Makes a <see cref="DicomDataset"/> of what a <see cref="DataSetReader"/> reads. On damage what was read before stays.</summary>
internal sealed class DatasetBuilder(DataSetReader reader, FileStamp? file, DatasetReadOptions options)
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
            return fault;
        }
    }

    // Recursive, but no deeper than the reader lets items nest.
    private void ReadElements(DicomDataset dataset)
    {
        while (reader.Read() && reader.Token != DataSetToken.ItemEnd)
        {
            if (reader.Depth == 0 && options.StopBefore is { } stop && reader.Tag >= stop)
            {
                return;
            }

            switch (reader.Token)
            {
                case DataSetToken.Element:
                    dataset.Add(new DicomValueElement(reader.Tag, reader.VR, ReadContent(), reader.IsBigEndian));
                    break;
                case DataSetToken.SequenceStart:
                    DicomSequence sequence = new(reader.Tag)
                    {
                        HasUndefinedLength = reader.Length == DataSetReader.UndefinedLength,
                        IsUnknown = reader.IsUnknownSequence,
                    };
                    dataset.Add(sequence);
                    ReadItems(sequence);
                    break;
                default:
                    List<ElementContent> contents = [];
                    dataset.Add(new DicomFragments(reader.Tag, reader.VR, contents));
                    ReadFragments(contents);
                    break;
            }
        }
    }

    private void ReadItems(DicomSequence sequence)
    {
        while (reader.Read() && reader.Token == DataSetToken.ItemStart)
        {
            DicomDataset item = new() { HasUndefinedLength = reader.Length == DataSetReader.UndefinedLength };
            sequence.Items.Add(item);
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

        if (file is not null && length > options.LargeValue)
        {
            return new FileContent(file, reader.ValueEnd - length, length);
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
