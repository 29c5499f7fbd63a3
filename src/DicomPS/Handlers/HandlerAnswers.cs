using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;

namespace DicomPS.Handlers;

/// <summary>What handlers write, as the answers of the engine. What answers nothing is refused, and named by its type alone.</summary>
internal static class HandlerAnswers
{
    private const string StatusKey = "Status";
    private const string TotalKey = "Total";

    private static readonly Dictionary<string, ushort> Names = typeof(StatusCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => field.Name, field => (ushort)field.GetRawConstantValue()!, StringComparer.OrdinalIgnoreCase);

    /// <summary>A match, or a status that ends the C-FIND.</summary>
    internal static DimseAnswer Match(object output) => Status(output) ?? DimseAnswer.Match(Dataset(output) ?? throw Nonsense(
        output, "A find handler writes matches (data sets or hashtables), and a status where it is not to be success."));

    /// <summary>An instance, a total, or a status that ends the C-GET or C-MOVE.</summary>
    /// <param name="output">What was written.</param>
    /// <param name="location">The folder that relative paths start from.</param>
    internal static RetrieveItem Retrieval(object output, string location)
    {
        if ((output is string ? null : Status(output)) is { } answer)
        {
            return RetrieveItem.End(answer);
        }

        if (output is IDictionary values && values.Contains(TotalKey))
        {
            return RetrieveItem.Count(LanguagePrimitives.ConvertTo<int>(values[TotalKey]));
        }

        return output switch
        {
            RetrieveItem item => item,
            InstanceSource instance => RetrieveItem.Send(instance),
            _ when PathOf(output) is { } path => Suboperation(output, path, () => InstanceSource.FromFile(Path.GetFullPath(path, location))),
            _ when Dataset(output) is { } dataset => Suboperation(dataset, dataset.File?.Path ?? string.Empty, () => InstanceSource.FromDataset(
                dataset, dataset.File is { TransferSyntax.IsEncapsulated: true } file ? file.TransferSyntax.Uid : null)),
            _ => throw Nonsense(output, "A get or move handler writes instances (paths, files or data sets), and a status where it is not to be the usual one."),
        };
    }

    /// <summary>The one answer to a request: at most a status and a data set.</summary>
    internal static async Task<DimseAnswer> SingleAsync(IAsyncEnumerable<object> outputs, CommandField service)
    {
        bool mayHaveDataset = service is not (CommandField.CEchoRq or CommandField.CStoreRq or CommandField.NDeleteRq);
        DimseAnswer? status = null;
        DicomDataset? dataset = null;
        await foreach (object output in outputs.ConfigureAwait(false))
        {
            if (Status(output) is { } answer)
            {
                status = status is null ? answer : throw Nonsense(output, "It is the second status.");
            }
            else if (mayHaveDataset && Dataset(output) is { } attributes)
            {
                dataset = dataset is null ? attributes : throw Nonsense(output, "It is the second data set.");
            }
            else
            {
                throw Nonsense(output, mayHaveDataset
                    ? "It writes a data set or a hashtable, a status, both or nothing."
                    : "It writes a status, or nothing for success.");
            }
        }

        DimseAnswer final = status ?? DimseAnswer.Success;
        return dataset is null ? final : final with { Dataset = dataset };
    }

    /// <summary>The rejection that a handler of association requests decided on; null accepts.</summary>
    internal static AssociateRj? Rejection(object output) => output switch
    {
        true => null,
        false => Rejected(1),
        AssociateRj rejection => rejection,
        string text when Same(text, "CallingAETitleNotRecognized") => Rejected(3),
        string text when Same(text, "CalledAETitleNotRecognized") => Rejected(7),
        string text when Same(text, "TemporaryCongestion") =>
            new AssociateRj(AssociateResult.RejectedTransient, AssociateSource.ServiceProviderPresentation, 1),
        string text when Same(text, "LocalLimitExceeded") =>
            new AssociateRj(AssociateResult.RejectedTransient, AssociateSource.ServiceProviderPresentation, 2),
        _ => throw Nonsense(
            output,
            "A handler of association requests writes nothing or $true to accept, and $false, CallingAETitleNotRecognized, "
            + "CalledAETitleNotRecognized, TemporaryCongestion or LocalLimitExceeded to reject."),
    };

