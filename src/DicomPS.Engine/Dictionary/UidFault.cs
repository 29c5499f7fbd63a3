namespace DicomPS.Engine.Dictionary;

/// <summary>The first rule that a text breaks as a UID.</summary>
/// <param name="Position">The place of the fault, counted from 1 as a person counts; one past the end where something is missing.</param>
/// <param name="Rule">The rule that is broken, as a clause.</param>
public readonly record struct UidFault(int Position, string Rule);
