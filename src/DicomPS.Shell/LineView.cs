namespace DicomPS.Shell;

/// <summary>A prompt and an edited text on the console, wrapped over as many rows as they need.</summary>
internal sealed class LineView
{
    private readonly int promptLength;
    private int top;
    private int drawn;

    /// <summary>Writes the prompt.</summary>
    public LineView(string prompt)
    {
        Console.Out.Write(prompt);
        promptLength = Console.CursorLeft;
        top = Console.CursorTop;
    }

    /// <summary>Writes the text over what stood there, and puts the cursor in its place.</summary>
    public void Draw(string text, int cursor)
    {
        int width = Math.Max(Console.WindowWidth, 1);
        int length = Math.Max(text.Length, drawn);

        // One blank more, so that a full row does wrap and the cursor's row is known.
        int blanks = length - text.Length + 1;
        if ((promptLength + length + 1) % width == 0)
        {
            blanks++;
        }

        Console.SetCursorPosition(promptLength, top);
        Console.Out.Write(text + new string(' ', blanks));

        // At the bottom of the console the rows above have moved up.
        top = Math.Max(Console.CursorTop - ((promptLength + text.Length + blanks) / width), 0);
        int place = promptLength + cursor;
        Console.SetCursorPosition(place % width, Math.Min(top + (place / width), Console.BufferHeight - 1));
        drawn = text.Length;
    }
}
