namespace DicomPS.Engine.Dimse;

/// <summary>How an instance is sent. It does not change once made.</summary>
public sealed record StoreOptions
{
    /// <summary>The priority; most peers pay no heed to it.</summary>
    public Priority Priority { get; init; } = Priority.Medium;

    /// <summary>Is told, every megabyte, how many bytes of the data set went out; null for nobody.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>The title of who asked for the C-MOVE that this is a sub-operation of; null where it is none.</summary>
    public string? MoveOriginatorTitle { get; init; }

    /// <summary>The message ID of that C-MOVE; null where it is none.</summary>
    public ushort? MoveOriginatorMessageId { get; init; }
}
