using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>
/// Sends files as Send-DicomInstance does, heads read first: "port window associations" and the files.
/// </summary>
internal sealed class StoreRole(string[] arguments) : Role
{
    private readonly ushort window = (ushort)Number(arguments[1]);
    private readonly int associations = Number(arguments[2]);
    private readonly string[] paths = FileSelection.Parse(arguments.AsSpan(3)).Paths();

    protected override async Task<Tally> DoAsync()
    {
        InstanceFile[] files = [.. paths.Select(InstanceFile.Read)];
        AssociationOptions options = new("127.0.0.1", Number(arguments[0]))
        {
            MaximumOperationsInvoked = window == 1 ? null : window,
        };
        InstanceSender sender = new(new ApplicationEntity("SENDER"), options) { MaximumAssociations = associations };
        Tally sent = default;
        await foreach (StoreResult result in sender.SendAsync(files))
        {
            sent = result.IsStored
                ? new Tally(sent.Items + 1, sent.Bytes + result.Bytes)
                : throw new NetException(result.ToString());
        }

        return sent;
    }
}
