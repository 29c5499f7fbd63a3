using System.Net;
using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Server;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>A server of the engine: "files folder durability" stores, "nothing" discards, "find count" answers queries.</summary>
internal sealed class ServerRole : Role
{
    private readonly DicomServer server;
    private readonly SampleMatches? matches;
    private Tally told;

    internal ServerRole(string[] arguments)
    {
        DicomServerOptions options = new() { BindAddress = IPAddress.Loopback, MaximumOperationsPerformed = 0 };
        switch (arguments[0])
        {
            case "files":
                options.StoragePath = arguments[1];
                options.Durability = Enum.Parse<Durability>(arguments[2]);
                break;
            case "find":
                matches = new SampleMatches(Number(arguments[1]));
                options.ServiceProvider = matches;
                options.Contexts = [new PresentationContext(Uids.Verification), new PresentationContext(FindRole.StudyRoot)];
                break;
            default:
                options.Discard = true;
                break;
        }

        server = DicomServer.Start(new ApplicationEntity("BENCHMARK") { MaximumAssociations = 16 }, options);
    }

    protected override int Port => server.Port;

    protected override ValueTask StopAsync() => server.DisposeAsync();

    protected override Task<Tally> DoAsync()
    {
        ServerCounters counters = server.Counters;
        if (counters.Failures > 0)
        {
            throw new NetException(counters.LastFailure!);
        }

        Tally all = new(counters.Instances + (matches?.Given ?? 0), counters.Bytes);
        Tally fresh = new(all.Items - told.Items, all.Bytes - told.Bytes);
        told = all;
        return Task.FromResult(fresh);
    }
}
