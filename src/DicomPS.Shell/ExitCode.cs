namespace DicomPS.Shell;

/// <summary>The exit codes of the Shell itself; a script's own <c>exit N</c> goes before them.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A terminating error, or a command whose last statement failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line could not be read (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>Stopped with Ctrl+C (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
