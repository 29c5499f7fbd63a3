using System.Diagnostics;
using System.Text;

namespace DicomPS.Interop;

/// <summary>
/// A command line tool that runs. It lives no longer than <see cref="Bound"/> and no longer than this object; what it
/// writes, on both streams, is kept.
/// </summary>
internal sealed class ToolProcess : IDisposable
{
    /// <summary>The longest that any tool may run.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly string commandLine;
    private readonly StringBuilder output = new();
    private readonly Timer killer;

    public ToolProcess(string tool, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
        };
        commandLine = $"{Path.GetFileName(tool)} {string.Join(' ', start.ArgumentList)}";
        process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += OnLine;
        process.ErrorDataReceived += OnLine;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        killer = new Timer(_ => Kill(), null, Bound, Timeout.InfiniteTimeSpan);
    }

    public bool HasExited => process.HasExited;

    /// <summary>What the tool has written so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Waits for its end.</summary>
    public ToolRun Wait()
    {
        // Without a time: only this one waits for the end of the output, too. The killer is the bound.
        process.WaitForExit();
        return new ToolRun(commandLine, process.ExitCode, Output);
    }

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    public void Dispose()
    {
        killer.Dispose();
        Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private void OnLine(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is not null)
        {
            lock (output)
            {
                output.Append(e.Data).Append('\n');
            }
        }
    }
}
