using System.Globalization;

namespace DicomPS.Engine.Data;

/// <summary>A value multiplicity as the dictionary writes it (PS3.5 section 6.4): 1, 1-3, 1-n, 2-2n.</summary>
internal static class ValueMultiplicity
{
    private const char Any = 'n';

    /// <summary>Whether so many values are of a multiplicity.</summary>
    internal static bool Allows(string vm, int count)
    {
        string[] bounds = vm.Split('-');
        int least = Number(bounds[0]);
        if (bounds.Length == 1)
        {
            return count == least;
        }

        // 2-2n: pairs, one or more.
        string most = bounds[1];
        return count >= least
            && (most.EndsWith(Any) ? most.Length == 1 || count % Number(most[..^1]) == 0 : count <= Number(most));
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
