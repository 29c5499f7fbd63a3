using System.Management.Automation;
using System.Runtime.InteropServices;
using DicomPS.Binding;
using DicomPS.Engine;
using DicomPS.Engine.Server;
using DicomPS.Handlers;

namespace DicomPS.Commands;

/// <summary>What the cmdlets share that wait for servers: how a wait ends, and whose thread the handlers use meanwhile.</summary>
public abstract class ServingCommand : DicomCmdlet
{
    /// <summary>Seconds that what is running may take to end when the servers are stopped: by SIGTERM, or by Ctrl+C.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double DrainSeconds { get; set; } = 10;

    /// <summary>Runs the handlers in this session, one after the other, while the cmdlet waits.</summary>
    [Parameter]
    public SwitchParameter RunInCaller { get; set; }

    /// <summary>This cmdlet's thread, where it is lent to handlers.</summary>
    private protected CallerThread Caller { get; } = new();

    /// <summary>Waits until servers have stopped, or a time is over.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="stopsOnInterrupt">Whether Ctrl+C stops the servers, and not just the wait.</param>
    private protected void WaitFor(IReadOnlyCollection<DicomServer> servers, TimeSpan timeout, bool stopsOnInterrupt)
    {
        TimeSpan drain = TimeSpan.FromSeconds(DrainSeconds);
        Task StopAll() => Task.Run(() => Task.WhenAll(servers.Select(server => server.StopAsync(drain))));

        // The process goes on behind the wait: the script ends it when it has cleaned up.
        using PosixSignalRegistration termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            _ = StopAll();
        });
        try
        {
            Run(cancellationToken => WaitAsync(servers, timeout, cancellationToken));
        }
        catch (PipelineStoppedException) when (stopsOnInterrupt)
        {
            StopAll().GetAwaiter().GetResult();
            throw;
        }
    }

    private async Task WaitAsync(IReadOnlyCollection<DicomServer> servers, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> companions = [.. servers.Select(server => TellFailuresAsync(server, waiting.Token))];
        ScriptBlockProvider[] lent = RunInCaller ? [.. servers.Select(server => server.ServiceProvider).OfType<ScriptBlockProvider>()] : [];
        foreach (ScriptBlockProvider provider in lent)
        {
            provider.Borrow(Caller);
        }

        companions.Add(Caller.PumpAsync(waiting.Token));
        try
        {
            await Task.WhenAll(servers.Select(server => server.Completion)).WaitAsync(timeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            WriteVerbose("The time is over; the servers still run.");
        }
        finally
        {
            await waiting.CancelAsync();
            foreach (ScriptBlockProvider provider in lent)
            {
                provider.GiveBack(Caller);
            }

            await Task.WhenAll(companions);
        }
    }

    private async Task TellFailuresAsync(DicomServer server, CancellationToken cancellationToken)
    {
        using DicomEventQueue events = server.Events.Listen([DicomEventKind.HandlerFailed]);
        try
        {
            await foreach (DicomEvent happened in events.ReadAllAsync(cancellationToken))
            {
                WriteWarning($"{server}: {happened.Reason} for {happened.CallingAETitle} ({happened.RemoteEndPoint}){(happened.Error is { } error ? ": " + error.Message : string.Empty)}");
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
