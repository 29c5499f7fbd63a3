using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DicomPS.Handlers;

/// <summary>
/// The private runspaces of a server: each call has one for itself, made when none is free and kept for the next. How many
/// there are is bounded by how many handlers the server runs at a time.
/// </summary>
internal sealed class HandlerRunspaces
{
    private readonly ConcurrentBag<PrivateRunspace> free = [];
    private readonly ConcurrentDictionary<PrivateRunspace, byte> all = new();
    private readonly RunspaceSettings settings;
    private readonly int kept;
    private volatile bool isClosed;

    /// <summary>Makes the pool, without a runspace.</summary>
    /// <param name="settings">How a runspace is made.</param>
    /// <param name="kept">How many are kept while they are free.</param>
    internal HandlerRunspaces(RunspaceSettings settings, int kept)
    {
        this.settings = settings;
        this.kept = kept;
    }

    /// <summary>Makes the first runspace now: what is wrong with the settings is thrown here.</summary>
    internal void Prepare() => free.Add(Create());

    /// <summary>Starts a call, on a thread of its own: it may block as long as it likes.</summary>
    internal void Start(BlockCall call) => _ = Task.Factory.StartNew(
        () => Run(call), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Stops what runs and closes all runspaces; does not wait for it.</summary>
    internal void Close()
    {
        isClosed = true;
        foreach (PrivateRunspace runspace in all.Keys)
        {
            Close(runspace);
        }
    }

    private void Run(BlockCall call)
    {
        PrivateRunspace runspace;
        ScriptBlock block;
        try
        {
            runspace = free.TryTake(out PrivateRunspace? used) ? used : Create();
            block = runspace.BlockOf(call.Handler);
        }
        catch (Exception e)
        {
            call.End(e);
            return;
        }

        using (PowerShell pipeline = PowerShell.Create())
        {
            pipeline.Runspace = runspace.Runspace;
            call.Run(pipeline, block);
        }

        if (isClosed || free.Count >= kept || runspace.Runspace.RunspaceStateInfo.State != RunspaceState.Opened)
        {
            Close(runspace);
        }
        else
        {
            free.Add(runspace);
        }
    }

    private PrivateRunspace Create()
    {
        PrivateRunspace runspace = new(settings.Open());
        all.TryAdd(runspace, 0);
        if (isClosed)
        {
            Close(runspace);
            throw new ObjectDisposedException(nameof(HandlerRunspaces), "The server has stopped.");
        }

        return runspace;
    }

    // To close waits for what runs there: not on this thread, which has others to close.
    private void Close(PrivateRunspace runspace)
    {
        if (all.TryRemove(runspace, out _))
        {
            _ = Task.Factory.StartNew(
                runspace.Runspace.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private sealed class PrivateRunspace(Runspace runspace)
    {
        private readonly Dictionary<HandlerBlock, ScriptBlock> blocks = [];

        internal Runspace Runspace => runspace;

        // A block is compiled once in each runspace.
        internal ScriptBlock BlockOf(HandlerBlock handler) =>
            blocks.TryGetValue(handler, out ScriptBlock? block) ? block : blocks[handler] = handler.Copy();
    }
}
