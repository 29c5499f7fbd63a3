using DicomPS.Tests.Cmdlets;

namespace DicomPS.Tests.Handlers;

/// <summary>A PowerShell with functions that ask a server over loopback for any service, and a folder for its files.</summary>
internal sealed class HandlerHost : IDisposable
{
    // The calls wait on the engine's own tasks: a block that answers must not need this thread.
    private const string Client = """
        $find = '1.2.840.10008.5.1.4.1.2.2.1'; $move = '1.2.840.10008.5.1.4.1.2.2.2'; $get = '1.2.840.10008.5.1.4.1.2.2.3'
        $mpps = '1.2.840.10008.3.1.2.3.3'; $commitment = '1.2.840.10008.1.20.1'; $ct = '1.2.840.10008.5.1.4.1.1.2'
        $none = [Threading.CancellationToken]::None
        $provider = @{ AE = 'PROVIDER'; Port = 0; BindAddress = '127.0.0.1' }
        function Connect([DicomPS.Engine.Server.DicomServer] $Server, [string] $Title = 'CLIENT') {
            $contexts = @($find, $move, $get, $mpps, $commitment, 'Verification' | ForEach-Object { New-DicomPresentationContext $_ })
            $contexts += New-DicomPresentationContext $ct -ScuRole $true -ScpRole $true
            Connect-DicomAssociation 127.0.0.1 $Server.Port $Server.AETitle -AE $Title -Context $contexts
        }
        function Read-All($Stream) { [Linq.AsyncEnumerable]::ToListAsync($Stream, $none).AsTask().GetAwaiter().GetResult() }
        function Request-Find($Association, $Query = @{ PatientID = '' }) { Read-All $Association.FindAsync($find, (New-DicomDataset $Query), $null, $none) }
        function Request-Move($Association, $Destination) { Read-All $Association.MoveAsync($move, $Destination, (New-DicomDataset @{ PatientID = '1' }), $null, $none) }
        function Request-Get($Association, $Path) {
            $options = [DicomPS.Engine.Dimse.GetOptions]::new(); $options.StoragePath = $Path
            Read-All $Association.GetAsync($get, (New-DicomDataset @{ PatientID = '1' }), $options, $none)
        }
        function Request-Create($Association, $Attributes) { $Association.CreateAsync($mpps, '1.2.3', (New-DicomDataset $Attributes), $null, $none).GetAwaiter().GetResult() }
        function Hex($Result) { '{0:X4}' -f $Result.Status.Code }
        """;

    private readonly TemporaryFolder folder = new();

    public HandlerHost()
    {
        Host = new PowerShellHost();
        Host.Invoke(Client, ("folder", folder.Path)).ShouldSucceed();
    }

    public PowerShellHost Host { get; }

    public TemporaryFolder Folder => folder;

    /// <summary>Runs a script that is to succeed; its output as text, joined by '|'.</summary>
    public string Run(string script, params (string Name, object? Value)[] variables) =>
        string.Join('|', Host.Invoke(script, variables).ShouldSucceed().Output.Select(item => item?.ToString()));

    public void Dispose()
    {
        Host.Dispose();
        folder.Dispose();
    }
}
