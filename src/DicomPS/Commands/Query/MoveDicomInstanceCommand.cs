using System.Management.Automation;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Commands;

/// <summary>Has a peer send instances to a third application entity (C-MOVE).</summary>
[Cmdlet(VerbsCommon.Move, "DicomInstance", SupportsShouldProcess = true, DefaultParameterSetName = ByHost)]
[OutputType(typeof(ReceivedInstance), typeof(RetrieveResult))]
public sealed class MoveDicomInstanceCommand : RetrieveCommand
{
    private static readonly TimeSpan ArrivalPatience = TimeSpan.FromSeconds(5);

    /// <summary>The title of who is to get the instances; the peer knows where it is. Without it, that of -ReceiveOn.</summary>
    [Parameter]
    public string? Destination { get; set; }

    /// <summary>A server of this session that is the destination: what arrives there is written.</summary>
    [Parameter]
    [ValidateNotNull]
    public DicomServer? ReceiveOn { get; set; }

    /// <inheritdoc/>
    private protected override CommandField Service => CommandField.CMoveRq;

    /// <inheritdoc/>
    private protected override string Activity => "Moving DICOM instances";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Require(Destination, () => Destination = AETitle.Normalize(
            Destination ?? ReceiveOn?.AETitle ?? throw new ArgumentException("Nobody is to get the instances: give -Destination or -ReceiveOn.")));
    }

    /// <inheritdoc/>
    private protected override void Retrieve(string sopClass, string name, DicomDataset identifier)
    {
        if (ShouldProcess(name, $"Move from {Target} to {Destination}"))
        {
            Request(
                [new PresentationContext(sopClass)],
                Negotiations(sopClass),
                (association, cancellationToken) => MoveAsync(association, sopClass, identifier, name, cancellationToken));
        }
    }

    private async Task MoveAsync(Association association, string sopClass, DicomDataset identifier, string name, CancellationToken cancellationToken)
    {
        using DicomEventQueue? arrivals = ReceiveOn?.Events.Listen([DicomEventKind.InstanceStored, DicomEventKind.InstanceRefused]);
        DimseRequestOptions options = new() { Priority = Priority };
        int arrived = 0;
        try
        {
            await foreach (RetrieveResult result in association.MoveAsync(sopClass, Destination!, identifier, options, cancellationToken))
            {
                while (arrivals is not null && arrivals.TryRead(out DicomEvent? happened))
                {
                    arrived += WriteArrival(happened, association);
                }

                if (result.IsPending)
                {
                    Progress.Show(result);
                    continue;
                }

                if (arrivals is not null)
                {
                    await WriteLastArrivalsAsync(association, arrivals, (result.Completed ?? 0) + (result.Warnings ?? 0) - arrived, cancellationToken);
                }

                // Without a server of ours it is all there is to tell.
                TakeSummary(result, $"C-MOVE of {name} to {Destination}", Summary || ReceiveOn is null);
            }
        }
        finally
        {
            Progress.Complete();
        }
    }

    // The peer may count an instance, and end, before our own server has told of it.
    private async Task WriteLastArrivalsAsync(Association association, DicomEventQueue arrivals, int missing, CancellationToken cancellationToken)
    {
        if (missing <= 0)
        {
            return;
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ArrivalPatience);
        try
        {
            await foreach (DicomEvent happened in arrivals.ReadAllAsync(patience.Token))
            {
                missing -= WriteArrival(happened, association);
                if (missing <= 0)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It has counted what went elsewhere, or not at all: the summary says what it says.
        }

        WriteWarning($"{missing} instance(s) that the peer counts did not arrive at {ReceiveOn}.");
    }

    // How many instances were stored: one or none.
    private int WriteArrival(DicomEvent happened, Association association)
    {
        if (happened is not { Kind: DicomEventKind.InstanceStored or DicomEventKind.InstanceRefused, Instance: { } instance }
            || !IsOfMove(instance, association))
        {
            return 0;
        }

        WriteObject(instance);
        return instance.IsStored ? 1 : 0;
    }

    // Others may send to the server, too. A sub-operation may name who asked for it, and does not always (PS3.7 section
    // 9.1.1.1); some peers put their own title there.
    private static bool IsOfMove(ReceivedInstance instance, Association association) => instance.MoveOriginatorTitle is { Length: > 0 } originator
        ? originator == association.CallingAETitle || originator == association.CalledAETitle
        : instance.CallingAETitle == association.CalledAETitle;
}
