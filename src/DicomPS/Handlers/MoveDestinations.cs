using System.Collections;
using System.Globalization;
using System.Management.Automation;
using DicomPS.Engine;

namespace DicomPS.Handlers;

/// <summary>Where the titles are that a C-MOVE may name: a table, or a block that looks them up.</summary>
internal sealed class MoveDestinations
{
    private readonly Dictionary<string, AssociationOptions> table = new(StringComparer.Ordinal);

    private MoveDestinations(HandlerBlock? block) => Block = block;

    /// <summary>Nowhere.</summary>
    internal static MoveDestinations None { get; } = new(null);

    /// <summary>Looks a title up, with the request as its argument; null where there is a table.</summary>
    internal HandlerBlock? Block { get; }

    /// <summary>Reads the value of -MoveDestination.</summary>
    /// <param name="value">A hashtable of titles, a block, or null for no destinations.</param>
    /// <param name="session">The caller's session.</param>
    /// <exception cref="ArgumentException">It is something else, or a destination is no host and port.</exception>
    /// <exception cref="DicomException">A title is none.</exception>
    internal static MoveDestinations Read(object? value, SessionState session)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case null:
                return None;
            case ScriptBlock block:
                return new MoveDestinations(HandlerBlock.From("MoveDestination", block, session));
            case IDictionary titles:
                MoveDestinations destinations = new(null);
                foreach (DictionaryEntry entry in titles)
                {
                    string title = AETitle.Normalize(entry.Key.ToString()!);
                    destinations.table[title] = Destination(title, entry.Value)
                        ?? throw new ArgumentException($"The move destination {title} has no host and port.", nameof(value));
                }

                return destinations;
            default:
                throw new ArgumentException("-MoveDestination takes a hashtable such as @{ ARCHIVE = 'host:port' }, or a script block.", nameof(value));
        }
    }

    /// <summary>Where a title is; null for one that is not known.</summary>
    internal AssociationOptions? Find(string title) => table.GetValueOrDefault(title);

    /// <summary>What a block wrote about a title: nothing for one that is not known.</summary>
    internal static AssociationOptions? From(string title, List<object> outputs) => outputs switch
    {
        [] => null,
        [var one] => Destination(title, one),
        _ => throw HandlerAnswers.Nonsense(outputs[1], "A title has one destination: 'host:port', or nothing for one that is not known."),
    };

    private static AssociationOptions? Destination(string title, object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        AssociationOptions options => options,
        string text when text.LastIndexOf(':') is > 0 and int colon
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is >= 1 and <= ushort.MaxValue =>
            new AssociationOptions(text[..colon].Trim('[', ']'), port) { CalledAETitle = title },
        var other => throw new ArgumentException(
            $"The move destination {title} is no 'host:port' but a {other.GetType().Name}; an IPv6 address stands in brackets: '[::1]:11112'."),
    };
}
