using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>The private creators of one data set as they are read, for the VRs of the private elements behind them (PS3.5 section 7.8.1).</summary>
internal sealed class PrivateBlocks
{
    /// <summary>No creator's text is longer, in bytes: 64 characters of LO.</summary>
    internal const int LongestCreator = 256;

    private readonly Dictionary<DicomTag, string> creators = [];

    /// <summary>Takes note of an element that names a creator.</summary>
    internal void Add(DicomTag tag, ReadOnlySpan<byte> value) => creators.TryAdd(tag, Encoding.Latin1.GetString(value).Trim(' ', '\0'));

    /// <summary>The VR that the private dictionary has for an element; UN where it has none.</summary>
    internal DicomVR VrOf(DicomTag tag, bool isSigned)
    {
        string? names = PrivateBlock.CreatorTagOf(tag) is { } creatorTag && creators.TryGetValue(creatorTag, out string? creator)
            ? PrivateDictionary.Find(creator, tag)?.VR
            : null;
        return names is null ? DicomVR.UN : TagDictionary.ParseVr(Encoding.ASCII.GetBytes(names), isSigned);
    }
}
