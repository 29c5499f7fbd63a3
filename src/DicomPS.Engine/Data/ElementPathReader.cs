using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>Reads the text of an <see cref="ElementPath"/>, once, from the left to the right.</summary>
internal sealed class ElementPathReader(string text)
{
    private int position;

    private bool IsAtEnd => position == text.Length;

    internal ElementStep[] Read()
    {
        List<ElementStep> steps = [];
        while (true)
        {
            int start = position;
            string key = ReadKey();
            bool hasItem = TryReadItem(out int? item);
            steps.Add(Step(key, item, start));
            if (IsAtEnd)
            {
                return hasItem ? throw Expected("a dot and an element of the item, or .* for all of them") : [.. steps];
            }

            if (!hasItem)
            {
                throw Expected("the item of the sequence, such as [0], or [*] for all of them");
            }

            if (text[position] != '.')
            {
                throw Expected("a dot");
            }

            // Nobody reads items that are deeper.
            if (steps.Count > DataSetReader.MaxDepth)
            {
                throw Expected($"the end, as items are at most {DataSetReader.MaxDepth} deep");
            }

            position++;
        }
    }

    private ElementStep Step(string key, int? item, int start)
    {
        try
        {
            return new ElementStep(key, item);
        }
        catch (DicomException e) when (start > 0 || !IsAtEnd)
        {
            throw new DicomException(
                e.ErrorId, $"{e.Message} It stands at position {start + 1} of '{text}'.", e.RecommendedAction, e);
        }
    }

    private string ReadKey()
    {
        int end = EndOfKey();
        string key = text[position..end].Trim();
        if (key.Length == 0)
        {
            throw Expected("a keyword or a tag");
        }

        position = end;
        return key;
    }

    // A creator may have any character in it: in parentheses it ends where a step can end, without them at a bracket.
    private int EndOfKey()
    {
        if (text.AsSpan(position).TrimStart() is ['(', ..])
        {
            int first = text.IndexOf(')', position);
            int close = first;
            while (close >= 0 && text.AsSpan(close + 1) is not ([] or ['.' or '[', ..]))
            {
                close = text.IndexOf(')', close + 1);
            }

            position = first < 0 ? text.Length : position;
            return first < 0 ? throw Expected("a closing parenthesis") : Math.Max(first, close) + 1;
        }

        ReadOnlySpan<char> rest = text.AsSpan(position);
        int end = rest.IndexOfAny('.', '[', ':');
        if (end >= 0 && rest[end] == ':')
        {
            end = rest.IndexOf('[');
        }

        return end < 0 ? text.Length : position + end;
    }

    private bool TryReadItem(out int? item)
    {
        item = null;
        if (IsAtEnd || text[position] != '[')
        {
            return false;
        }

        position++;
        int close = text.IndexOf(']', position);
        ReadOnlySpan<char> number = text.AsSpan(position, (close < 0 ? text.Length : close) - position);
        if (number is not "*")
        {
            item = int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
                ? index
                : throw Expected("the number of an item, from 0, or *");
        }

        position += number.Length;
        if (close < 0)
        {
            throw Expected("a closing bracket");
        }

        position++;
        return true;
    }

    private ArgumentException Expected(string what) => new(
        $"'{text}' is no path to an element: {what} is expected at position {position + 1}.");
}
