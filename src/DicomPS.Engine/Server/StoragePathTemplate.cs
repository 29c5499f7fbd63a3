using System.Buffers;
using System.Globalization;
using System.Text;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Engine.Server;

/// <summary>
/// Where below its folder a server puts an instance: a relative path with keywords of attributes in braces, such as
/// {StudyInstanceUID}/{SOPInstanceUID}.dcm. What comes from the wire becomes a plain file name: it can neither leave
/// the folder nor take a name that a system reserves, and different values stay different.
/// </summary>
public sealed class StoragePathTemplate
{
    /// <summary>The template of a server that is given none.</summary>
    public const string Default = "{StudyInstanceUID}/{SeriesInstanceUID}/{SOPInstanceUID}.dcm";

    private const int MaximumNameLength = 200;
    private const string CallingAETitleName = "CallingAETitle";
    private const string CalledAETitleName = "CalledAETitle";

    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("0123456789.-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> ReservedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    // Each part of the path: texts and places by turns. A place without a tag is one of the association's titles.
    private readonly IReadOnlyList<IReadOnlyList<Piece>> parts;

    /// <summary>Reads a template.</summary>
    /// <param name="template">
    /// The relative path. Places are keywords of top-level attributes with a text value, CallingAETitle and
    /// CalledAETitle; {SOPInstanceUID} is among them, or instances would overwrite each other.
    /// </param>
    /// <exception cref="ArgumentException">Not relative, an unknown place, or no {SOPInstanceUID}.</exception>
    public StoragePathTemplate(string template)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(template);
        Text = template;
        parts = [.. template.Split('/', '\\').Select(part => ReadPart(part, template))];
        Attributes = [.. parts.SelectMany(part => part).Where(piece => piece.Tag != default).Select(piece => piece.Tag).Distinct()];
        if (!Attributes.Contains(Tags.SopInstanceUid))
        {
            throw new ArgumentException(
                $"The path template '{template}' lacks {{SOPInstanceUID}}: instances would overwrite each other.", nameof(template));
        }
    }

    /// <summary>The template as it was given.</summary>
    public string Text { get; }

    /// <summary>The attributes whose values the path needs.</summary>
    internal IReadOnlyCollection<DicomTag> Attributes { get; }

    /// <summary>The path of an instance, relative to the server's folder.</summary>
    internal string Expand(IReadOnlyDictionary<DicomTag, string> values, string callingAETitle, string calledAETitle)
    {
        string Value(Piece piece) => piece switch
        {
            { Name: null } => piece.Text,
            { Name: CallingAETitleName } => callingAETitle,
            { Name: CalledAETitleName } => calledAETitle,
            _ => values.GetValueOrDefault(piece.Tag) is { Length: > 0 } value ? value : "unknown",
        };

        string[] names = new string[parts.Count];
        for (int i = 0; i < names.Length; i++)
        {
            IReadOnlyList<Piece> part = parts[i];
            names[i] = SafeName(part.Count switch
            {
                1 => Value(part[0]),
                2 => Value(part[0]) + Value(part[1]),
                _ => string.Concat(part.Select(Value)),
            });
        }

        return string.Join(Path.DirectorySeparatorChar, names);
    }

    /// <summary>The template.</summary>
    /// <returns>The template.</returns>
    public override string ToString() => Text;

    /// <summary>
    /// A file name of letters, digits, '.', '-', '_' and spaces; every other character becomes its UTF-8 bytes as %XX, so
    /// that no two values share a name.
    /// </summary>
    internal static string SafeName(string text)
    {
        // As UIDs are, and what begins with one: nothing to escape, and no copy to make.
        if (text.Length is > 0 and <= MaximumNameLength && text[0] is >= '0' and <= '9' && text[^1] != '.'
            && !text.AsSpan().ContainsAnyExcept(PlainCharacters))
        {
            return text;
        }

        StringBuilder name = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isPlain = Rune.IsLetterOrDigit(rune) && rune.IsAscii || rune.Value is '-' or '_' or '.' or ' ';
            bool isAtEdge = name.Length == 0 && rune.Value is '.' or ' ';
            AppendSafe(name, rune, isPlain && !isAtEdge);
        }

        // Windows drops dots and spaces at the end of a name.
        if (name.Length > 0 && name[^1] is '.' or ' ')
        {
            char last = name[^1];
            name.Length--;
            AppendSafe(name, new Rune(last), isPlain: false);
        }

        string safe = name.ToString();
        if (ReservedNames.Contains(safe.Split('.')[0].TrimEnd(' ')))
        {
            safe = Escape((byte)safe[0]) + safe[1..];
        }

        if (safe.Length > MaximumNameLength)
        {
            // Too long for a file system: the end gives way to a digest of the whole.
            byte[] digest = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text));
            safe = safe[..(MaximumNameLength - 33)] + "~" + Convert.ToHexString(digest, 0, 16);
        }

        return safe.Length == 0 ? "%" : safe;
    }

    private static void AppendSafe(StringBuilder name, Rune rune, bool isPlain)
    {
        if (isPlain)
        {
            name.Append(rune.ToString());
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (byte value in bytes[..rune.EncodeToUtf8(bytes)])
        {
            name.Append(Escape(value));
        }
    }

    private static string Escape(byte value) => "%" + value.ToString("X2", CultureInfo.InvariantCulture);

    private static List<Piece> ReadPart(string part, string template)
    {
        if (part.Length == 0 || part is "." or "..")
        {
            throw new ArgumentException(
                $"The path template '{template}' is no relative path: it has an empty part, '.' or '..'.", nameof(template));
        }

        List<Piece> pieces = [];
        string rest = part;
        while (rest.Length > 0)
        {
            int open = rest.IndexOf('{', StringComparison.Ordinal);
            int close = rest.IndexOf('}', StringComparison.Ordinal);
            if (open < 0 && close < 0)
            {
                pieces.Add(new Piece(rest, null, default));
                break;
            }

            if (open < 0 || close < open)
            {
                throw new ArgumentException($"The path template '{template}' has a brace without its partner.", nameof(template));
            }

            if (open > 0)
            {
                pieces.Add(new Piece(rest[..open], null, default));
            }

            pieces.Add(ReadPlace(rest[(open + 1)..close], template));
            rest = rest[(close + 1)..];
        }

        return pieces;
    }

    private static Piece ReadPlace(string name, string template)
    {
        if (name is CallingAETitleName or CalledAETitleName)
        {
            return new Piece(string.Empty, name, default);
        }

        DicomTagEntry? entry = TagDictionary.FindKeyword(name);
        return entry is not null && Enum.TryParse(entry.VR, out DicomVR vr) && vr.IsText()
            ? new Piece(string.Empty, name, entry.Tag)
            : throw new ArgumentException(
                $"The path template '{template}' has the place '{{{name}}}', which is no keyword of an attribute with a text value.",
                nameof(template));
    }

    private readonly record struct Piece(string Text, string? Name, DicomTag Tag);
}
