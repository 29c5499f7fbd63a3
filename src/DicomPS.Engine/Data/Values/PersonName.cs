using System.Diagnostics.CodeAnalysis;

namespace DicomPS.Engine.Data;

/// <summary>
/// A person name, value representation PN (PS3.5 section 6.2.1.2): up to three groups with '=' between them, each of five
/// components with '^' between them. Reading takes any text: what stands behind the fifth component stays with the suffix,
/// and behind the third group with that group, so that nothing is lost.
/// </summary>
public sealed class PersonName : IEquatable<PersonName>
{
    private const int GroupCount = 3;

    private PersonName(string text, PersonNameGroup alphabetic, PersonNameGroup ideographic, PersonNameGroup phonetic)
    {
        Text = text;
        Alphabetic = alphabetic;
        Ideographic = ideographic;
        Phonetic = phonetic;
    }

    /// <summary>Makes a name of its groups.</summary>
    /// <param name="alphabetic">The name in single-byte characters; <see cref="PersonNameGroup.Empty"/> for none.</param>
    /// <param name="ideographic">The name in ideographic characters; null for none.</param>
    /// <param name="phonetic">The name in phonetic characters; null for none.</param>
    /// <exception cref="ArgumentNullException">The alphabetic group is null.</exception>
    public PersonName(PersonNameGroup alphabetic, PersonNameGroup? ideographic = null, PersonNameGroup? phonetic = null)
    {
        ArgumentNullException.ThrowIfNull(alphabetic);
        Alphabetic = alphabetic;
        Ideographic = ideographic ?? PersonNameGroup.Empty;
        Phonetic = phonetic ?? PersonNameGroup.Empty;
        Text = ToCanonicalString();
    }

    /// <summary>Makes a name of the components of its alphabetic group.</summary>
    /// <param name="familyName">The family name complex.</param>
    /// <param name="givenName">The given name complex.</param>
    /// <param name="middleName">The middle name.</param>
    /// <param name="prefix">The name prefix.</param>
    /// <param name="suffix">The name suffix.</param>
    /// <exception cref="ArgumentNullException">A component is null.</exception>
    /// <exception cref="ArgumentException">
    /// A component has '=', '^', a backslash or a control character, or all have more than 64 characters with their delimiters.
    /// </exception>
    public PersonName(string familyName, string givenName = "", string middleName = "", string prefix = "", string suffix = "")
        : this(new PersonNameGroup(familyName, givenName, middleName, prefix, suffix))
    {
    }

    /// <summary>The text as read, without padding; the canonical text where the name was made of components.</summary>
    public string Text { get; }

    /// <summary>The first group: the name in single-byte characters.</summary>
    public PersonNameGroup Alphabetic { get; }

    /// <summary>The second group: the name in ideographic characters.</summary>
    public PersonNameGroup Ideographic { get; }

    /// <summary>The third group: the name in phonetic characters.</summary>
    public PersonNameGroup Phonetic { get; }

    /// <summary>The family name of the alphabetic group.</summary>
    public string FamilyName => Alphabetic.FamilyName;

    /// <summary>The given name of the alphabetic group.</summary>
    public string GivenName => Alphabetic.GivenName;

    /// <summary>The middle name of the alphabetic group.</summary>
    public string MiddleName => Alphabetic.MiddleName;

    /// <summary>The prefix of the alphabetic group.</summary>
    public string Prefix => Alphabetic.Prefix;

    /// <summary>The suffix of the alphabetic group.</summary>
    public string Suffix => Alphabetic.Suffix;

    /// <summary>Whether all groups are empty.</summary>
    public bool IsEmpty => Alphabetic.IsEmpty && Ideographic.IsEmpty && Phonetic.IsEmpty;

    /// <summary>Reads a name, whatever the text: see <see cref="ValueRules"/> for its faults.</summary>
    /// <param name="text">The text of one value.</param>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static PersonName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.TrimEnd('\0', ' ');
        string[] groups = trimmed.Split('=', GroupCount);
        return new(
            trimmed,
            PersonNameGroup.Parse(groups[0]),
            groups.Length > 1 ? PersonNameGroup.Parse(groups[1]) : PersonNameGroup.Empty,
            groups.Length > 2 ? PersonNameGroup.Parse(groups[2].TrimEnd('=', ' ')) : PersonNameGroup.Empty);
    }

    /// <summary>
    /// The text without the delimiters at the ends of groups and of the name, and without spaces around components. It reads
    /// back as an equal name, unless this one has more groups or components than there should be.
    /// </summary>
    public string ToCanonicalString() => $"{Alphabetic}={Ideographic}={Phonetic}".TrimEnd('=');

    /// <summary>
    /// The name for people, of the first group that is not empty: Dr. John Robert Doe, M.D. from the alphabetic one; from
    /// the others, family name first, as their scripts have it.
    /// </summary>
    public string ToDisplay()
    {
        bool isAlphabetic = !Alphabetic.IsEmpty;
        PersonNameGroup name = isAlphabetic ? Alphabetic : Ideographic.IsEmpty ? Phonetic : Ideographic;
        string[] parts = isAlphabetic
            ? [name.Prefix, name.GivenName, name.MiddleName, name.FamilyName]
            : [name.Prefix, name.FamilyName, name.GivenName, name.MiddleName];
        string main = string.Join(' ', parts.Where(part => part.Length > 0));
        return string.Join(", ", new[] { main, name.Suffix }.Where(part => part.Length > 0));
    }

    /// <summary>The DICOM text as read, delimiters at its end included; <see cref="ToCanonicalString"/> is without them.</summary>
    public override string ToString() => Text;

    /// <summary>Whether all components are the same, character by character; delimiters at the end do not matter.</summary>
    /// <param name="other">The other name.</param>
    public bool Equals([NotNullWhen(true)] PersonName? other) =>
        other is not null && Alphabetic.Equals(other.Alphabetic) && Ideographic.Equals(other.Ideographic) && Phonetic.Equals(other.Phonetic);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as PersonName);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Alphabetic, Ideographic, Phonetic);
}
