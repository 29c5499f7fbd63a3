using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Completion;
using DicomPS.Engine;
using DicomPS.Engine.Data;

namespace DicomPS.Commands;

/// <summary>Reads DICOM files into data sets.</summary>
[Cmdlet(VerbsData.Import, "DicomFile")]
[OutputType(typeof(DicomDataset))]
public sealed class ImportDicomFileCommand : DicomCmdlet
{
    private TransferProgress progress = null!;
    private DatasetReadOptions options = null!;
    private bool pathIsArgument;

    /// <summary>Files and folders; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The elements that are wanted: nothing behind the last of them is read.</summary>
    [Parameter]
    [DictionaryTerm]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[]? Tag { get; set; }

    /// <summary>Leaves the pixel data out.</summary>
    [Parameter]
    public SwitchParameter NoPixelData { get; set; }

    /// <summary>Takes the files of a folder's folders too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        progress = new TransferProgress(this, "Reading DICOM files");
        pathIsArgument = MyInvocation.BoundParameters.ContainsKey(nameof(Path));
        Require(Tag, () => options = new DatasetReadOptions
        {
            Only = Tag is null ? null : TagSelection.Parse(Tag),
            SkipsPixelData = NoPixelData,
            CancellationToken = StoppingToken,
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        List<FoundFile> files = [.. FileFinder.Find(this, Path, !pathIsArgument, Recurse)];
        progress.Add(files);
        foreach (FoundFile file in files)
        {
            if (Stopping)
            {
                return;
            }

            Read(file);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => progress.Complete();

    private void Read(FoundFile found)
    {
        if (progress.IsOfSeveral)
        {
            progress.Show(found.Path);
        }

        try
        {
            if (found.IsDirectoryFile)
            {
                WriteVerbose($"'{found.Path}' is the index of the folder, not an instance: passed over.");
                return;
            }

            DicomFile file = DicomFile.Open(found.Path, options);
            if (file.Fault is null || file.Dataset.Elements.Count > 0)
            {
                WriteObject(file.Dataset);
            }

            if (file.Fault is not null)
            {
                WriteFault(file.Fault, found.Path);
            }
        }
        catch (DicomException) when (found.IsFromFolder && !Part10File.HasPrefix(found.Path))
        {
            WriteVerbose($"'{found.Path}' is not a DICOM file: passed over.");
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, found.Path));
        }
        catch (OperationCanceledException) when (StoppingToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            progress.Done(0);
        }
    }
}
