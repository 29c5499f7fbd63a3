namespace DicomPS.Engine.Data;

/// <summary>
/// Character sets in the areas G0 and G1, with or without code extensions (PS3.5 sections 6.1.2.4 and 6.1.2.5).
/// Any escape sequence of the standard is heeded on reading, declared or not: it can mean nothing else.
/// On writing only declared sets are used.
/// </summary>
internal sealed class Iso2022Codec : TextCodec
{
    /// <summary>Creates the codec of declared terms.</summary>
    /// <param name="terms">At least one; the first one's sets are active to begin with.</param>
    internal Iso2022Codec(IReadOnlyCollection<CharacterSetTerm> terms)
    {
        CharacterSetTerm first = terms.First();
        G0 = first.G0 ?? GraphicSets.Ir6;
        G1 = first.G1;
        Declared = [.. terms.SelectMany(term => new[] { term.G0, term.G1 }).OfType<GraphicSet>().Distinct()];
        AssumedG1 = G1 ?? Declared.FirstOrDefault(set => set.IsG1);
    }

    /// <inheritdoc/>
    internal override bool IsAsciiCompatible => G0 == GraphicSets.Ir6;

    /// <summary>The set of G0 in the initial state (PS3.5 section 6.1.2.5.1).</summary>
    internal GraphicSet G0 { get; }

    /// <summary>The set of G1 in the initial state; null where none is defined.</summary>
    internal GraphicSet? G1 { get; }

    /// <summary>
    /// What bytes from 80h on are taken for in the initial state. Where G1 is undefined no such byte is right there, but
    /// many writers of Korean and Chinese give the escape sequence once and not again behind each delimiter.
    /// </summary>
    internal GraphicSet? AssumedG1 { get; }

    /// <summary>The sets of all declared terms, in their order.</summary>
    internal IReadOnlyList<GraphicSet> Declared { get; }

    /// <inheritdoc/>
    internal override byte[]? Encode(string text, ReadOnlySpan<byte> delimiters) => new Iso2022Encoder(this, delimiters).Encode(text);

    /// <inheritdoc/>
    private protected override int Decode(ReadOnlySpan<byte> value, ReadOnlySpan<byte> delimiters, Span<char> text) =>
        new Iso2022Decoder(this, value, delimiters, text).Decode();
}
