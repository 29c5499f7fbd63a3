using System.Globalization;
using System.Management.Automation.Host;

namespace DicomPS.Shell;

/// <summary>The host that the engine sees.</summary>
/// <param name="stop">Stops the running pipeline.</param>
internal sealed class ShellHost(Action stop) : PSHost
{
    /// <inheritdoc/>
    public override string Name => "DicomPS.Shell";

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <inheritdoc/>
    public override PSHostUserInterface UI => UserInterface;

    /// <summary>The same user interface, by its own type.</summary>
    public ShellUserInterface UserInterface { get; } = new(stop);

    /// <summary>The exit code asked for; null until a script exits.</summary>
    public int? RequestedExitCode { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("DicomPS.Shell has no nested prompt; pwsh has.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("DicomPS.Shell has no nested prompt; pwsh has.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }
}
