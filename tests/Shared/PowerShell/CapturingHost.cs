using System.Globalization;
using System.Management.Automation.Host;

namespace DicomPS.Tests;

/// <summary>A host without a console: what is written to it becomes a text.</summary>
internal sealed class CapturingHost(int width) : PSHost
{
    private readonly CapturingUserInterface ui = new(width);

    /// <summary>What was written.</summary>
    public string Text => ui.Text;

    /// <inheritdoc/>
    public override string Name => "DicomPS.Tests";

    /// <inheritdoc/>
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override PSHostUserInterface UI => ui;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => ui.Clear();

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
