using System.Diagnostics;
using DicomPS.Benchmarks.Network.Inputs;
using DicomPS.Benchmarks.Network.Sides;
using DicomPS.Engine.Data;
using DicomPS.Engine.Server;

namespace DicomPS.Benchmarks.Network.Cases;

/// <summary>Makes the sides of the pairs. What they receive goes into folders below one.</summary>
internal sealed class PairFactory(string folder)
{
    private int lastFolder;

    /// <summary>A new folder, not made yet.</summary>
    internal string NewFolder() => Path.Combine(folder, $"{Interlocked.Increment(ref lastFolder)}");

    /// <summary>Our server; what kind is in its command line, see <see cref="Roles.ServerRole"/>.</summary>
    internal static Func<Task<IAcceptor>> Own(params string[] kind) => async () => await RoleProcess.StartAsync(["server", .. kind]);

    /// <summary>Our server, storing.</summary>
    internal Func<Task<IAcceptor>> OwnIntoFiles(Durability durability = Durability.Flush) => async () =>
    {
        ReceivedFiles received = Received();
        return await RoleProcess.StartAsync(["server", "files", received.Folder, $"{durability}"], received);
    };

    /// <summary>The plain socket; what kind is in its command line, see <see cref="Roles.PlainSinkRole"/>.</summary>
    internal static Func<Task<IAcceptor>> PlainSink(string kind) => async () => await RoleProcess.StartAsync(["plain-sink", kind]);

    /// <summary>The plain socket into files.</summary>
    internal Func<Task<IAcceptor>> PlainIntoFiles(string kind) => async () =>
    {
        ReceivedFiles received = new(NewFolder(), path => new FileInfo(path).Length);
        return await RoleProcess.StartAsync(["plain-sink", kind, received.Folder], received);
    };

    /// <summary>storescp, keeping nothing.</summary>
    internal static Func<Task<IAcceptor>> StoreScp(Dcmtk dcmtk, params string[] options) => async () =>
        await ToolAcceptor.StartAsync(port => dcmtk.StoreScp(port, ["--ignore", .. options]));

    /// <summary>storescp, storing byte by byte.</summary>
    internal Func<Task<IAcceptor>> StoreScpIntoFiles(Dcmtk dcmtk) => async () =>
    {
        ReceivedFiles received = Received();
        return await ToolAcceptor.StartAsync(port => dcmtk.StoreScp(port, "+B", "-od", received.Folder), received);
    };

    /// <summary>A role of this program that asks; its name, and what follows the port in its command line.</summary>
    internal static Func<int, Task<IRequestor>> Role(string name, params string[] rest) =>
        async port => await RoleProcess.StartAsync([name, $"{port}", .. rest]);

    /// <summary>Our sender of files.</summary>
    internal static Func<int, Task<IRequestor>> Store(FileSelection files, int window = 1, int associations = 1) =>
        Role("store", [$"{window}", $"{associations}", .. files.Arguments]);

    /// <summary>storescu; a whole folder by its name, since a command line is not endless.</summary>
    internal static Func<int, Task<IRequestor>> StoreScu(Dcmtk dcmtk, FileSelection files, bool isWholeFolder) => Tool(
        "storescu",
        port => isWholeFolder
            ? dcmtk.Requestor("storescu", port, ["-q", "+sd"], files.Folder)
            : dcmtk.Requestor("storescu", port, ["-q"], files.Paths()));

    /// <summary>A tool of DCMTK that asks, without its start.</summary>
    internal static Func<int, Task<IRequestor>> Tool(string tool, Func<int, ProcessStartInfo> start) => port =>
        Task.FromResult<IRequestor>(new ToolRequestor(() => start(port)) { StartSeconds = Dcmtk.StartSecondsOf(tool) });

    /// <summary>Several senders at once.</summary>
    internal static Func<int, Task<IRequestor>> AtOnce(IEnumerable<Func<int, Task<IRequestor>>> members) => async port =>
        new RequestorGroup(await Task.WhenAll(members.Select(member => member(port))));

    private ReceivedFiles Received() => new(NewFolder(), path => InstanceFile.Read(path).DataSetLength);
}
