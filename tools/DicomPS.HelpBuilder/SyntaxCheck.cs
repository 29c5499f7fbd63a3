namespace DicomPS.HelpBuilder;

/// <summary>Holds the syntax lines of a page against its parameter blocks: each must tell the same story.</summary>
internal static class SyntaxCheck
{
    /// <summary>Finds the first difference.</summary>
    /// <exception cref="HelpPageException">The two differ.</exception>
    public static void Check(string file, IReadOnlyList<SyntaxHelp> syntax, IReadOnlyList<ParameterHelp> parameters)
    {
        foreach (ParameterHelp parameter in parameters)
        {
            foreach (ParameterUse use in parameter.Uses)
            {
                if (use.Sets.FirstOrDefault(set => set != ParameterUse.AllSets && !syntax.Any(s => s.SetName == set)) is { } unknown)
                {
                    throw new HelpPageException(file, use.Line, $"-{parameter.Name}: SYNTAX has no parameter set {unknown}");
                }
            }

            if (syntax.FirstOrDefault(set => parameter.In(set.SetName) is not null && !set.Parameters.Any(p => p.Name == parameter.Name)) is { } lacking)
            {
                throw new HelpPageException(file, lacking.Line, $"the syntax {lacking.SetName} lacks -{parameter.Name}");
            }
        }

        foreach (SyntaxHelp set in syntax)
        {
            foreach (SyntaxParameter written in set.Parameters)
            {
                if (set.Parameters.Count(p => p.Name == written.Name) > 1)
                {
                    throw new HelpPageException(file, set.Line, $"the syntax {set.SetName} has -{written.Name} twice");
                }

                ParameterUse use = parameters.FirstOrDefault(p => p.Name == written.Name)?.In(set.SetName)
                    ?? throw new HelpPageException(file, set.Line, $"PARAMETERS has no -{written.Name} for the syntax {set.SetName}");
                string? type = use.Type == ParameterUse.Switch ? null : use.Type;
                if (written != new SyntaxParameter(written.Name, type, use.Required, use.Position is not null))
                {
                    throw new HelpPageException(file, use.Line, $"-{written.Name}: the syntax {set.SetName} tells another type, position or need");
                }
            }
        }
    }
}
