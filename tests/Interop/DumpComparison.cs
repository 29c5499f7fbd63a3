using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using Xunit;

namespace DicomPS.Interop;

/// <summary>What the engine reads of a file against what dcmdump reads: tags, VRs and values, in items too.</summary>
internal static partial class DumpComparison
{
    internal static void AssertSame(string path)
    {
        DicomFile file = DicomFile.Open(path);
        Assert.Null(file.Fault);
        ToolRun dump = Dcmtk.Run("dcmdump", "-M", "+L", "-Un", "-q", path);
        Assert.Equal(0, dump.ExitCode);
        string[] theirs = [.. ElementLine().Matches(dump.Output).Select(line => Theirs(line, file.TransferSyntax.IsExplicitVr)).Where(line => line.Length > 0)];

        string[] ours = [.. Ours(file.Dataset, file.TransferSyntax.IsExplicitVr)];

        Assert.Equal(theirs, ours);
        Assert.NotEmpty(ours);
    }

    // Of an element: tag, VR and value. dcmdump names pixel data and private attributes by what it knows of them beyond
    // the encoding, prints text of several lines as it is, and floats its own way: there the tag alone is compared.
    private static IEnumerable<string> Ours(DicomDataset dataset, bool isExplicit) => dataset.Elements.SelectMany(element =>
        element switch
        {
            DicomSequence sequence => sequence.Items.SelectMany(item => Ours(item, isExplicit)).Prepend($"{element.Tag} SQ"),
            DicomValueElement value when isExplicit && IsCompared(value.VR) && !value.Tag.IsPrivate && !IsPointer(value.Tag) => [$"{value.Tag} {value.VR} {Value(value)}"],
            _ => [element.Tag.ToString()],
        });

    private static string Theirs(Match line, bool isExplicit)
    {
        string tag = $"({line.Groups["tag"].Value.ToUpperInvariant()})";
        string vr = line.Groups["vr"].Value;
        string value = line.Groups["value"].Value.Trim();
        bool isPrivate = int.Parse(tag.AsSpan(1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 2 != 0;
        return tag switch
        {
            _ when tag.StartsWith("(0002", StringComparison.Ordinal) || tag.StartsWith("(FFFE", StringComparison.Ordinal) => string.Empty,
            _ when vr == "SQ" => $"{tag} SQ",
            _ when isExplicit && Enum.TryParse(vr, out DicomVR known) && IsCompared(known) && !isPrivate && !tag.StartsWith("(0004", StringComparison.Ordinal) =>
                $"{tag} {vr} {(value == "(no value available)" ? string.Empty : value.TrimStart('[').TrimEnd(']').TrimEnd(' '))}",
            _ => tag,
        };
    }

    // The offsets of a DICOMDIR have a VR of dcmdump's own.
    private static bool IsPointer(DicomTag tag) => tag.Group == 0x0004;

    private static bool IsCompared(DicomVR vr) => vr is
        DicomVR.AE or DicomVR.AS or DicomVR.CS or DicomVR.DA or DicomVR.DS or DicomVR.DT or DicomVR.IS or DicomVR.LO
        or DicomVR.PN or DicomVR.SH or DicomVR.TM or DicomVR.UI or DicomVR.US or DicomVR.SS or DicomVR.UL or DicomVR.SL;

    private static string Value(DicomValueElement value) => value.VR.IsText()
        ? Encoding.Latin1.GetString(value.GetBytes().Span).TrimEnd('\0', ' ')
        : string.Join('\\', value.GetTexts());

    [GeneratedRegex(@"^ *\((?<tag>[0-9a-f]{4},[0-9a-f]{4})\) (?<vr>[A-Za-z?]{2}) (?<value>.*?) +# +\S+, *\d+ \S", RegexOptions.Multiline)]
    private static partial Regex ElementLine();
}
