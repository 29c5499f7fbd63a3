using System.Globalization;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Engine.Tracing;

/// <summary>Command sets in words: the kind of the message, and each element a line (PS3.7 section 6.3.1).</summary>
internal static class CommandText
{
    private static readonly DicomTag CommandFieldTag = new(0x0000, 0x0100);
    private static readonly DicomTag StatusTag = new(0x0000, 0x0900);

    internal static IEnumerable<string> Lines(byte[] bytes)
    {
        DicomDataset command = new();
        DicomException? fault = DataSetText.Read(bytes, TransferSyntax.ImplicitVRLittleEndian, command);
        foreach (DicomElement element in command.Elements)
        {
            yield return DataSetText.Line(element) + Meaning(element);
        }

        if (fault is not null)
        {
            yield return TraceText.Clean(fault.Message);
        }
    }

    // The numbers that people do not know by heart.
    private static string Meaning(DicomElement element)
    {
        if ((element.Tag != CommandFieldTag && element.Tag != StatusTag)
            || element is not DicomValueElement { Length: 2 } number
            || !ushort.TryParse(number.GetPreview(8), CultureInfo.InvariantCulture, out ushort code))
        {
            return string.Empty;
        }

        return element.Tag == StatusTag ? $" ({code:X4}H, {DicomStatus.CategoryOf(code)})" : $" ({NameOf((CommandField)code)})";
    }

    // CStoreRq is C-STORE-RQ.
    private static string NameOf(CommandField field) => Enum.IsDefined(field)
        ? string.Concat(field.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToUpperInvariant()
        : "unknown";
}
