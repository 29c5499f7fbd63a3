using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace DicomPS.Tests;

/// <summary>Plain text, no colours; a question is a failure, since nobody answers.</summary>
internal sealed class CapturingUserInterface(int width) : PSHostUserInterface
{
    private readonly StringBuilder text = new();
    private readonly Lock textLock = new();

    /// <summary>What was written.</summary>
    public string Text
    {
        get
        {
            lock (textLock)
            {
                return text.ToString();
            }
        }
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new FixedSizeRawUserInterface(width);

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        lock (textLock)
        {
            text.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Write(string value)
    {
        lock (textLock)
        {
            text.Append(GetOutputString(value, supportsVirtualTerminal: false));
        }
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => WriteLine(value);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    /// <inheritdoc/>
    public override string ReadLine() => throw Asked("a line");

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw Asked("a secret");

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        throw Asked(string.Join(", ", descriptions.Select(description => description.Name)));

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw Asked(message);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) => throw Asked("a credential");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw Asked("a credential");

    private static PSInvalidOperationException Asked(string what) => new($"The script asked for {what}.");
}
