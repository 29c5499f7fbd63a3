using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace DicomPS.Shell;

/// <summary>Output, messages and questions on the system's console.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly Lock writeLock = new();
    private readonly ProgressLine progress = new();
    private readonly Questions questions;

    /// <param name="stop">Stops the running pipeline, when Ctrl+C answers a question.</param>
    public ShellUserInterface(Action stop)
    {
        questions = new Questions(this, stop);
        if (!SupportsVirtualTerminal)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    /// <summary>Colours: on a terminal that is not "dumb", where the user did not opt out (no-color.org).</summary>
    public override bool SupportsVirtualTerminal { get; } =
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>While true, what is written goes to standard error.</summary>
    public bool WritesToError { get; set; }

    /// <inheritdoc/>
    public override void Write(string value)
    {
        if (WritesToError)
        {
            Emit(Console.Error, value, Console.IsErrorRedirected);
        }
        else
        {
            Emit(Console.Out, value, Console.IsOutputRedirected);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        string style = SupportsVirtualTerminal && foregroundColor != RawUI.ForegroundColor
            ? PSStyle.MapForegroundColorToEscapeSequence(foregroundColor)
            : "";
        Write(Styled(style, value));
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => Message(FormatStyle.Error, value);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => Message(FormatStyle.Warning, "WARNING: " + message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => Message(FormatStyle.Verbose, "VERBOSE: " + message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => Message(FormatStyle.Debug, "DEBUG: " + message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (writeLock)
        {
            progress.Show(record);
        }
    }

    /// <summary>Clears a progress line that was left.</summary>
    public void HideProgress()
    {
        lock (writeLock)
        {
            progress.Hide();
        }
    }

    /// <inheritdoc/>
    public override string ReadLine() => questions.ReadLine("");

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => questions.ReadSecret("");

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        questions.AskFields(caption, message, descriptions);

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        questions.AskChoice(caption, message, choices, defaultChoice);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        questions.AskCredential(caption, message, userName);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => questions.AskCredential(caption, message, userName);

    private static string Styled(string style, string text) =>
        style.Length == 0 ? text : style + text + PSStyle.Instance.Reset;

    private void Message(FormatStyle style, string message)
    {
        bool plain = Console.IsErrorRedirected || !SupportsVirtualTerminal;
        string text = plain ? message : Styled(GetFormatStyleString(style), message);
        Emit(Console.Error, text + Environment.NewLine, plain);
    }

    private void Emit(TextWriter writer, string text, bool plain)
    {
        lock (writeLock)
        {
            progress.Hide();
            writer.Write(GetOutputString(text, supportsVirtualTerminal: !plain && SupportsVirtualTerminal));
        }
    }
}