    /// <summary>A fault of a handler that wrote what means nothing.</summary>
    internal static InvalidOperationException Nonsense(object? output, string expected) =>
        new($"The handler wrote a {output?.GetType().Name ?? "null"}, which is no answer. {expected}");

    /// <summary>A status: a number, a name, four hexadecimal digits, or a dictionary with the key Status; null for anything else.</summary>
    private static DimseAnswer? Status(object? output) => output switch
    {
        DimseAnswer answer => answer,
        DicomStatus status => new DimseAnswer(status.Code),
        byte or ushort or short or int or uint or long => Code(Convert.ToInt64(output, CultureInfo.InvariantCulture)),
        string text when Names.TryGetValue(text, out ushort code) => new DimseAnswer(code),
        string text when text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.Length == 4 =>
            ushort.TryParse(text.AsSpan(text.Length > 4 ? 2 : 0), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
                ? new DimseAnswer(code)
                : null,
        IDictionary values when values.Contains(StatusKey) => Detailed(values),
        _ => null,
    };

    private static DimseAnswer Code(long code) => code is >= 0 and <= ushort.MaxValue
        ? new DimseAnswer((ushort)code)
        : throw new InvalidOperationException($"The handler wrote the status {code}; one is 0x0000 to 0xFFFF.");

    private static DimseAnswer Detailed(IDictionary values)
    {
        object? status = values[StatusKey] is PSObject { BaseObject: { } inner } ? inner : values[StatusKey];
        DimseAnswer answer = status is IDictionary ? throw Nonsense(status, "The value of Status is a status.")
            : Status(status) ?? throw Nonsense(status, "The value of Status is a status.");
        foreach (DictionaryEntry entry in values)
        {
            object? value = entry.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : entry.Value;
            answer = entry.Key switch
            {
                string key when Same(key, StatusKey) => answer,
                string key when Same(key, nameof(DimseAnswer.ErrorComment)) => answer with { ErrorComment = value?.ToString() },
                string key when Same(key, nameof(DimseAnswer.ErrorId)) => answer with { ErrorId = LanguagePrimitives.ConvertTo<ushort>(value) },
                string key when Same(key, nameof(DimseAnswer.SopInstanceUid)) => answer with { SopInstanceUid = value?.ToString() },
                string key when Same(key, nameof(DimseAnswer.Dataset)) => answer with { Dataset = Dataset(value) },
                string key when Same(key, "OffendingElement") =>
                    answer with { OffendingElements = LanguagePrimitives.ConvertTo<string[]>(value).Select(TagOf).ToArray() },
                _ => throw new InvalidOperationException(
                    "The handler wrote a status with an unknown key; known are Status, ErrorComment, ErrorId, OffendingElement, SopInstanceUid and Dataset."),
            };
        }

        return answer;
    }

    private static DicomTag TagOf(string text) => TagDictionary.FindKeyword(text)?.Tag ?? PrivateDictionary.ParseTag(text);

    private static DicomDataset? Dataset(object? output)
    {
        switch (output)
        {
            case DicomDataset dataset:
                return dataset;
            case DicomFile file:
                return file.Dataset;
            case PSObject or IDictionary when PlainValue.Of(output) is IDictionary values:
                DicomDataset made = new();
                made.SetValues(values);
                return made;
            default:
                return null;
        }
    }

    // What cannot be read fails alone: the other instances go on. Rows of an index may know its UID.
    private static RetrieveItem Suboperation(object output, string path, Func<InstanceSource> read)
    {
        try
        {
            return RetrieveItem.Send(read());
        }
        catch (Exception e) when (e is DicomException or IOException or UnauthorizedAccessException)
        {
            string? uid = output is DicomDataset dataset
                ? dataset.GetText(Tags.SopInstanceUid)
                : PSObject.AsPSObject(output).Properties["SOPInstanceUID"]?.Value as string;
            return RetrieveItem.Fail(StoreResult.Failed(path, e) with { SopInstanceUid = uid });
        }
    }

    private static string? PathOf(object? output) => output switch
    {
        string path => path,
        FileInfo file => file.FullName,
        DicomFile file => file.Path,
        null or IDictionary or DicomDataset => null,
        _ => (PSObject.AsPSObject(output).Properties["Path"] ?? PSObject.AsPSObject(output).Properties["FullName"])?.Value as string,
    };

    private static AssociateRj Rejected(byte reason) => new(AssociateResult.RejectedPermanent, AssociateSource.ServiceUser, reason);

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
