namespace DicomPS.Engine.Dictionary;

/// <summary>The rules for the text of a UID (PS3.5 section 9.1).</summary>
public static class UidSyntax
{
    /// <summary>The most characters that a UID may have.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a text is a well-formed UID.</summary>
    /// <param name="uid">The text, without padding.</param>
    public static bool IsValid(string uid) => FindFault(uid) is null;

    /// <summary>Finds the first fault of a text as a UID.</summary>
    /// <param name="uid">The text, without padding.</param>
    /// <returns>The fault; null where the text is well-formed.</returns>
    public static UidFault? FindFault(string uid)
    {
        ArgumentNullException.ThrowIfNull(uid);
        if (uid.Length == 0)
        {
            return new UidFault(1, "a UID has at least one character");
        }

        int componentStart = 0;
        for (int i = 0; i < uid.Length; i++)
        {
            if (i == MaxLength)
            {
                return new UidFault(i + 1, "a UID has at most 64 characters");
            }

            char c = uid[i];
            if (c == '.')
            {
                if (i == componentStart)
                {
                    return new UidFault(i + 1, "a component is not empty");
                }

                componentStart = i + 1;
            }
            else if (!char.IsAsciiDigit(c))
            {
                return new UidFault(i + 1, "a UID has digits and dots only");
            }
            else if (i == componentStart + 1 && uid[componentStart] == '0')
            {
                return new UidFault(componentStart + 1, "a component has no leading zero");
            }
        }

        return componentStart == uid.Length ? new UidFault(uid.Length, "a UID does not end with a dot") : null;
    }
}
