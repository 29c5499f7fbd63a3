namespace DicomPS.Shell;

/// <summary>While it lives, Ctrl+C is a key to read and no signal.</summary>
internal readonly ref struct ControlCAsInput
{
    private readonly bool before;

    public ControlCAsInput()
    {
        before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
    }

    /// <summary>Sets back what was before.</summary>
    public void Dispose() => Console.TreatControlCAsInput = before;
}
