namespace DicomPS.HelpBuilder;

/// <summary>The help of one cmdlet, as its page tells it.</summary>
internal sealed record CommandHelp(
    string Name,
    string OnlineVersion,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<SyntaxHelp> Syntax,
    IReadOnlyList<string> Description,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<LinkHelp> Links);

/// <summary>One parameter set: its parameters in the order of the syntax line.</summary>
internal sealed record SyntaxHelp(string SetName, IReadOnlyList<SyntaxParameter> Parameters, int Line);

/// <summary>A parameter as a syntax line writes it; a switch has no type.</summary>
internal sealed record SyntaxParameter(string Name, string? Type, bool Required, bool Positional);

/// <summary>One example: the code and what is said about it.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>One parameter: its text, and its metadata for each group of parameter sets.</summary>
internal sealed record ParameterHelp(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterUse> Uses, int Line)
{
    /// <summary>The metadata that hold in a parameter set, or null where the set lacks the parameter.</summary>
    public ParameterUse? In(string setName) =>
        Uses.FirstOrDefault(use => use.Sets.Contains(ParameterUse.AllSets) || use.Sets.Contains(setName));
}

/// <summary>What a yaml block says of a parameter.</summary>
internal sealed record ParameterUse(
    string Type,
    IReadOnlyList<string> Sets,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> AcceptedValues,
    bool Required,
    int? Position,
    string DefaultValue,
    string PipelineInput,
    bool Wildcards,
    int Line)
{
    /// <summary>The name that stands for every parameter set.</summary>
    public const string AllSets = "(All)";

    /// <summary>The type of a switch.</summary>
    public const string Switch = "SwitchParameter";
}

/// <summary>A type that a cmdlet takes from the pipeline or writes to it.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description);

/// <summary>A related link; a link to another page of the module has no address.</summary>
internal sealed record LinkHelp(string Text, string Uri);
