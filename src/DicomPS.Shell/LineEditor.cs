using System.Management.Automation;
using System.Text;

namespace DicomPS.Shell;

/// <summary>Reads one line from a console: cursor keys, history, completion.</summary>
/// <param name="complete">Completes a text at a place; null for questions, which have nothing to complete.</param>
internal sealed class LineEditor(Func<string, int, CommandCompletion?>? complete)
{
    private readonly List<string> history = [];
    private readonly StringBuilder text = new();
    private LineView view = new("");
    private int cursor;
    private int historyIndex;
    private string unfinished = "";
    private CommandCompletion? completion;

    /// <summary>Reads a line; null in <paramref name="line"/> is the end of input, false is Ctrl+C.</summary>
    public bool TryRead(string prompt, out string? line)
    {
        using ControlCAsInput _ = new();
        text.Clear();
        cursor = 0;
        historyIndex = history.Count;
        completion = null;
        view = new LineView(prompt);
        while (true)
        {
            view.Draw(text.ToString(), cursor);
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    Leave();
                    line = text.ToString();
                    Remember(line);
                    return true;
                case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    Leave();
                    line = "";
                    return false;
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when text.Length == 0:
                    Leave();
                    line = null;
                    return true;
                case { Key: ConsoleKey.Tab }:
                    CompleteNext(forward: !key.Modifiers.HasFlag(ConsoleModifiers.Shift));
                    break;
                default:
                    completion = null;
                    Edit(key);
                    break;
            }
        }
    }

    private void Edit(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow:
                cursor = control ? WordStart() : Math.Max(cursor - 1, 0);
                break;
            case ConsoleKey.RightArrow:
                cursor = control ? WordEnd() : Math.Min(cursor + 1, text.Length);
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                cursor = 0;
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                cursor = text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(historyIndex - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(historyIndex + 1);
                break;
            case ConsoleKey.Backspace when cursor > 0:
                text.Remove(--cursor, 1);
                break;
            case ConsoleKey.Delete when cursor < text.Length:
            case ConsoleKey.D when control && cursor < text.Length:
                text.Remove(cursor, 1);
                break;
            case ConsoleKey.Escape:
                SetText("");
                break;
            case ConsoleKey.U when control:
                text.Remove(0, cursor);
                cursor = 0;
                break;
            case ConsoleKey.K when control:
                text.Length = cursor;
                break;
            case ConsoleKey.W when control:
                int start = WordStart();
                text.Remove(start, cursor - start);
                cursor = start;
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    text.Insert(cursor++, key.KeyChar);
                }

                break;
        }
    }

    /// <summary>The first Tab asks the engine, each further one shows the next completion.</summary>
    private void CompleteNext(bool forward)
    {
        if (complete is null)
        {
            return;
        }

        completion ??= complete(text.ToString(), cursor);
        if (completion?.GetNextResult(forward) is not { } match)
        {
            return;
        }

        text.Remove(completion.ReplacementIndex, completion.ReplacementLength);
        text.Insert(completion.ReplacementIndex, match.CompletionText);
        completion.ReplacementLength = match.CompletionText.Length;
        cursor = completion.ReplacementIndex + match.CompletionText.Length;
    }

    private void Recall(int index)
    {
        if (index < 0 || index > history.Count)
        {
            return;
        }

        if (historyIndex == history.Count)
        {
            unfinished = text.ToString();
        }

        historyIndex = index;
        SetText(index == history.Count ? unfinished : history[index]);
    }

    private void Remember(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && (history.Count == 0 || history[^1] != line))
        {
            history.Add(line);
        }
    }

    private void SetText(string value)
    {
        text.Clear().Append(value);
        cursor = text.Length;
    }

    private void Leave()
    {
        view.Draw(text.ToString(), text.Length);
        Console.Out.WriteLine();
    }

    private int WordStart()
    {
        int i = cursor;
        while (i > 0 && char.IsWhiteSpace(text[i - 1]))
        {
            i--;
        }

        while (i > 0 && !char.IsWhiteSpace(text[i - 1]))
        {
            i--;
        }

        return i;
    }

    private int WordEnd()
    {
        int i = cursor;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        while (i < text.Length && !char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }
}
