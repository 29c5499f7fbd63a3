using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace DicomPS.Shell;

/// <summary>What a running script asks: missing mandatory parameters, -Confirm, credentials.</summary>
/// <param name="ui">Where the questions are written.</param>
/// <param name="stop">Stops the running pipeline.</param>
internal sealed class Questions(ShellUserInterface ui, Action stop)
{
    private readonly LineEditor editor = new(complete: null);

    /// <summary>Reads a line; an input that has ended is an error, so that no unattended script waits or loops.</summary>
    public string ReadLine(string prompt)
    {
        string? line;
        if (Console.IsInputRedirected)
        {
            ui.Write(prompt);
            line = Console.In.ReadLine();
        }
        else if (!editor.TryRead(prompt, out line))
        {
            throw Interrupted();
        }

        return line ?? throw new PSInvalidOperationException("An answer was asked for, but the input has ended.");
    }

    /// <summary>Reads a line that is not shown.</summary>
    public SecureString ReadSecret(string prompt)
    {
        SecureString secret = new();
        if (Console.IsInputRedirected)
        {
            foreach (char c in ReadLine(prompt))
            {
                secret.AppendChar(c);
            }

            return secret;
        }

        ui.Write(prompt);
        using ControlCAsInput _ = new();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    ui.WriteLine();
                    return secret;
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    ui.WriteLine();
                    secret.Dispose();
                    throw Interrupted();
                case { Key: ConsoleKey.Backspace } when secret.Length > 0:
                    secret.RemoveAt(secret.Length - 1);
                    break;
                case { KeyChar: >= ' ' }:
                    secret.AppendChar(key.KeyChar);
                    break;
            }
        }
    }

    /// <summary>Asks for values by name and type.</summary>
    public Dictionary<string, PSObject> AskFields(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteHeading(caption, message);
        Dictionary<string, PSObject> answers = new(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            answers[field.Name] = PSObject.AsPSObject(AskField(field));
        }

        return answers;
    }

    /// <summary>Asks for one of several choices, by its marked letter or its whole label.</summary>
    public int AskChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        string[] keys = [.. choices.Select(KeyOf)];
        string list = string.Join("  ", choices.Select((choice, i) => $"[{keys[i]}] {PlainLabel(choice)}"));
        string defaultText = defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice]}\")" : "";
        while (true)
        {
            string answer = ReadLine($"{list}  [?] Help{defaultText}: ").Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (answer == "?")
            {
                for (int i = 0; i < choices.Count; i++)
                {
                    ui.WriteLine($"{keys[i]} - {choices[i].HelpMessage}");
                }
            }

            for (int i = 0; i < choices.Count; i++)
            {
                if (answer.Equals(keys[i], StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(PlainLabel(choices[i]), StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
    }

    /// <summary>Asks for a user name, unless it is known, and a password.</summary>
    public PSCredential AskCredential(string caption, string message, string userName)
    {
        WriteHeading(caption, message);
        string user = string.IsNullOrEmpty(userName) ? ReadLine("User: ") : userName;
        return new PSCredential(user, ReadSecret($"Password for user {user}: "));
    }

    private object? AskField(FieldDescription field)
    {
        Type type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
        if (type == typeof(SecureString))
        {
            return ReadSecret(field.Name + ": ");
        }

        if (type == typeof(PSCredential))
        {
            return AskCredential("", field.Name, "");
        }

        if (!type.IsArray)
        {
            return LanguagePrimitives.ConvertTo(ReadLine(field.Name + ": "), type);
        }

        List<string> items = [];
        while (ReadLine($"{field.Name}[{items.Count}]: ") is { Length: > 0 } item)
        {
            items.Add(item);
        }

        return LanguagePrimitives.ConvertTo(items.ToArray(), type);
    }

    private void WriteHeading(string caption, string message)
    {
        foreach (string text in new[] { caption, message }.Where(text => !string.IsNullOrEmpty(text)))
        {
            ui.WriteLine(text);
        }
    }

    private PipelineStoppedException Interrupted()
    {
        stop();
        return new PipelineStoppedException();
    }

    // "&Yes" is chosen with Y.
    private static string KeyOf(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant()
            : choice.Label;
    }

    private static string PlainLabel(ChoiceDescription choice) =>
        choice.Label.Replace("&", "", StringComparison.Ordinal);
}
