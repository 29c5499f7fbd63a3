using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Data;

/// <summary>What is wrong with an element of a data set.</summary>
/// <param name="Path">Where the element stands, as <see cref="DicomElement.Path"/> tells it.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Keyword">The keyword; empty where there is none.</param>
/// <param name="VR">The VR it has.</param>
/// <param name="Message">What is wrong, as a clause, without the value.</param>
public sealed record ElementFault(string Path, DicomTag Tag, string Keyword, DicomVR VR, string Message)
{
    /// <summary>The path and what is wrong.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
