using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Commands;

/// <summary>
/// What the cmdlets share that make DIMSE requests, one for each record: over an association that is given, or over one of
/// their own that all records share.
/// </summary>
public abstract class RequestCommand : PeerCommand
{
    // Whoever wants no more output does not wait long for the end of the association.
    private static readonly TimeSpan LeavingPatience = TimeSpan.FromSeconds(2);

    // Who pressed Ctrl+C has a C-CANCEL sent, and waits no longer for a peer that takes no notice.
    private static readonly TimeSpan StoppingPatience = TimeSpan.FromSeconds(1);

    private volatile Association? working;
    private Association? own;
    private string ownPeer = string.Empty;
    private HashSet<string> ownProposed = [];

    /// <summary>An open association, as Connect-DicomAssociation gives it. It stays open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAssociation)]
    public Association Association { get; set; } = null!;

    /// <summary>Who is asked, in words.</summary>
    private protected string Target => ParameterSetName == ByAssociation ? Association.ToString() : PeerText;

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(EndOwnAsync);

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        base.StopProcessing();
        _ = AbortLateAsync();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && own is not null)
        {
            // The pipeline was stopped. An abort never waits.
            own.AbortAsync().GetAwaiter().GetResult();
            own = null;
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes the request of one record. A fault of it is an error; the records after it go on.</summary>
    /// <param name="contexts">The contexts to propose where an association is opened.</param>
    /// <param name="negotiations">The extended negotiations to propose with them.</param>
    /// <param name="work">The request. It may write to the pipeline.</param>
    private protected void Request(
        IReadOnlyList<PresentationContext> contexts,
        IReadOnlyList<SopClassExtendedNegotiation> negotiations,
        Func<Association, CancellationToken, Task> work)
    {
        AssociationOptions? options = null;
        if (ParameterSetName == ByHost && !CanUseOwn(contexts))
        {
            Require(PeerText, () =>
            {
                options = CreateOptions();
                options.Contexts = contexts;
                options.ExtendedNegotiations = negotiations;
            });
        }

        Run(async cancellationToken =>
        {
            try
            {
                await RequestAsync(options, work, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // A command down the pipeline has had enough: EndProcessing will not be called.
                await LeaveAsync();
                throw;
            }
        });
    }

    /// <summary>Tells of a response that is not plain success: a warning, or an error.</summary>
    /// <param name="result">The last response.</param>
    /// <param name="request">The request in words.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="advice">What to do about it; null where there is nothing particular.</param>
    private protected void Report(DimseResult result, string request, object? target, string? advice = null)
    {
        WriteVerbose($"{result.Association} answered {request} with {result}.");
        if (result.Status.Category == DicomStatusCategory.Warning)
        {
            WriteWarning($"{ErrorRecords.Describe(result, request)}.{(advice is null ? string.Empty : $" {advice}")}");
        }
        else if (!result.IsDone)
        {
            WriteError(ErrorRecords.Create(result, request, target, advice));
        }
    }

    private bool CanUseOwn(IReadOnlyList<PresentationContext> contexts) =>
        own is { State: AssociationState.Established } && ownPeer == PeerText && contexts.All(context => ownProposed.Contains(context.ToString()));

    private async Task RequestAsync(AssociationOptions? options, Func<Association, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            if (options is not null)
            {
                await OpenOwnAsync(options, cancellationToken);
            }

            working = ParameterSetName == ByAssociation ? Association : own!;
            await work(working, cancellationToken);
        }
        catch (Exception e) when (ErrorRecords.IsExpected(e))
        {
            WriteError(ErrorRecords.Create(e, Target));
        }
        finally
        {
            working = null;
        }
    }

    private async Task AbortLateAsync()
    {
        await Task.Delay(StoppingPatience).ConfigureAwait(false);
        await (working?.AbortAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task OpenOwnAsync(AssociationOptions options, CancellationToken cancellationToken)
    {
        await EndOwnAsync(cancellationToken);
        WriteVerbose($"Connecting {AE.Title} to {PeerText}.");
        own = await Association.ConnectAsync(AE, options, cancellationToken);
        ownPeer = PeerText;
        ownProposed = [.. options.Contexts!.Select(context => context.ToString())];
        WriteOpened(own);
    }

    private async Task EndOwnAsync(CancellationToken cancellationToken)
    {
        if (own is not { } ending)
        {
            return;
        }

        try
        {
            await ending.ReleaseAsync(cancellationToken);
        }
        catch (DicomException e)
        {
            WriteFault(e, ownPeer);
        }

        WriteVerbose($"Association {ending.Id} {ending}: {ending.State}.");
        own = null;
        await ending.DisposeAsync();
    }

    private async Task LeaveAsync()
    {
        using CancellationTokenSource patience = new(LeavingPatience);
        try
        {
            await (own?.ReleaseAsync(patience.Token) ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is DicomException or OperationCanceledException)
        {
            // It was aborted instead, and nobody listens any more.
        }
    }
}
