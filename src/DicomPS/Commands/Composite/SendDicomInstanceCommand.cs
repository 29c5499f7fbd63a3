using System.Collections.Concurrent;
using System.Globalization;
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
public sealed class SendDicomInstanceCommand : PeerCommand
{
    private readonly List<SendBatch> batches = [];
    private TransferProgress? progress;
    private bool pathIsArgument;

    /// <summary>Files and folders; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByHost)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByAssociation)]
    [Alias("FullName", "PSPath", "LiteralPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>An open association, as Connect-DicomAssociation gives it. It stays open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAssociation)]
    public Association Association { get; set; } = null!;

    /// <summary>Takes the files of a folder's folders too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>How many associations are open at a time, each sending its part of the files.</summary>
    [Parameter(ParameterSetName = ByHost)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        progress = new TransferProgress(this, "Sending DICOM instances");
        pathIsArgument = MyInvocation.BoundParameters.ContainsKey(nameof(Path));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SendBatch batch = FindBatch();
        foreach (FoundFile found in FileFinder.Find(this, Path, !pathIsArgument, Recurse))
        {
            if (Stopping)
            {
                return;
            }

            Collect(found, batch);
        }

        // The contexts of an open association are what they are: its files need not wait for the others.
        if (batch.Options is null)
        {
            Send(batch);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        batches.ForEach(Send);
        progress!.Complete();
        base.EndProcessing();
    }

    // Nodes may come from the pipeline: each gets its files.
    private SendBatch FindBatch()
    {
        string peer = ParameterSetName == ByAssociation ? Association.ToString() : PeerText;
        SendBatch? batch = batches.FindLast(known => known.Peer == peer);
        if (batch is null)
        {
            AssociationOptions? options = null;
            if (ParameterSetName == ByHost)
            {
                Require(peer, () => options = CreateOptions());
            }

            batch = new SendBatch(peer, options);
            batches.Add(batch);
        }

        return batch;
    }

    private void Collect(FoundFile found, SendBatch batch)
    {
        try
        {
            InstanceFile file = InstanceFile.Read(found.Path);
            if (ShouldProcess(found.Path, $"Send to {batch.Peer}"))
            {
                batch.Files.Add(file);
                progress!.Add(file.DataSetLength);
            }
        }
        catch (DicomException) when (found.IsDirectoryFile)
        {
            WriteVerbose($"'{found.Path}' is the index of the folder, not an instance: passed over.");
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            progress!.Add(0);
            WriteResult(batch, StoreResult.Failed(found.Path, e));
        }
    }

    private void Send(SendBatch batch)
    {
        if (batch.Files.Count == 0)
        {
            return;
        }

        WriteVerbose($"Sending {batch.Files.Count} file(s) to {batch.Peer}.");
        try
        {
            Run(cancellationToken => SendAsync(batch, cancellationToken));
        }
        catch
        {
            progress!.Complete();
            throw;
        }

        batch.Files.Clear();
    }

    private async Task SendAsync(SendBatch batch, CancellationToken cancellationToken)
    {
        // Made here, on the pipeline's thread: the reports come back to it.
        Progress<long> sent = new(bytes => progress!.ShowPart(bytes));
        if (batch.Options is null)
        {
            foreach (InstanceFile file in batch.Files)
            {
                progress!.Show(file.Path);
                WriteResult(batch, await Association.StoreAsync(file, sent, cancellationToken));
            }

            return;
        }

        // The engine tells of an association on its own thread; the story is told here, on the pipeline's. With several the
        // parts of files that are under way make no sum.
        ConcurrentQueue<Association> opened = new();
        InstanceSender sender = new(AE, batch.Options)
        {
            Connected = opened.Enqueue,
            Progress = ThrottleLimit == 1 ? sent : null,
            MaximumAssociations = ThrottleLimit,
        };
        progress!.Show(batch.Peer);
        try
        {
            await foreach (StoreResult result in sender.SendAsync(batch.Files, cancellationToken))
            {
                while (opened.TryDequeue(out Association? association))
                {
                    WriteOpened(association);
                }

                progress.Show(batch.Peer);
                WriteResult(batch, result);
            }
        }
        catch (DicomException e)
        {
            // One fault of all: a result for each file, so that none is lost to a script that looks at the results.
            batch.Files.ForEach(file => WriteObject(StoreResult.Failed(file, e)));
            WriteFault(e, batch.Peer);
        }
    }

    private void WriteResult(SendBatch batch, StoreResult result)
    {
        WriteWire();
        progress!.Done(result.Bytes);
        if (result.Status is { } answer)
        {
            WriteVerbose(string.Create(
                CultureInfo.InvariantCulture,
                $"'{result.Path}' ({result.SopClassName}, {result.TransferSyntaxName}, {result.Bytes} bytes): {answer} in {result.Duration.TotalMilliseconds:0.0} ms."));
        }

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
            WriteError(ErrorRecords.Create(batch.Peer, status, result.ErrorComment, $"C-STORE of '{result.Path}'", result.Path));
        }
    }
}
