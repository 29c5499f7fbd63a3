using System.Text;

namespace DicomPS.Engine.Data;

/// <summary>
/// The code pages of the framework, taken from their provider directly: registering it would change what
/// <see cref="Encoding.GetEncoding(int)"/> does for the whole process, which belongs to the user of the module.
/// </summary>
internal static class CodePages
{
    /// <summary>GB 18030.</summary>
    internal const int Gb18030 = 54936;

    /// <summary>GBK.</summary>
    internal const int Gbk = 936;

    /// <summary>What stands for bytes that mean nothing.</summary>
    internal const char Undecodable = '\uFFFD';

    /// <summary>A code page that gives <see cref="Undecodable"/> for what it does not know, and '?' for what it cannot hold.</summary>
    internal static Encoding Get(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Undecodable.ToString()))
        ?? Encoding.GetEncoding(codePage);
}
