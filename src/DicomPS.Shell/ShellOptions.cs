namespace DicomPS.Shell;

/// <summary>
/// The command line. All that follows <c>-File script</c> or <c>-Command</c> belongs to the script, whatever it
/// looks like, as in pwsh; that is why no option parser reads it.
/// </summary>
/// <param name="Mode">What to do.</param>
/// <param name="Text">The script's path or the command; empty in the other modes.</param>
/// <param name="Arguments">The script's arguments.</param>
internal sealed record ShellOptions(ShellMode Mode, string Text, IReadOnlyList<string> Arguments)
{
    /// <summary>The usage text.</summary>
    public const string Usage = """
        DicomPS.Shell: an embedded PowerShell with the DicomPS module imported.

        DicomPS.Shell                             a prompt; reads lines when input is redirected
        DicomPS.Shell -File script.ps1 [args]     runs a script, returns its exit code
        DicomPS.Shell -Command '...'              runs a command, returns 0, or 1 when its last statement failed
        DicomPS.Shell -Help                       this text
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown or lacks its value.</exception>
    public static ShellOptions Parse(string[] args)
    {
        if (args.Length == 0)
        {
            return new(ShellMode.Interactive, "", []);
        }

        switch (args[0].ToUpperInvariant())
        {
            case "-FILE" or "-F":
                return args.Length > 1
                    ? new(ShellMode.File, args[1], args[2..])
                    : throw new FormatException("-File needs the path of a script.");
            case "-COMMAND" or "-C":
                return args.Length > 1
                    ? new(ShellMode.Command, string.Join(' ', args[1..]), [])
                    : throw new FormatException("-Command needs a command.");
            case "-HELP" or "-H" or "-?" or "--HELP":
                return new(ShellMode.Help, "", []);
            default:
                throw new FormatException($"Unknown option '{args[0]}'.");
        }
    }
}
