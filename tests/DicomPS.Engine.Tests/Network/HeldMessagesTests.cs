using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Engine.Server;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>What leaves together, requests of a window and answers to what came together, is never held back for good.</summary>
public sealed class HeldMessagesTests : IDisposable
{
    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    private static StorageServer Server(bool discards) => new(options =>
    {
        options.MaximumOperationsPerformed = 0;
        options.Durability = Durability.None;
        options.Discard = discards;
        options.StoragePath = discards ? null : options.StoragePath;
    });

    private static Task<ScriptedPeer> AssociateAsync(StorageServer server) =>
        ScriptedPeer.AssociateWithWindowAsync(server.Server.Port, ScriptedPeer.Ct(1), ScriptedPeer.Verification(3));

    // An echo, and instances, without a wait between them.
    private static byte[] Messages(int instances) =>
        [.. ScriptedPeer.Data(3, ScriptedPeer.Echo(messageId: 100)).Encode(), .. ScriptedPeer.Stores(instances)];

    private static async Task ExpectAnswersAsync(ScriptedPeer peer, int instances)
    {
        foreach (int messageId in (int[])[100, .. Enumerable.Range(1, instances)])
        {
            CommandSet answer = (await peer.ReceiveMessageAsync()).Command;
            Assert.Equal((messageId, StatusCodes.Success), ((int)answer.MessageIdBeingRespondedTo!, answer.Status));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_came_whole_is_answered_although_something_came_in_part(bool discards)
    {
        await using StorageServer server = Server(discards);
        using ScriptedPeer peer = await AssociateAsync(server);
        byte[] rest = ScriptedPeer.Data(1, ScriptedPeer.Store("1.2.4", messageId: 4)).Encode();
        await peer.SendAsync([.. Messages(3), .. rest[..40]]);
        await ExpectAnswersAsync(peer, instances: 3);
        await peer.SendAsync([.. rest[40..], .. ScriptedPeer.Data(1, new byte[100], isLast: false).Encode()]);
        peer.ShutdownSend();
        await Until(() => server.Server.Counters.Failures == 1);
        Assert.Equal(3, server.Server.Counters.Instances);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_release_right_behind_is_answered_last(bool discards)
    {
        await using StorageServer server = Server(discards);
        using ScriptedPeer peer = await AssociateAsync(server);
        await peer.SendAsync([.. Messages(20), .. new ReleaseRq().Encode()]);
        await ExpectAnswersAsync(peer, instances: 20);
        await peer.ReceiveAsync<ReleaseRp>();
    }

    [Fact]
    public async Task A_request_whose_turn_comes_when_the_held_ones_are_sent_is_not_held_any_more()
    {
        using ScriptedListener listener = new();
        AssociationOptions options = listener.Options;
        options.Contexts = [new PresentationContext(Uids.CTImageStorage)];
        options.MaximumOperationsInvoked = 1;
        Task<Association> connecting = Association.ConnectAsync(new ApplicationEntity("SENDER"), options, Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        await peer.AcceptAsync();
        await using Association association = await connecting;
        association.Hold();
        Task<StoreResult> first = association.StoreAsync(InstanceFile.Read(files.Instance()), null, Token);
        Task<StoreResult> second = association.StoreAsync(InstanceFile.Read(files.Instance()), null, Token);
        await association.SendHeldAsync();

        // The second waits for the answer to the first: nobody is left who would send it, if it were held.
        foreach (Task<StoreResult> sending in (Task<StoreResult>[])[first, second])
        {
            ReceivedMessage message = await peer.ReceiveMessageAsync();
            await peer.AnswerAsync(message.Pdus[0].Values[0].ContextId, message);
            Assert.True((await sending.Soon()).IsStored);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_file_that_cannot_be_sent_takes_neither_the_one_before_nor_the_one_behind_with_it(int damaged)
    {
        // It needs to be converted, and its last value breaks off.
        InstanceFile[] sent = [.. Enumerable.Range(0, 2).Select(number =>
        {
            byte[] whole = TestInstances.Part10(sopInstanceUid: $"1.2.{number}");
            string path = files.PathOf($"{number}.dcm");
            File.WriteAllBytes(path, number == damaged ? whole[..^2] : whole);
            return InstanceFile.Read(path);
        })];
        using ScriptedListener listener = new();
        AssociationOptions options = listener.Options;
        options.MaximumOperationsInvoked = 3;
        ValueTask<List<StoreResult>> sending = new InstanceSender(new ApplicationEntity("SENDER"), options).SendAsync(sent, Token).ToListAsync(Token);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        AssociateAc answer = ScriptedPeer.Acceptance(request);
        await peer.SendAsync(answer with
        {
            PresentationContexts = [.. request.PresentationContexts.Select(InImplicit)],
            UserInformation = answer.UserInformation with { AsynchronousOperationsWindow = new AsynchronousOperationsWindow(3, 1) },
        });
        ReceivedMessage message = await peer.ReceiveMessageAsync();
        Assert.Equal($"1.2.{1 - damaged}", message.Command.AffectedSopInstanceUid);
        await peer.AnswerAsync(message.Pdus[0].Values[0].ContextId, message);
        await peer.ReceiveAsync<ReleaseRq>();
        await peer.SendAsync(new ReleaseRp());
        List<StoreResult> results = await sending.AsTask().Soon();
        Assert.Equal([damaged != 0, damaged != 1], results.Select(result => result.IsStored));
        Assert.Equal(DicomErrorId.NotDicom, results[damaged].Error!.ErrorId);

        static PresentationContextAc InImplicit(PresentationContextRq context) => context.TransferSyntaxes.Contains(Uids.ImplicitVRLittleEndian)
            ? new(context.Id, PresentationContextResult.Acceptance, Uids.ImplicitVRLittleEndian)
            : new(context.Id, PresentationContextResult.TransferSyntaxesNotSupported, context.TransferSyntaxes[0]);
    }
}
