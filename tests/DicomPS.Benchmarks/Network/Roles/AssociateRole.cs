using DicomPS.Engine;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>Connects, echoes and releases, again and again: "port count".</summary>
internal sealed class AssociateRole(string[] arguments) : Role
{
    private readonly int port = Number(arguments[0]);
    private readonly int count = Number(arguments[1]);

    protected override async Task<Tally> DoAsync()
    {
        for (int i = 0; i < count; i++)
        {
            await using Association association = await EchoRole.ConnectAsync(port);
            await EchoRole.EchoAsync(association);
            await association.ReleaseAsync();
        }

        return new Tally(count, 0);
    }
}
