using System.Globalization;

namespace DicomPS.Benchmarks.Network;

/// <summary>What was asked for on the command line.</summary>
internal sealed record NetOptions
{
    internal const string Usage =
        """
        -- net [--case N[,N...]] [--runs N] [--quick] [--scale N] [--output folder]
          --case    the cases to run, 1 to 8; all of them without it
          --runs    counted runs of each pair; 5 without it, 1 with --quick
          --quick   a tenth of everything, one run and no warm-up: for the counts, not for the times
          --scale   an N-th of everything
          --output  the folder for net.json and net.md
        """;

    /// <summary>The numbers of the cases to run.</summary>
    internal IReadOnlyList<int> Cases { get; private init; } = [1, 2, 3, 4, 5, 6, 7, 8];

    /// <summary>Counted runs of each pair.</summary>
    internal int Runs { get; private init; } = 5;

    /// <summary>Runs before those, which do not count.</summary>
    internal int WarmUps { get; private init; } = 2;

    /// <summary>How long those take together at least: until .NET has compiled what runs often once more, and better.</summary>
    internal TimeSpan WarmUpTime { get; private init; } = TimeSpan.FromSeconds(4);

    /// <summary>By what the numbers of the full benchmark are divided.</summary>
    internal int Scale { get; private init; } = 1;

    /// <summary>Where the reports go.</summary>
    internal string Output { get; private init; } = Path.Combine(AppContext.BaseDirectory, "NetworkBenchmark");

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is not as <see cref="Usage"/> says.</exception>
    internal static NetOptions Parse(IReadOnlyList<string> arguments)
    {
        NetOptions options = new();
        if (arguments.Contains("--quick"))
        {
            options = options with { Scale = 10, Runs = 1, WarmUps = 0, WarmUpTime = TimeSpan.Zero };
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            if (name == "--quick")
            {
                continue;
            }

            string value = ++i < arguments.Count ? arguments[i] : throw new FormatException($"{name} has no value, or is not known.");
            options = name switch
            {
                "--case" => options with { Cases = [.. value.Split(',').Select(part => Number(name, part, 8))] },
                "--runs" => options with { Runs = Number(name, value, 1000) },
                "--scale" => options with { Scale = Number(name, value, 1000) },
                "--output" => options with { Output = Path.GetFullPath(value) },
                _ => throw new FormatException($"{name} is not known."),
            };
        }

        return options;
    }

    /// <summary>The part of a full number, one at least.</summary>
    internal int Of(int full) => Math.Max(1, full / Scale);

    private static int Number(string name, string value, int maximum) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= maximum
            ? number
            : throw new FormatException($"{name} takes a number from 1 to {maximum}.");
}
