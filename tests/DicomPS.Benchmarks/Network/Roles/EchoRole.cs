using DicomPS.Engine;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>C-ECHO on one association: "port count".</summary>
internal sealed class EchoRole(string[] arguments) : Role
{
    private readonly int count = Number(arguments[1]);

    internal static async Task<Association> ConnectAsync(int port, string? title = null) => await Association.ConnectAsync(
        new ApplicationEntity("SENDER"),
        new AssociationOptions("127.0.0.1", port)
        {
            CalledAETitle = title ?? AssociationOptions.DefaultCalledAETitle,
            Contexts = [new PresentationContext(Uids.Verification)],
        });

    internal static async Task EchoAsync(Association association)
    {
        EchoResult result = await association.EchoAsync();
        if (!result.Status.IsSuccess)
        {
            throw new NetException($"An echo was answered with {result.Status}.");
        }
    }

    protected override async Task<Tally> DoAsync()
    {
        await using Association association = await ConnectAsync(Number(arguments[0]));
        for (int i = 0; i < count; i++)
        {
            await EchoAsync(association);
        }

        await association.ReleaseAsync();
        return new Tally(count, 0);
    }
}
