using System.Net;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Tests.Cmdlets;

/// <summary>A PowerShell in which $peer are the arguments that lead to a server of the engine with a service provider of the test.</summary>
public abstract class ServiceTest : IDisposable
{
    private readonly DicomServer server;

    protected ServiceTest()
    {
        server = DicomServer.Start(
            new ApplicationEntity("ARCHIVE"),
            new DicomServerOptions
            {
                BindAddress = IPAddress.Loopback,
                ServiceProvider = Provider,
                Contexts =
                [
                    .. UidDictionary.All.Where(uid => uid.IsAbstractSyntax).Select(uid => new PresentationContext(uid.Uid, null, scuRole: true, scpRole: true)),
                ],
            });
        Host.Invoke(
            "$peer = @{ HostName = '127.0.0.1'; Port = $port; CalledAETitle = 'ARCHIVE' }", ("port", server.Port)).ShouldSucceed();
    }

    private protected ServiceProvider Provider { get; } = new();

    private protected PowerShellHost Host { get; } = new(width: 120);

    private protected TemporaryFolder Folder { get; } = new();

    private protected DicomServer Server => server;

    public void Dispose()
    {
        Host.Dispose();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
