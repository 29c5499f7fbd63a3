using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DicomPS.Engine;
using DicomPS.Engine.Server;

namespace DicomPS.Binding;

/// <summary>
/// What the module opened in one runspace: its servers and associations. They end when the module is removed from that
/// runspace, or the runspace is closed; other runspaces of the process keep theirs.
/// </summary>
public sealed class ModuleSession : IModuleAssemblyCleanup
{
    private static readonly ConcurrentDictionary<Guid, ModuleSession> Sessions = new();

    private readonly ConcurrentDictionary<int, Association> associations = new();
    private readonly ConcurrentDictionary<int, DicomServer> servers = new();

    /// <summary>The session of the runspace that this thread runs.</summary>
    internal static ModuleSession Current
    {
        get
        {
            Runspace runspace = Runspace.DefaultRunspace;
            return Sessions.GetOrAdd(runspace.InstanceId, _ =>
            {
                runspace.StateChanged += OnRunspaceStateChanged;
                return new ModuleSession();
            });
        }
    }

    /// <summary>The associations opened here that are not over, in the order of their numbers.</summary>
    internal IEnumerable<Association> Associations =>
        associations.Values.Where(association => !association.Ended.IsCompleted).OrderBy(association => association.Id);

    /// <summary>The servers started here that run, in the order of their numbers.</summary>
    internal IEnumerable<DicomServer> Servers =>
        servers.Values.Where(server => server.IsRunning).OrderBy(server => server.Id);

    /// <summary>Stops every server and aborts every association that the module opened in this runspace.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => Close(Runspace.DefaultRunspace);

    internal void Add(Association association)
    {
        associations[association.Id] = association;
        _ = association.Ended.ContinueWith(
            _ => associations.TryRemove(association.Id, out Association? _), TaskScheduler.Default);
    }

    internal void Add(DicomServer server)
    {
        servers[server.Id] = server;
        _ = server.Completion.ContinueWith(_ => servers.TryRemove(server.Id, out DicomServer? _), TaskScheduler.Default);
    }

    private static void OnRunspaceStateChanged(object? sender, RunspaceStateEventArgs e)
    {
        if (e.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
        {
            Close((Runspace)sender!);
        }
    }

    private static void Close(Runspace runspace)
    {
        if (Sessions.TryRemove(runspace.InstanceId, out ModuleSession? session))
        {
            runspace.StateChanged -= OnRunspaceStateChanged;

            // On the pool: the caller may be a thread whose context nobody pumps. It ends within the servers' own bounds.
            Task.Run(session.EndAllAsync).GetAwaiter().GetResult();
        }
    }

    private async Task EndAllAsync()
    {
        await Task.WhenAll(servers.Values.Select(server => server.StopAsync())).ConfigureAwait(false);
        await Task.WhenAll(associations.Values.Select(association => association.AbortAsync())).ConfigureAwait(false);
    }
}
