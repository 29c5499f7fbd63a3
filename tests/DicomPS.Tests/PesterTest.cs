namespace DicomPS.Tests;

/// <summary>What came of one It.</summary>
/// <param name="Name">The names of its blocks and its own, with dots between.</param>
/// <param name="Outcome">Passed, Failed or Skipped.</param>
/// <param name="Error">The message; empty when it passed.</param>
public sealed record PesterTest(string Name, string Outcome, string Error);
