namespace DicomPS.Engine.Data;

/// <summary>What a defined term of Specific Character Set stands for (PS3.3 section C.12.1.1.2).</summary>
/// <param name="Name">The term as it stands alone.</param>
/// <param name="NameWithExtensions">The term among others, where code extensions are used.</param>
/// <param name="G0">The set that it puts into G0; null for none.</param>
/// <param name="G1">The set that it puts into G1; null for none.</param>
/// <param name="Codec">The encoding of its own that it stands for; null for sets of G0 and G1.</param>
internal sealed record CharacterSetTerm(string Name, string NameWithExtensions, GraphicSet? G0, GraphicSet? G1, TextCodec? Codec = null)
{
    /// <summary>Whether it has characters of one byte to begin a value with, as the first term must.</summary>
    internal bool CanBeFirst => G0 is { IsDoubleByte: false };
}
