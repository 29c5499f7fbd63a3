using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Server;

/// <summary>Has the user identity of a request decided on (PS3.7 annex D.3.3.7). Whatever goes wrong refuses it.</summary>
internal sealed class UserIdentityCheck(DicomServerOptions options, ServerCounters counters)
{
    private readonly Func<UserIdentityRequest, CancellationToken, ValueTask<UserIdentityAnswer>>? given = options.UserIdentityHandler;
    private readonly IDimseServiceProvider? provider = options.ServiceProvider;
    private readonly TimeSpan timeout = options.UserIdentityTimeout;
    private readonly bool isRequired = options.RequireUserIdentity;

    /// <summary>Decides.</summary>
    /// <param name="association">The association; when it ends meanwhile the handler is told by its token.</param>
    /// <param name="request">Its request.</param>
    /// <returns>Why it is refused, or null; and what is answered, or null for nothing.</returns>
    internal async ValueTask<(Refusal? Refusal, UserIdentityAc? Answer)> DecideAsync(Association association, AssociateRq request)
    {
        if (request.UserInformation.UserIdentityRq is not { } item)
        {
            return isRequired ? Refuse("it gives no user identity") : default;
        }

        Func<UserIdentityRequest, CancellationToken, ValueTask<UserIdentityAnswer>>? handler = given
            ?? (provider is not null && provider.Services.HasFlag(DimseServices.UserIdentity) ? provider.DecideUserIdentityAsync : null);
        if (handler is null)
        {
            return default;
        }

        UserIdentity identity = UserIdentity.From(item);
        try
        {
            UserIdentityAnswer answer = await AskAsync(handler, association, new UserIdentityRequest(
                identity, request.CallingAETitle, request.CalledAETitle, association.RemoteEndPoint)).ConfigureAwait(false);
            return !answer.IsAccepted ? Refuse($"the user identity ({identity}) is refused")
                : identity.ResponseRequested ? (null, new UserIdentityAc(identity.UserName is null ? answer.ServerResponse : default))
                : default;
        }
        catch (OperationCanceledException)
        {
            string cause = $"the user identity ({identity}) was not decided on within {timeout.TotalSeconds:0.###} s";

            // Where the requestor has gone meanwhile, nothing was wrong with the handler.
            return association.Ended.IsCompleted ? Refuse(cause) : Failed(association, request, cause);
        }
        catch (Exception e)
        {
            // Not its message: the handler was given a secret, and may tell it.
            return Failed(association, request, $"deciding on the user identity ({identity}) failed with {e.GetType().Name}");
        }
    }

    // On the pool, so that a handler that blocks holds nothing but its own thread.
    private async Task<UserIdentityAnswer> AskAsync(
        Func<UserIdentityRequest, CancellationToken, ValueTask<UserIdentityAnswer>> handler, Association association, UserIdentityRequest request)
    {
        using CancellationTokenSource deadline = new(timeout);
        CancellationToken token = deadline.Token;
        Task<UserIdentityAnswer> asking = Task.Run(async () => await handler(request, token).ConfigureAwait(false), CancellationToken.None);

        // Left behind, it may fail later: nobody waits for it any more.
        _ = asking.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        if (await Task.WhenAny(asking, association.Ended).WaitAsync(token).ConfigureAwait(false) != asking)
        {
            await deadline.CancelAsync().ConfigureAwait(false);
        }

        return await asking.WaitAsync(token).ConfigureAwait(false) ?? UserIdentityAnswer.Refused;
    }

    private (Refusal? Refusal, UserIdentityAc? Answer) Failed(Association association, AssociateRq request, string cause)
    {
        counters.HandlerFailed($"The association request of {request.CallingAETitle}: {cause}");
        association.Tell(DicomEventKind.HandlerFailed, cause);
        return Refuse(cause);
    }

    private static (Refusal? Refusal, UserIdentityAc? Answer) Refuse(string cause) => (new Refusal(Admission.IdentityRefused, cause), null);
}
