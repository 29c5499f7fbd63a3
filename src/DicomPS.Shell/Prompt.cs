using System.Management.Automation.Language;

namespace DicomPS.Shell;

/// <summary>Reads inputs and runs them, until <c>exit</c> or the end of input.</summary>
internal sealed class Prompt(Session session)
{
    private readonly LineEditor editor = new(session.Complete);

    /// <summary>Runs until the end and returns the exit code.</summary>
    public int Run()
    {
        while (session.RequestedExitCode is null && ReadInput() is { } input)
        {
            if (!string.IsNullOrWhiteSpace(input))
            {
                session.RunText(input);
            }
        }

        return session.RequestedExitCode ?? ExitCode.Success;
    }

    /// <summary>Reads lines until they are a whole input; null at the end of input.</summary>
    private string? ReadInput()
    {
        string input = "";
        while (TryReadLine(input.Length == 0 ? PromptText() : ">> ", out string? line))
        {
            if (line is null)
            {
                return input.Length == 0 ? null : input;
            }

            input += input.Length == 0 ? line : Environment.NewLine + line;
            if (!IsIncomplete(input))
            {
                return input;
            }
        }

        return "";
    }

    private bool TryReadLine(string prompt, out string? line)
    {
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            return editor.TryRead(prompt, out line);
        }

        line = Console.In.ReadLine();
        return true;
    }

    private string PromptText() => session.Query("prompt") as string ?? "PS> ";

    private static bool IsIncomplete(string input)
    {
        Parser.ParseInput(input, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
