using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>How a <see cref="DatasetEncoder"/> writes.</summary>
/// <param name="Syntax">The transfer syntax. Of a deflated one the target does the deflating.</param>
/// <param name="KeepsGroupLengths">Whether group lengths, which are right only while nothing changes, stay.</param>
/// <param name="SequenceLengths">How the ends of sequences and items are told.</param>
internal readonly record struct EncodingRules(
    TransferSyntax Syntax, bool KeepsGroupLengths, SequenceLengths SequenceLengths = SequenceLengths.AsTheyAre)
{
    internal bool IsUndefined(bool asItIs) => SequenceLengths switch
    {
        SequenceLengths.Defined => false,
        SequenceLengths.Undefined => true,
        _ => asItIs,
    };
}
