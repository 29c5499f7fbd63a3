using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;

namespace DicomPS.Commands;

/// <summary>Sends DICOM files to a peer (C-STORE), over an association or over those the files need.</summary>
[Cmdlet(VerbsCommunications.Send, "DicomInstance", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(StoreResult))]
public sealed class SendDicomInstanceCommand : ServiceUserCommand
{
    private readonly List<InstanceFile> files = [];
    private TransferProgress? progress;

    /// <summary>Files and folders; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHost)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByAssociation)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Takes the files of a folder's folders too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => progress = new TransferProgress(this, "Sending DICOM instances");

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (FoundFile found in FileFinder.Find(this, Path, Recurse))
        {
            if (Stopping)
            {
                return;
            }

            Collect(found);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            if (files.Count == 0)
            {
                return;
            }

            if (ParameterSetName == ByAssociation)
            {
                Run(SendOverAssociationAsync);
                return;
            }

            AssociationOptions options = null!;
            Require(PeerText, () => options = CreateOptions());
            Run(cancellationToken => SendAsync(options, cancellationToken));
        }
        finally
        {
            progress!.Complete();
        }
    }

    private void Collect(FoundFile found)
    {
        try
        {
            InstanceFile file = InstanceFile.Read(found.Path);
            string peer = ParameterSetName == ByAssociation ? Association.ToString() : PeerText;
            if (ShouldProcess(found.Path, $"Send to {peer}"))
            {
                files.Add(file);
                progress!.Add(file.DataSetLength);
            }
        }
        catch (DicomException) when (found.IsFromFolder && System.IO.Path.GetFileName(found.Path).Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase))
        {
            WriteVerbose($"'{found.Path}' is the index of the folder, not an instance: passed over.");
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteResult(new StoreResult
            {
                Path = found.Path,
                Error = e as DicomException ?? new DicomException(
                    DicomErrorId.NotDicom, $"'{found.Path}' cannot be read: {e.Message}", "Check the file and the rights to it.", e),
            });
        }
    }

    private async Task SendOverAssociationAsync(CancellationToken cancellationToken)
    {
        foreach (InstanceFile file in files)
        {
            progress!.Show(file.Path);
            WriteResult(await Association.StoreAsync(file, cancellationToken));
        }
    }

    private async Task SendAsync(AssociationOptions options, CancellationToken cancellationToken)
    {
        // The engine tells of an association on its own thread; the story is told here, on the pipeline's.
        List<Association> opened = [];
        InstanceSender sender = new(AE, options) { Connected = opened.Add };
        progress!.Show(PeerText);
        try
        {
            await foreach (StoreResult result in sender.SendAsync(files, cancellationToken))
            {
                opened.ForEach(WriteOpened);
                opened.Clear();
                progress.Show(result.Path);
                WriteResult(result);
            }
        }
        catch (DicomException e)
        {
            ThrowTerminatingError(ErrorRecords.Create(e, PeerText));
        }
    }

    private void WriteResult(StoreResult result)
    {
        progress!.Done(result.Bytes);
        WriteObject(result);
        if (result.Error is not null)
        {
            WriteFault(result.Error, result.Path);
        }
        else if (result.Status is { Category: DicomStatusCategory.Warning } warning)
        {
            WriteWarning($"'{result.Path}' was stored with {warning}{(result.ErrorComment is null ? string.Empty : $" ({result.ErrorComment})")}.");
        }
        else if (!result.IsStored && result.Status is { } status)
        {
            WriteError(ErrorRecords.Create(status, result.ErrorComment, $"C-STORE of '{result.Path}'", result.Path));
        }
    }
}
