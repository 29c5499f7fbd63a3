using DicomPS.Engine.Server;

namespace DicomPS.Engine.Dimse;

/// <summary>How a C-GET is made, and where the instances go that come back on the association.</summary>
public sealed record GetOptions : DimseRequestOptions
{
    /// <summary>
    /// The folder for the instances, made if it is not there. Null leaves them to the service provider of the association
    /// (<see cref="AssociationOptions.ServiceProvider"/>); without one they are refused.
    /// </summary>
    public string? StoragePath { get; init; }

    /// <summary>Where in the folder an instance goes.</summary>
    public StoragePathTemplate PathTemplate { get; init; } = new(StoragePathTemplate.Default);

    /// <summary>What happens with an instance that is there already.</summary>
    public DuplicateHandling OnDuplicate { get; init; } = DuplicateHandling.Replace;

    /// <summary>How safe an instance is when it is answered with success; <see cref="Durability.Flush"/> at first.</summary>
    public Durability Durability { get; init; } = Durability.Flush;
}
