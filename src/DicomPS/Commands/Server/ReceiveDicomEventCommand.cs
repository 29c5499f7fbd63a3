using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Gives what happens on servers and associations, as it happens.</summary>
[Cmdlet(VerbsCommunications.Receive, "DicomEvent", DefaultParameterSetName = ByServer)]
[OutputType(typeof(DicomEvent))]
public sealed class ReceiveDicomEventCommand : DicomCmdlet
{
    private const string ByServer = "Server";
    private const string ByAssociation = "Association";
    private const string ByQueue = "Queue";

    private readonly List<DicomEventQueue> queues = [];
    private readonly List<DicomEventQueue> own = [];
    private int received;

    /// <summary>The server: its events and those of its associations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByServer)]
    public DicomServer Server { get; set; } = null!;

    /// <summary>The association.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByAssociation)]
    public Association Association { get; set; } = null!;

    /// <summary>A queue that has listened since it was made.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByQueue)]
    public DicomEventQueue Queue { get; set; } = null!;

    /// <summary>Just events of these kinds; the others are passed over.</summary>
    [Parameter]
    public DicomEventKind[] Kind { get; set; } = [];

    /// <summary>Ends after so many events.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Seconds to listen at most; without it, until the server or association is over, or Ctrl+C.</summary>
    [Parameter]
    [ValidateRange(0.0, 2147483.0)]
    public double? TimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByQueue)
        {
            queues.Add(Queue);
            return;
        }

        // From now on: what happens while the pipeline brings others is not missed.
        DicomEventQueue queue = (ParameterSetName == ByServer ? Server.Events : Association.Events).Listen(Kind);
        own.Add(queue);
        queues.Add(queue);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(StoppingToken);
        if (TimeoutSeconds is { } seconds and > 0)
        {
            ending.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        Run(_ => Task.WhenAll(queues.Select(queue => PassAsync(queue, ending))));
        foreach (DicomEventQueue queue in queues.Where(queue => queue.Dropped > 0))
        {
            WriteVerbose($"{queue.Dropped} trace event(s) were dropped: they came faster than they were taken.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            own.ForEach(queue => queue.Dispose());
        }

        base.Dispose(disposing);
    }

    private async Task PassAsync(DicomEventQueue queue, CancellationTokenSource ending)
    {
        // With no time to wait, what is there already.
        while (!IsEnough && queue.TryRead(out DicomEvent? waiting))
        {
            Pass(waiting, ending);
        }

        if (IsEnough || TimeoutSeconds == 0)
        {
            return;
        }

        try
        {
            await foreach (DicomEvent happened in queue.ReadAllAsync(ending.Token))
            {
                Pass(happened, ending);
                if (IsEnough)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!StoppingToken.IsCancellationRequested)
        {
            // The time is over, or another queue had the last event.
        }
    }

    private bool IsEnough => received >= First;

    private void Pass(DicomEvent happened, CancellationTokenSource ending)
    {
        if (Kind.Length > 0 && !Kind.Contains(happened.Kind))
        {
            return;
        }

        received++;
        WriteObject(happened);
        if (IsEnough)
        {
            ending.Cancel();
        }
    }
}
