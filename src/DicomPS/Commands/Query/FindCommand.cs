using System.Collections;
using System.Globalization;
using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Commands;

/// <summary>What the cmdlets share that query by C-FIND: each record is a query, each match an object, as it arrives.</summary>
public abstract class FindCommand : RequestCommand
{
    private bool hasToldUnsupportedKeys;

    /// <summary>Keys by the names of their elements, as New-DicomDataset takes them; an empty value only asks for the element.</summary>
    [Parameter]
    public IDictionary Query { get; set; } = new Hashtable();

    /// <summary>Elements to ask for besides the usual ones: keywords, tags or paths.</summary>
    [Parameter]
    [DictionaryTerm(AsPath = true)]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Property { get; set; } = [];

    /// <summary>Ends each query after so many matches.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>The priority of the request; most peers pay no heed to it.</summary>
    [Parameter]
    public Priority Priority { get; set; }

    /// <summary>The SOP class of the query: a UID, keyword or name.</summary>
    private protected abstract string QueryClass { get; }

    /// <summary>The name of the view of the matches.</summary>
    private protected abstract string MatchType { get; }

    /// <summary>The abstract syntax of the context, where it is not the SOP class.</summary>
    private protected virtual string? ContextClass => null;

    /// <summary>What to ask for besides -Property: keywords or paths.</summary>
    private protected virtual IEnumerable<string> UsualProperties => [];

    /// <summary>The extended negotiations to propose.</summary>
    private protected virtual IReadOnlyList<SopClassExtendedNegotiation> Negotiations => [];

    /// <summary>The keys that have parameters: paths with values. Null stands for no key.</summary>
    private protected abstract IEnumerable<(string Path, object? Value)> Keys { get; }

    // From the pipeline an element that a match has not comes as an empty text.
    private protected static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private protected static string[]? OrNull(string[]? texts) => texts is { Length: > 0 } ? texts : null;

    /// <summary>Completes the identifier, when all keys are in it.</summary>
    private protected virtual void Complete(DicomDataset identifier)
    {
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DicomDataset identifier;
        PresentationContext context;
        try
        {
            context = new PresentationContext(UidDictionary.Resolve(ContextClass ?? QueryClass, UidKind.SopClass));
            identifier = CreateIdentifier();
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Target));
            return;
        }

        Request([context], Negotiations, (association, cancellationToken) => FindAsync(association, identifier, cancellationToken));
    }

    private DicomDataset CreateIdentifier()
    {
        DicomDataset identifier = new();
        identifier.SetValues((IDictionary)PlainValue.Copy(Query)!);
        foreach ((string path, object? value) in Keys.Where(key => key.Value is not null))
        {
            ElementPath.Parse(path).SetValue(identifier, value);
        }

        foreach (ElementPath path in UsualProperties.Concat(Property).Select(ElementPath.Parse))
        {
            if (!path.Find(identifier).Any())
            {
                path.SetValue(identifier, null);
            }
        }

        Complete(identifier);
        return identifier;
    }

    private async Task FindAsync(Association association, DicomDataset identifier, CancellationToken cancellationToken)
    {
        string request = $"C-FIND of {UidDictionary.NameOf(UidDictionary.Resolve(QueryClass))}";
        DimseRequestOptions options = new() { Priority = Priority, ContextAbstractSyntax = ContextClass };
        int matches = 0;
        WriteVerbose($"{request} with {identifier.Elements.Count} elements, to {association}.");
        await foreach (DimseResult result in association.FindAsync(QueryClass, identifier, options, cancellationToken))
        {
            if (!result.IsPending)
            {
                Report(result, $"{request}, after {matches.ToString(CultureInfo.InvariantCulture)} match(es),", result);
                break;
            }

            TellUnsupportedKeys(result, request);
            if (result.Dataset is { } match)
            {
                WriteMatch(match);
                if (++matches == First)
                {
                    WriteVerbose($"{request} is cancelled after {matches.ToString(CultureInfo.InvariantCulture)} match(es).");
                    break;
                }
            }
        }
    }

    private void WriteMatch(DicomDataset match)
    {
        PSObject shown = PSObject.AsPSObject(match);
        shown.TypeNames.Insert(0, MatchType);
        WriteObject(shown);
    }

    // PS3.4 table C.4-1, FF01: matches go on, but a key was not regarded.
    private void TellUnsupportedKeys(DimseResult result, string request)
    {
        if (result.Status.Code == StatusCodes.PendingWithWarning && !hasToldUnsupportedKeys)
        {
            hasToldUnsupportedKeys = true;
            WriteVerbose($"{ErrorRecords.Describe(result, request)}: some of the optional keys were passed over.");
        }
    }
}
