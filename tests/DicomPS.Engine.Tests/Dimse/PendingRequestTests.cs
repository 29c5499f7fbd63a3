using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Tests.Network;
using Xunit;

namespace DicomPS.Engine.Tests.Dimse;

public class PendingRequestTests
{
    private static readonly AcceptedContext Context = new(1, Uids.Verification, Uids.ImplicitVRLittleEndian);

    private int settled;

    private static DimseMessage Message(ushort status, int length = 0) =>
        new(Context, new CommandSet { Status = status }, length == 0 ? null : new byte[length]);

    private PendingRequest Request() => new(isMany: true, new ResponseTimer(ScriptedPeer.Patience), () => settled++);

    private static async Task<int> TakeAllAsync(PendingRequest request)
    {
        int count = 0;
        while (await request.NextAsync(Some.Token) is not null)
        {
            count++;
        }

        return count;
    }

    [Fact]
    public async Task The_reader_waits_for_a_slow_user()
    {
        PendingRequest request = Request();
        Task posting = PostAsync(request, 200);
        await Task.Delay(20, Some.Token);
        Assert.False(posting.IsCompleted);
        Assert.Equal(0, settled);
        Assert.Equal(200, await TakeAllAsync(request).Soon());
        await posting.Soon();
        Assert.Equal((1, true), (settled, request.IsOver));
    }

    [Fact]
    public async Task Bytes_count_also_where_the_reader_is_hurried()
    {
        PendingRequest request = Request();
        request.Hurry();
        for (int i = 0; i < 16; i++)
        {
            await request.PostAsync(Message(StatusCodes.Pending, MemoryReceiver.MaximumIdentifier)).AsTask().Soon();
        }

        Task posting = request.PostAsync(Message(StatusCodes.Success)).AsTask();
        Assert.False(posting.IsCompleted);
        Assert.Equal(17, await TakeAllAsync(request).Soon());
        await posting.Soon();
    }

    [Theory]
    [InlineData("hurried")]
    [InlineData("abandoned")]
    [InlineData("ended")]
    public async Task A_waiting_reader_is_let_go(string how)
    {
        PendingRequest request = Request();
        Task posting = PostAsync(request, 200);
        switch (how)
        {
            case "hurried":
                request.Hurry();
                break;
            case "abandoned":
                request.Abandon();
                break;
            default:
                request.End();
                break;
        }

        await posting.Soon();
        Assert.Equal(how == "hurried" ? 200 : 64, await TakeAllAsync(request).Soon());
        Assert.Equal(1, settled);
    }

    [Fact]
    public async Task A_silent_peer_is_waited_for_as_long_as_it_was_heard_and_no_longer()
    {
        long heard = Environment.TickCount64 + 300;
        using ResponseTimer timer = new(TimeSpan.FromMilliseconds(50));
        PendingRequest request = new(isMany: true, timer, () => settled++, () => heard);
        await Assert.ThrowsAsync<TimeoutException>(() => request.NextAsync(Some.Token).AsTask().Soon());
        Assert.True(Environment.TickCount64 >= heard + 50);
    }

    [Fact]
    public async Task One_timer_watches_all_that_wait_and_each_has_its_own_time()
    {
        using ResponseTimer timer = new(TimeSpan.FromMilliseconds(60));
        PendingRequest answered = new(isMany: false, timer, () => settled++);
        PendingRequest silent = new(isMany: false, timer, () => settled++);
        Task<DimseMessage?> first = answered.NextAsync(Some.Token).AsTask();
        await Task.Delay(30, Some.Token);
        long began = Environment.TickCount64;
        Task<DimseMessage?> second = silent.NextAsync(Some.Token).AsTask();
        await answered.PostAsync(Message(StatusCodes.Success));
        Assert.NotNull(await first.Soon());
        await Assert.ThrowsAsync<TimeoutException>(() => second.Soon());
        Assert.True(Environment.TickCount64 >= began + 60);

        // The next wait has a time of its own.
        await silent.PostAsync(Message(StatusCodes.Success));
        Assert.NotNull(await silent.NextAsync(Some.Token).AsTask().Soon());
    }

    [Fact]
    public async Task A_wait_that_has_just_begun_is_not_over_for_one_before_it()
    {
        PendingRequest request = Request();
        Task<DimseMessage?> wait = request.NextAsync(Some.Token).AsTask();
        request.Expire(ScriptedPeer.Patience);
        Assert.False(wait.IsCompleted);
        await request.PostAsync(Message(StatusCodes.Success));
        Assert.NotNull(await wait.Soon());
    }

    [Fact]
    public async Task Cancelling_ends_one_wait_and_no_other()
    {
        PendingRequest request = Request();
        using CancellationTokenSource cancellation = new();
        Task<DimseMessage?> wait = request.NextAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Soon());
        await request.PostAsync(Message(StatusCodes.Success));
        Assert.NotNull(await request.NextAsync(Some.Token).AsTask().Soon());
        Assert.Null(await request.NextAsync(Some.Token).AsTask().Soon());
    }

    private static async Task PostAsync(PendingRequest request, int count)
    {
        for (int i = 1; i < count; i++)
        {
            await request.PostAsync(Message(StatusCodes.Pending));
        }

        await request.PostAsync(Message(StatusCodes.Success));
    }
}
