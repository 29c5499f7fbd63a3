using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Engine;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dimse;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>
/// Sends files as Send-DicomInstance does, heads read first: "port window associations" and the files. The files are dealt
/// out to the associations.
/// </summary>
internal sealed class StoreRole(string[] arguments) : Role
{
    private readonly ushort window = (ushort)Number(arguments[1]);
    private readonly int associations = Number(arguments[2]);
    private readonly string[] paths = FileSelection.Parse(arguments.AsSpan(3)).Paths();

    protected override async Task<Tally> DoAsync()
    {
        InstanceFile[] files = [.. paths.Select(InstanceFile.Read)];
        Tally[] parts = await Task.WhenAll(Enumerable.Range(0, associations).Select(
            part => SendAsync([.. files.Where((_, index) => index % associations == part)])));
        return new Tally(parts.Sum(part => part.Items), parts.Sum(part => part.Bytes));
    }

    private async Task<Tally> SendAsync(IReadOnlyList<InstanceFile> files)
    {
        AssociationOptions options = new("127.0.0.1", Number(arguments[0]))
        {
            MaximumOperationsInvoked = window == 1 ? null : window,
        };
        Tally sent = default;
        await foreach (StoreResult result in new InstanceSender(new ApplicationEntity("SENDER"), options).SendAsync(files))
        {
            sent = result.IsStored
                ? new Tally(sent.Items + 1, sent.Bytes + result.Bytes)
                : throw new NetException(result.ToString());
        }

        return sent;
    }
}
