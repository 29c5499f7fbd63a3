using System.Net;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A server that stores into a folder of its own, and peers that store into it.</summary>
internal sealed class StorageServer : IAsyncDisposable
{
    public StorageServer(Action<DicomServerOptions>? change = null, Action<ApplicationEntity>? changeEntity = null)
    {
        ApplicationEntity entity = new("SERVER");
        changeEntity?.Invoke(entity);
        DicomServerOptions options = new()
        {
            BindAddress = IPAddress.Loopback,
            StoragePath = Folder.PathOf("store"),
            PathTemplate = new StoragePathTemplate("{SOPInstanceUID}.dcm"),
        };
        change?.Invoke(options);
        Server = DicomServer.Start(entity, options);
    }

    public TemporaryFolder Folder { get; } = new();

    public DicomServer Server { get; }

    public AssociationOptions Options => new("127.0.0.1", Server.Port);

    /// <summary>All files of the store, temporary ones included.</summary>
    public string[] Files =>
        [.. Folder.Files.Where(file => file.StartsWith("store", StringComparison.Ordinal)).Select(file => Path.GetRelativePath("store", file).Replace('\\', '/'))];

    public byte[] Read(string file) => File.ReadAllBytes(Folder.PathOf("store", file));

    /// <summary>Stores over an association of its own.</summary>
    /// <param name="instanceUid">What the request says.</param>
    /// <param name="dataSet">What follows it.</param>
    /// <param name="context">The context; null for CT Image Storage in Explicit VR Little Endian.</param>
    public async Task<ReceivedMessage> StoreAsync(string instanceUid, byte[] dataSet, PresentationContextRq? context = null)
    {
        PresentationContextRq proposed = context ?? ScriptedPeer.Ct(1);
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(Server.Port, proposed);
        await peer.SendAsync(ScriptedPeer.Data(proposed.Id, ScriptedPeer.Store(instanceUid, proposed.AbstractSyntax)));
        await peer.SendAsync(ScriptedPeer.DataSet(proposed.Id, dataSet));
        ReceivedMessage answer = await peer.ReceiveMessageAsync();
        await peer.SendAsync(new ReleaseRq());
        await peer.ReceiveAsync<ReleaseRp>();
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
