using System.Management.Automation;
using System.Threading.Channels;

namespace DicomPS.Handlers;

/// <summary>One call of a handler: the block, its request, and what it writes, object by object.</summary>
internal sealed class BlockCall
{
    // The block is called from a scope that has the values of its $using: variables: PowerShell looks for them there. An error
    // that it does not look at ends it: what it did not do must not be answered with success.
    private const string Script =
        "param($__begin, $__block, $__request) $ErrorActionPreference = 'Stop'; $__begin.Invoke(); & $__block $__request";
    private const string UsingValuesParameter = "--%";

    private readonly Channel<object?> output = Channel.CreateBounded<object?>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken cancellationToken;
    private readonly object request;
    private readonly Action<string> tell;

    /// <summary>Makes a call; it is run by somebody else.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="request">Its argument.</param>
    /// <param name="tell">Is told what the block writes beside its output.</param>
    /// <param name="cancellationToken">Stops the block.</param>
    internal BlockCall(HandlerBlock handler, object request, Action<string> tell, CancellationToken cancellationToken)
    {
        Handler = handler;
        this.request = request;
        this.tell = tell;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The handler.</summary>
    internal HandlerBlock Handler { get; }

    /// <summary>What the block writes; the block waits while nobody takes it. It ends with what the block threw.</summary>
    internal ChannelReader<object?> Output => output.Reader;

    /// <summary>Ends when the block has ended; it never fails.</summary>
    internal Task Ended => ended.Task;

    /// <summary>Runs the block on this thread, to its end. Does not throw.</summary>
    /// <param name="pipeline">A pipeline of the runspace, empty.</param>
    /// <param name="block">The block in that runspace.</param>
    internal void Run(PowerShell pipeline, ScriptBlock block)
    {
        Exception? fault = null;
        CancellationTokenRegistration stop = default;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Only when the pipeline runs can it be stopped.
            Action begin = () => stop = cancellationToken.Register(() => pipeline.BeginStop(null, null));
            pipeline.AddScript(Script, useLocalScope: true).AddArgument(begin).AddArgument(block).AddArgument(request)
                .AddParameter(UsingValuesParameter, Handler.UsingValues);
            using PSDataCollection<PSObject> written = [];
            written.DataAdded += (_, _) => Pass(written);
            ListenTo(pipeline.Streams);
            pipeline.Invoke(null, written, new PSInvocationSettings { AddToHistory = false });
        }
        catch (ActionPreferenceStopException e) when (e.ErrorRecord is { } record)
        {
            fault = record.Exception;
        }
        catch (Exception e)
        {
            fault = e;
        }
        finally
        {
            stop.Dispose();
            End(fault);
        }
    }

    /// <summary>Ends the call; one that was not run ends with its fault.</summary>
    internal void End(Exception? fault)
    {
        output.Writer.TryComplete(fault);
        ended.TrySetResult();
    }

    private void Pass(PSDataCollection<PSObject> written)
    {
        foreach (PSObject? item in written.ReadAll())
        {
            ValueTask writing = output.Writer.WriteAsync(item is { BaseObject: not PSCustomObject } ? item.BaseObject : item, cancellationToken);
            if (!writing.IsCompletedSuccessfully)
            {
                writing.AsTask().GetAwaiter().GetResult();
            }
        }
    }

    private void ListenTo(PSDataStreams streams)
    {
        Listen(streams.Error, record => $"Error: {record}");
        Listen(streams.Warning, record => $"Warning: {record.Message}");
        Listen(streams.Verbose, record => $"Verbose: {record.Message}");
        Listen(streams.Debug, record => $"Debug: {record.Message}");
        Listen(streams.Information, record => $"{record.MessageData}");
    }

    // Taken out at once: a block that talks a lot fills no memory.
    private void Listen<T>(PSDataCollection<T> stream, Func<T, string> describe) => stream.DataAdded += (_, _) =>
    {
        foreach (T record in stream.ReadAll())
        {
            tell($"{Handler.Name}: {describe(record)}");
        }
    };
}
