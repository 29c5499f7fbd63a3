using System.Globalization;

namespace DicomPS.Shell;

/// <summary>
/// The invariant culture under an English name. PowerShell breaks lines between words only in languages it knows to have
/// spaces, and the invariant culture, which is all there is without ICU, has no language.
/// </summary>
internal sealed class WordWrappingCulture() : CultureInfo(string.Empty)
{
    /// <inheritdoc/>
    public override string Name => "en-US";

    /// <inheritdoc/>
    public override string TwoLetterISOLanguageName => "en";

    /// <summary>Makes it the culture of all threads.</summary>
    internal static void Use()
    {
        WordWrappingCulture culture = new();
        CurrentCulture = DefaultThreadCurrentCulture = culture;
        CurrentUICulture = DefaultThreadCurrentUICulture = culture;
    }
}
