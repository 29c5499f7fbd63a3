namespace DicomPS.Engine.Server;

/// <summary>How safe an instance is when its C-STORE is answered with success. The process may end at any time in each of them.</summary>
public enum Durability
{
    /// <summary>
    /// Written under a temporary name, flushed to the disk, renamed: it survives a power failure, as far as the disk keeps
    /// what it was told to.
    /// </summary>
    Flush,

    /// <summary>
    /// Written under a temporary name and renamed: whole under its own name, or not there. A power failure may cost what the
    /// system had not written yet, some seconds of it.
    /// </summary>
    Rename,

    /// <summary>
    /// Written under its own name where there is no such file yet: a process that is killed may leave a part of it. What was
    /// there before is replaced as with <see cref="Rename"/>.
    /// </summary>
    None,
}
