using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>One of the groups of a person name, with its five components (PS3.5 section 6.2.1.2). A component that is not there is empty.</summary>
public sealed class PersonNameGroup : IEquatable<PersonNameGroup>
{
    /// <summary>The most characters of a group, delimiters included.</summary>
    public const int MaxLength = 64;

    /// <summary>The number of components.</summary>
    internal const int ComponentCount = 5;

    private readonly string[] components;

    /// <summary>Makes a group of its components.</summary>
    /// <param name="familyName">The family name complex.</param>
    /// <param name="givenName">The given name complex.</param>
    /// <param name="middleName">The middle name.</param>
    /// <param name="prefix">The name prefix.</param>
    /// <param name="suffix">The name suffix.</param>
    /// <exception cref="ArgumentNullException">A component is null.</exception>
    /// <exception cref="ArgumentException">
    /// A component has '=', '^', a backslash or a control character, or all have more than 64 characters with their delimiters.
    /// </exception>
    public PersonNameGroup(string familyName, string givenName = "", string middleName = "", string prefix = "", string suffix = "")
        : this(
        [
            Checked(familyName, nameof(familyName)), Checked(givenName, nameof(givenName)), Checked(middleName, nameof(middleName)),
            Checked(prefix, nameof(prefix)), Checked(suffix, nameof(suffix)),
        ])
    {
        int length = ValueText.CountCharacters(ToString());
        if (length > MaxLength)
        {
            throw new ArgumentException($"A group of a person name has at most {MaxLength} characters; this one has {length}.");
        }
    }

    private PersonNameGroup(string[] components) => this.components = components;

    /// <summary>A group without any name.</summary>
    public static PersonNameGroup Empty { get; } = Parse("");

    /// <summary>The family name complex.</summary>
    public string FamilyName => components[0];

    /// <summary>The given name complex.</summary>
    public string GivenName => components[1];

    /// <summary>The middle name.</summary>
    public string MiddleName => components[2];

    /// <summary>The name prefix, such as Dr.</summary>
    public string Prefix => components[3];

    /// <summary>The name suffix, such as M.D.; in a name of more than five components as read, the sixth and later too, with their delimiters.</summary>
    public string Suffix => components[4];

    /// <summary>Whether all components are empty.</summary>
    public bool IsEmpty => Array.TrueForAll(components, component => component.Length == 0);

    /// <summary>The text without delimiters at its end.</summary>
    public override string ToString() => string.Join('^', components).TrimEnd('^');

    /// <summary>Whether all components are the same, character by character.</summary>
    /// <param name="other">The other group.</param>
    public bool Equals([NotNullWhen(true)] PersonNameGroup? other) =>
        other is not null && components.AsSpan().SequenceEqual(other.components);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as PersonNameGroup);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(FamilyName, GivenName, MiddleName, Prefix, Suffix);

    /// <summary>Reads a group as it comes; spaces around components are no part of them.</summary>
    internal static PersonNameGroup Parse(string text)
    {
        string[] parts = text.Split('^', ComponentCount);
        string[] components = new string[ComponentCount];
        for (int i = 0; i < ComponentCount; i++)
        {
            components[i] = i < parts.Length ? parts[i].Trim(' ') : "";
        }

        // Delimiters at the end say nothing, even more of them than there should be.
        components[^1] = components[^1].TrimEnd('^', ' ');
        return new(components);
    }

    private static string Checked(string component, string parameter)
    {
        ArgumentNullException.ThrowIfNull(component, parameter);
        foreach (char c in component)
        {
            if (c is '=' or '^' or '\\' || char.IsControl(c))
            {
                throw new ArgumentException($"A component of a person name has no {ValueText.CodeOf(c)}.", parameter);
            }
        }

        return component.Trim(' ');
    }
}
