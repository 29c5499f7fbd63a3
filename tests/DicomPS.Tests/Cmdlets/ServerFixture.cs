namespace DicomPS.Tests.Cmdlets;

/// <summary>A PowerShell in which $server runs, and $peer are the arguments that lead to it.</summary>
public sealed class ServerFixture : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Starts the server.</summary>
    public ServerFixture()
    {
        Host = new PowerShellHost(width: 120);
        Host.Invoke(
            """
            $server = Start-DicomServer -AE ARCHIVE -Port 0 -BindAddress 127.0.0.1 -StoragePath $store
            $peer = @{ HostName = '127.0.0.1'; Port = $server.Port; CalledAETitle = 'ARCHIVE' }
            """,
            ("store", folder.Combine("store"))).ShouldSucceed();
    }

    /// <summary>The PowerShell.</summary>
    public PowerShellHost Host { get; }

    /// <summary>A folder for files of the tests.</summary>
    internal TemporaryFolder Folder => folder;

    /// <inheritdoc/>
    public void Dispose()
    {
        Host.Dispose();
        folder.Dispose();
    }
}
