namespace DicomPS.Engine.Data;

/// <summary>What a <see cref="DataSetReader"/> stands on.</summary>
public enum DataSetToken
{
    /// <summary>Nothing: before the first element, or after the last.</summary>
    None,

    /// <summary>A data element with a value (PS3.5 section 7.1).</summary>
    Element,

    /// <summary>The beginning of a sequence of items (PS3.5 section 7.5).</summary>
    SequenceStart,

    /// <summary>The end of a sequence of items, with or without a delimiter in the stream.</summary>
    SequenceEnd,

    /// <summary>The beginning of an item of a sequence (PS3.5 section 7.5.1).</summary>
    ItemStart,

    /// <summary>The end of an item of a sequence, with or without a delimiter in the stream.</summary>
    ItemEnd,

    /// <summary>The beginning of encapsulated pixel data (PS3.5 section A.4).</summary>
    FragmentsStart,

    /// <summary>A fragment of encapsulated pixel data; the first is the basic offset table.</summary>
    Fragment,

    /// <summary>The end of encapsulated pixel data.</summary>
    FragmentsEnd,
}
