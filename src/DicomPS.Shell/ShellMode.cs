namespace DicomPS.Shell;

/// <summary>What the Shell was started for.</summary>
internal enum ShellMode
{
    /// <summary>A prompt, or lines from a redirected standard input.</summary>
    Interactive,

    /// <summary>One script file with its arguments.</summary>
    File,

    /// <summary>One command text.</summary>
    Command,

    /// <summary>The usage text.</summary>
    Help,
}
