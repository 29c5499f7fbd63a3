using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;

namespace DicomPS.Commands;

/// <summary>Turns JSON into data sets.</summary>
[Cmdlet(VerbsData.ConvertFrom, "DicomJson")]
[OutputType(typeof(DicomDataset))]
public sealed class ConvertFromDicomJsonCommand : DicomCmdlet
{
    private readonly StringBuilder lines = new();
    private DicomJsonOptions options = new();
    private bool isEachWhole;

    /// <summary>The JSON: whole texts, or the lines of one text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = string.Empty;

    /// <summary>
    /// Gives the bytes that a BulkDataURI stands for, by its parameters $Uri, $Tag and $VR; nothing leaves the element out.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? BulkDataHandler { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        options = new DicomJsonOptions { ReadBulkData = BulkDataHandler is null ? null : ReadBulkData };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // As ConvertFrom-Json has it: where the first text is whole, each is one; otherwise all are the lines of one.
        if (lines.Length > 0)
        {
            lines.Append('\n').Append(InputObject);
        }
        else if (!string.IsNullOrWhiteSpace(InputObject))
        {
            Convert(InputObject, mayBeLine: !isEachWhole);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (lines.Length > 0)
        {
            Convert(lines.ToString(), mayBeLine: false);
        }
    }

    private void Convert(string json, bool mayBeLine)
    {
        IReadOnlyList<DicomDataset> datasets = [];
        try
        {
            datasets = DicomJson.ParseAll(json, options);
            isEachWhole = true;
        }
        catch (DicomException fault) when (mayBeLine && fault.InnerException is JsonException)
        {
            lines.Append(json);
        }
        catch (Exception fault) when (ErrorRecords.IsExpected(fault))
        {
            // The text is no target: error records are kept and logged, and there are values in it.
            ThrowTerminatingError(ErrorRecords.Create(fault, target: null));
        }

        WriteObject(datasets, enumerateCollection: true);
    }

    private DicomElement? ReadBulkData(DicomTag tag, DicomVR vr, string uri)
    {
        object? answer = BulkDataHandler!.InvokeReturnAsIs(uri, tag, vr);
        try
        {
            return LanguagePrimitives.ConvertTo(answer, typeof(byte[]), CultureInfo.InvariantCulture) is byte[] bytes
                ? DicomJson.ReadValueField(tag, vr, bytes)
                : null;
        }
        catch (PSInvalidCastException)
        {
            throw new ArgumentException($"The bulk data handler gave something else than bytes for {tag}.");
        }
    }
}
