using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using IOPath = System.IO.Path;

namespace DicomPS.Commands;

/// <summary>Writes data sets as DICOM files.</summary>
[Cmdlet(VerbsData.Export, "DicomFile", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDicomFileCommand : DicomCmdlet
{
    private TransferSyntax? syntax;
    private string target = string.Empty;
    private bool isFolder;
    private bool isTaken;

    /// <summary>The data set.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public DicomDataset Dataset { get; set; } = null!;

    /// <summary>The file; or a folder, there already or with a separator behind its name, for files named after their SOP instances.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("LiteralPath")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The transfer syntax, an uncompressed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(ConvertibleSyntaxCompleter))]
    public string? TransferSyntax { get; set; }

    /// <summary>Replaces files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes data sets of which only a part was read, too.</summary>
    [Parameter]
    public SwitchParameter AllowPartial { get; set; }

    /// <summary>Outputs the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Require(TransferSyntax, () => syntax = TransferSyntax is null ? null : FindSyntax(TransferSyntax));
        target = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
        {
            ThrowTerminatingError(new ErrorRecord(
                new NotSupportedException($"'{Path}' is not in the file system."), "PathNotFound", ErrorCategory.ObjectNotFound, Path));
        }

        isFolder = Path.EndsWith('/') || Path.EndsWith(IOPath.DirectorySeparatorChar) || Directory.Exists(target);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            Write(isFolder ? InFolder() : AsFile());
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Dataset));
        }
        catch (OperationCanceledException) when (StoppingToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private static TransferSyntax FindSyntax(string text)
    {
        string uid = UidDictionary.Resolve(text, UidKind.TransferSyntax);
        return Engine.Dictionary.TransferSyntax.Find(uid) is { CanConvert: true } found
            ? found
            : throw new ArgumentException(
                $"'{text}' is not one of the uncompressed transfer syntaxes; pixel data are not compressed here. Without -TransferSyntax a data set keeps its own.");
    }

    private string AsFile()
    {
        if (isTaken)
        {
            throw new ArgumentException($"'{target}' takes one data set, and has it; give a folder for several.");
        }

        isTaken = true;
        return target;
    }

    private string InFolder()
    {
        string? uid = Dataset.GetText(Tags.SopInstanceUid);
        return uid is not null && UidSyntax.IsValid(uid)
            ? IOPath.Combine(target, uid + ".dcm")
            : throw new DicomException(
                DicomErrorId.NotDicom,
                "The data set has no valid SOP Instance UID (0008,0018), which its file would be named after.",
                "Set it, or give the path of a file.");
    }

    private void Write(string path)
    {
        if (Dataset.Parent is not null)
        {
            throw new ArgumentException("An item of a sequence is no file of its own.");
        }

        if (!ShouldProcess(path, "Write DICOM file"))
        {
            return;
        }

        if (!Force && File.Exists(path))
        {
            WriteError(new ErrorRecord(
                new IOException($"'{path}' exists already; -Force replaces it."), "FileExists", ErrorCategory.ResourceExists, path));
            return;
        }

        if (isFolder)
        {
            Directory.CreateDirectory(target);
        }

        DicomFile file = Dataset.File ?? new DicomFile(Dataset);
        file.Save(path, new FileWriteOptions
        {
            TransferSyntax = syntax, AllowsPartial = AllowPartial, Overwrites = Force, CancellationToken = StoppingToken,
        });
        WriteVerbose($"'{path}' written ({syntax ?? file.TransferSyntax}).");
        if (PassThru)
        {
            WriteObject(InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);
        }
    }
}
