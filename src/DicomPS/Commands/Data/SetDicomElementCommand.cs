using System.Collections;
using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Commands;

/// <summary>Puts values into data sets: everything that was given, or nothing where one of it is not valid.</summary>
[Cmdlet(VerbsCommon.Set, "DicomElement", SupportsShouldProcess = true, DefaultParameterSetName = ByTag)]
[OutputType(typeof(DicomDataset))]
public sealed class SetDicomElementCommand : ElementCommand
{
    private const string ByTag = "Tag";
    private const string ByTable = "Element";

    private readonly List<KeyValuePair<ElementPath, object?>> values = [];
    private DicomVR vr;

    /// <summary>A keyword, tag or path.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByTag)]
    [DictionaryTerm(AsPath = true)]
    [ArgumentCompleter(typeof(ElementCompleter))]
    public string Tag { get; set; } = string.Empty;

    /// <summary>The value, or several; null or none makes the element empty.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByTag)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>The VR; without it that of the dictionary.</summary>
    [Parameter(ParameterSetName = ByTag)]
    [ArgumentCompleter(typeof(VrCompleter))]
    public string? VR { get; set; }

    /// <summary>Several elements: keywords, tags or paths with their values.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByTable)]
    public IDictionary Element { get; set; } = new Hashtable();

    /// <summary>Refuses what breaks a rule of PS3.5 for its VR.</summary>
    [Parameter]
    public SwitchParameter Validate { get; set; }

    /// <summary>Gives the data set.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == ByTag)
        {
            Require(VR, () => vr = Parse(VR));
            Add(Tag, Value);
            return;
        }

        foreach (DictionaryEntry entry in Element)
        {
            Add(entry.Key.ToString() ?? string.Empty, entry.Value);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            DicomDataset trial = Dataset.Clone();
            Apply(trial);
            if (Validate)
            {
                RequireValid(trial);
            }
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Dataset));
            return;
        }

        if (ShouldProcess(DatasetName, $"Set {string.Join(", ", values.Select(value => value.Key))}"))
        {
            Apply(Dataset);
        }

        if (PassThru)
        {
            WriteObject(Dataset);
        }
    }

    private void Add(string text, object? value) => Require(text, () =>
    {
        ElementPath path = ElementPath.Parse(text);
        if (path.HasWildcards)
        {
            throw new ArgumentException($"'{text}' does not say which element to set: * is for items alone, as in [*].");
        }

        values.Add(new(path, value));
    });

    private void Apply(DicomDataset dataset)
    {
        if (ParameterSetName == ByTag)
        {
            values[0].Key.SetValue(dataset, PlainValue.Copy(values[0].Value), vr);
            return;
        }

        dataset.SetValues(values.Select(value => KeyValuePair.Create(value.Key, PlainValue.Copy(value.Value))));
    }

    // Only what was set: the data set may have faults that nobody asked about.
    private void RequireValid(DicomDataset trial)
    {
        string[] places = [.. values.SelectMany(value => value.Key.Find(trial)).Select(element => element.Path)];
        ElementFault? fault = DatasetValidator.Validate(trial).FirstOrDefault(fault =>
            places.Any(place => fault.Path == place || fault.Path.StartsWith(place + "[", StringComparison.Ordinal)));
        if (fault is not null)
        {
            throw new DicomException(DicomErrorId.InvalidValue, $"{fault}.", "Without -Validate it is set all the same.");
        }
    }

    private static DicomVR Parse(string? text) =>
        string.IsNullOrEmpty(text) ? DicomVR.None
        : text.Length == 2 && Enum.TryParse(text, ignoreCase: true, out DicomVR known) && known.IsKnown() ? known
        : throw new ArgumentException($"'{text}' is no VR of PS3.5, such as LO.");
}
