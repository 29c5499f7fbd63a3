using System.Runtime.CompilerServices;
using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Server;
using Xunit;
using static DicomPS.Engine.Tests.Network.Services.Services;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network.Services;

/// <summary>Handlers that throw, hang or give nonsense: the peer has a status, and the association goes on.</summary>
public class HandlerFaultTests
{
    public static TheoryData<string, string, int> Faults
    {
        get
        {
            TheoryData<string, string, int> faults = [];
            foreach (string fault in new[] { "throws", "hangs", "hangs for ever", "gives nonsense" })
            {
                faults.Add("echo", fault, 0x0110);
                faults.Add("store", fault, 0xC211);
                faults.Add("find", fault, 0xC311);
                faults.Add("get", fault, 0xC411);
                faults.Add("move", fault, 0xC511);
                faults.Add("create", fault, 0x0110);
                faults.Add("action", fault, 0x0110);
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_service_has_its_status(string service, string fault, int status)
    {
        using TemporaryFolder folder = new();
        using ManualResetEventSlim release = new();
        TestProvider provider = new()
        {
            Echo = (_, token) => FailAsync(fault, release, token),
            Store = (_, token) => FailAsync(fault, release, token),
            Find = (_, token) => FailManyAsync<DimseAnswer>(fault, release, token),
            Get = (_, token) => FailManyAsync<RetrieveItem>(fault, release, token),
            Move = (_, token) => FailManyAsync<RetrieveItem>(fault, release, token),
            Destination = _ => new AssociationOptions("127.0.0.1", 1),
            Normalised = (_, token) => FailAsync(fault, release, token),
        };
        await using DicomServer server = Start(provider, options => options.HandlerTimeout = TimeSpan.FromMilliseconds(300));
        await using Association association = await ConnectAsync(server);

        DicomStatus answered = service switch
        {
            "echo" => (await association.EchoAsync(Token).Soon()).Status,
            "store" => (await association.StoreAsync(InstanceSource.FromFile(folder.Instance()), cancellationToken: Token).Soon()).Status!.Value,
            "find" => (await association.FindAsync(StudyRootFind, Dataset(), cancellationToken: Token).ToListAsync().Soon())[^1].Status,
            "get" => (await association.GetAsync(StudyRootGet, Dataset(), cancellationToken: Token).ToListAsync().Soon())[^1].Result!.Status,
            "move" => (await association.MoveAsync(StudyRootMove, "DEST", Dataset(), cancellationToken: Token).ToListAsync().Soon())[^1].Status,
            "create" => (await association.CreateAsync(ProcedureStep, "1.2.3", Dataset(), cancellationToken: Token).Soon()).Status,
            _ => (await association.ActionAsync(StorageCommitment, "1.2.3", 1, Dataset(), cancellationToken: Token).Soon()).Status,
        };

        Assert.Equal((ushort)status, answered.Code);
        Assert.Equal(DicomStatusCategory.Failure, answered.Category);
        DimseResult next = await association.SetAsync(ProcedureStep, "1.2.3", Dataset(), cancellationToken: Token).Soon();
        Assert.Equal(0x0110, next.Status.Code);
        await association.ReleaseAsync(Token).Soon();
        Assert.Equal(AssociationState.Released, association.State);
        release.Set();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_handler_sees_what_could_be_read_and_what_is_wrong(bool isDamaged)
    {
        TestProvider provider = new()
        {
            Store = (request, _) =>
            {
                Assert.Equal("1.2.3", request.Dataset!.GetText(Tags.SopInstanceUid));
                return new(DimseAnswer.Of(request.Fault is { ErrorId: DicomErrorId.NotDicom } ? StatusCodes.CannotUnderstand : StatusCodes.Success));
            },
        };
        await using DicomServer server = Start(provider);
        using ScriptedPeer peer = await ScriptedPeer.AssociateAsync(server.Port, ScriptedPeer.Ct(1), ScriptedPeer.Verification(3));
        await peer.SendAsync(ScriptedPeer.Data(1, ScriptedPeer.Store("1.2.3")));

        // SOP Instance UID, and a Patient's Name that has more bytes than follow.
        byte[] instance = [8, 0, 0x18, 0, .. "UI"u8, 6, 0, .. "1.2.3\0"u8];
        byte[] name = [0x10, 0, 0x10, 0, .. "PN"u8, (byte)(isDamaged ? 200 : 2), 0, .. "A "u8];
        await peer.SendAsync(ScriptedPeer.Data(1, [.. instance, .. name]));
        Assert.Equal(isDamaged ? StatusCodes.CannotUnderstand : StatusCodes.Success, (await peer.ReceiveMessageAsync()).Command.Status);
        await peer.EchoAndReleaseAsync(3);
    }

    [Fact]
    public async Task An_instance_is_read_when_its_handler_looks_at_it_and_not_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is open stays there.");
        TestProvider provider = new()
        {
            Store = (request, _) =>
            {
                File.Delete(request.TemporaryPath);
                return new(DimseAnswer.Of(request.Dataset is null ? StatusCodes.Success : StatusCodes.OutOfResources));
            },
        };
        using TemporaryFolder folder = new();
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);
        StoreResult result = await association.StoreAsync(InstanceSource.FromFile(folder.Instance()), cancellationToken: Token).Soon();
        Assert.Equal(StatusCodes.StoreHandlerFailed, result.Status!.Value.Code);
    }

    [Fact]
    public async Task A_place_is_free_again_when_a_handler_that_was_left_behind_has_ended()
    {
        using ManualResetEventSlim release = new();
        int calls = 0;
        TestProvider provider = new()
        {
            Echo = (_, _) =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    release.Wait(Token);
                }

                return new(DimseAnswer.Success);
            },
        };
        await using DicomServer server = Start(provider, options =>
        {
            options.MaximumHandlers = 1;
            options.HandlerTimeout = TimeSpan.FromMilliseconds(300);
        });
        await using Association association = await ConnectAsync(server);
        Assert.Equal(0x0110, (await association.EchoAsync(Token).Soon()).Status.Code);
        Assert.Equal(0x0110, (await association.EchoAsync(Token).Soon()).Status.Code);
        release.Set();
        Assert.True((await association.EchoAsync(Token).Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task One_slow_handler_harms_no_other_association()
    {
        using ManualResetEventSlim release = new();
        TestProvider provider = new()
        {
            Normalised = (_, _) =>
            {
                release.Wait(Token);
                return new(DimseAnswer.Success);
            },
        };
        await using DicomServer server = Start(provider);
        await using Association slow = await ConnectAsync(server);
        Task<DimseResult> waiting = slow.DeleteAsync(FilmSession, "1.2.3", cancellationToken: Token);
        await using Association other = await ConnectAsync(server);
        Assert.True((await other.EchoAsync(Token).Soon()).Status.IsSuccess);
        Assert.False(waiting.IsCompleted);
        release.Set();
        Assert.True((await waiting.Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task A_handler_that_takes_its_time_is_not_the_networks_fault()
    {
        TestProvider provider = new()
        {
            Normalised = async (_, token) =>
            {
                await Task.Delay(1300, token);
                return DimseAnswer.Success;
            },
        };
        await using DicomServer server = DicomServer.Start(
            new ApplicationEntity("PROVIDER") { NetworkTimeout = TimeSpan.FromSeconds(1) },
            new() { BindAddress = System.Net.IPAddress.Loopback, Contexts = Contexts, ServiceProvider = provider });
        await using Association association = await ConnectAsync(server);
        Assert.True((await association.DeleteAsync(FilmSession, "1.2.3", cancellationToken: Token).Soon()).Status.IsSuccess);
    }

    [Fact]
    public async Task An_abort_ends_the_handlers_token()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestProvider provider = new()
        {
            Normalised = async (request, token) =>
            {
                begun.TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                finally
                {
                    ended.TrySetResult();
                }

                return DimseAnswer.Success;
            },
        };
        await using DicomServer server = Start(provider);
        await using Association association = await ConnectAsync(server);
        Task<DimseResult> waiting = association.DeleteAsync(FilmSession, "1.2.3", cancellationToken: Token);
        await begun.Task.Soon();
        await association.AbortAsync().Soon();
        await ended.Task.Soon();
        await Fails(DicomErrorId.AssociationAborted, waiting);
    }

    private static async ValueTask<DimseAnswer> FailAsync(string fault, ManualResetEventSlim release, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case "throws":
                throw new InvalidOperationException("a fault of the test");
            case "hangs":
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case "hangs for ever":
                release.Wait(ScriptedPeer.Patience, CancellationToken.None);
                break;
        }

        return fault == "gives nonsense" ? DimseAnswer.Match(new DicomDataset()) : null!;
    }

    private static async IAsyncEnumerable<T> FailManyAsync<T>(
        string fault, ManualResetEventSlim release, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class
    {
        await FailAsync(fault, release, cancellationToken);
        yield return null!;
    }
}
