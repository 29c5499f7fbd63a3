using DicomPS.Engine.Data;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;
using DicomPS.Tests;
using Xunit;
using static DicomPS.Engine.Tests.Network.Some;

namespace DicomPS.Engine.Tests.Network;

/// <summary>The window, both extended negotiations and unknown storage classes, between requestor and acceptor.</summary>
public sealed class ExtendedNegotiationTests : IDisposable
{
    private const string PrivateClass = "1.2.826.0.1.3680043.9999.1";
    private const string Find = "1.2.840.10008.5.1.4.1.2.2.1";

    private readonly TemporaryFolder files = new();

    public void Dispose() => files.Dispose();

    [Theory]
    [InlineData(null, 8, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(4, 8, 4)]
    [InlineData(8, 3, 3)]
    [InlineData(0, 5, 5)]
    [InlineData(5, 0, 5)]
    [InlineData(0, 0, 0)]
    public async Task The_window_is_the_smaller_one_and_only_if_asked_for(int? asked, int allowed, int expected)
    {
        await using StorageServer server = new(options => options.MaximumOperationsPerformed = (ushort)allowed);
        await using Association association = await ConnectAsync(server, options => options.MaximumOperationsInvoked = (ushort?)asked);
        Assert.Equal((expected, 1), (association.MaximumOperationsInvoked, association.MaximumOperationsPerformed));
        Association served = Assert.Single(server.Server.Associations);
        Assert.Equal((1, expected), (served.MaximumOperationsInvoked, served.MaximumOperationsPerformed));
    }

    [Fact]
    public async Task No_window_is_offered_or_answered_unless_asked_for()
    {
        using ScriptedListener listener = new();
        (Association association, ScriptedPeer peer) = await listener.EstablishAsync(Requestor(), cancellationToken: Token);
        Assert.Equal(1, association.MaximumOperationsInvoked);
        peer.Dispose();
        await association.DisposeAsync();

        await using StorageServer server = new(options => options.MaximumOperationsPerformed = 8);
        using ScriptedPeer requestor = await ScriptedPeer.ConnectAsync(server.Server.Port);
        await requestor.SendAsync(ScriptedPeer.Request());
        Assert.Null((await requestor.ReceiveAsync<AssociateAc>()).UserInformation.AsynchronousOperationsWindow);
    }

    [Fact]
    public void An_answer_cannot_widen_the_window()
    {
        Assert.Equal(new(4, 1), OperationsWindow.Conclude(new(4, 1), new(9, 9)));
        Assert.Equal(new(1, 1), OperationsWindow.Conclude(null, new(9, 9)));
        Assert.Equal(new(1, 1), OperationsWindow.Conclude(new(4, 4), null));
        Assert.Null(OperationsWindow.Propose(null, null));
        Assert.Equal(new AsynchronousOperationsWindow(1, 3), OperationsWindow.Propose(null, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task As_many_stores_are_under_way_as_the_window_allows(int window)
    {
        using ScriptedListener listener = new();
        InstanceFile[] sent = [.. Enumerable.Range(0, 6).Select(_ => InstanceFile.Read(files.Instance(Uids.CTImageStorage, Uids.ExplicitVRLittleEndian, rows: 2)))];
        AssociationOptions options = listener.Options;
        options.MaximumOperationsInvoked = 9;
        Task<List<StoreResult>> sending = SendAsync(options, sent);
        using ScriptedPeer peer = await listener.AcceptAsync();
        AssociateRq request = await peer.ReceiveAsync<AssociateRq>();
        Assert.Equal(new AsynchronousOperationsWindow(9, 1), request.UserInformation.AsynchronousOperationsWindow);
        AssociateAc answer = ScriptedPeer.Acceptance(request);
        await peer.SendAsync(answer with
        {
            UserInformation = answer.UserInformation with { AsynchronousOperationsWindow = new((ushort)window, 1) },
        });

        // No answer before the window is full: with a smaller one this would wait in vain.
        Queue<ReceivedMessage> unanswered = new();
        for (int received = 0; received < sent.Length; received++)
        {
            unanswered.Enqueue(await peer.ReceiveMessageAsync());
            if (unanswered.Count == window || received == sent.Length - 1)
            {
                // The youngest first: answers find their requests by the message ID.
                foreach (ReceivedMessage message in unanswered.Reverse())
                {
                    await peer.AnswerAsync(message.Pdus[0].Values[0].ContextId, message, message.Command.MessageId == 2 ? (ushort)0xA700 : (ushort)0);
                }

                unanswered.Clear();
            }
        }

        await peer.ReceiveAsync<ReleaseRq>();
        await peer.SendAsync(new ReleaseRp());
        List<StoreResult> results = await sending.Soon();
        Assert.Equal(sent.Select(file => file.Path), results.Select(result => result.Path));
        Assert.Equal([0, 0xA700, 0, 0, 0, 0], results.Select(result => (int)result.Status!.Value.Code));
    }

    [Fact]
    public async Task A_window_carries_instances_to_a_server()
    {
        await using StorageServer server = new(options => options.MaximumOperationsPerformed = 4);
        InstanceFile[] sent = [.. Enumerable.Range(0, 20).Select(_ => InstanceFile.Read(files.Instance(Uids.CTImageStorage, Uids.ExplicitVRLittleEndian, rows: 64)))];
        AssociationOptions options = server.Options;
        options.MaximumOperationsInvoked = 0;
        List<StoreResult> results = await SendAsync(options, sent).Soon();
        Assert.All(results, result => Assert.True(result.IsStored));
        Assert.Equal(sent.Select(file => file.SopInstanceUid + ".dcm").Order(StringComparer.Ordinal), server.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bytes_go_both_ways_and_only_for_accepted_classes()
    {
        await using StorageServer server = new(options => options.ExtendedNegotiationHandler =
            item => item.SopClassUid == Uids.CTImageStorage ? (ReadOnlyMemory<byte>?)(byte[])[9, 8, .. item.ServiceClassApplicationInformation.Span] : null);
        await using Association association = await ConnectAsync(server, options => options.ExtendedNegotiations =
        [
            new(Uids.CTImageStorage, new byte[] { 1, 2, 3 }), new(Uids.Verification, new byte[] { 4 }), SopClassExtendedNegotiation.Of(Find, new QueryFields(RelationalQueries: true)),
        ]);
        SopClassExtendedNegotiation answer = Assert.Single(association.PeerExtendedNegotiations);
        Assert.Equal([9, 8, 1, 2, 3], answer.ServiceClassApplicationInformation.ToArray());
        Assert.Equal(
            new QueryFields(RelationalQueries: true),
            Assert.Single(server.Server.Associations).PeerExtendedNegotiations.Single(item => item.SopClassUid == Find).Fields);
    }

    [Fact]
    public async Task A_storage_server_says_that_it_keeps_everything()
    {
        await using StorageServer server = new();
        await using Association association = await ConnectAsync(server, options => options.ExtendedNegotiations =
            [SopClassExtendedNegotiation.Of(Uids.CTImageStorage, new StorageFields(LevelOfSupport: 3, ElementCoercion: 2))]);
        Assert.Equal(new StorageFields(LevelOfSupport: 2), Assert.Single(association.PeerExtendedNegotiations).Fields);
    }

    [Theory]
    [InlineData(Find, new byte[] { 1, 0, 1, 0, 1 }, "QueryFields { RelationalQueries = True, DateTimeMatching = False, FuzzySemanticMatching = True, TimezoneQueryAdjustment = False, EnhancedMultiFrameConversion = True }")]
    [InlineData(Find, new byte[] { 0, 1 }, "QueryFields { RelationalQueries = False, DateTimeMatching = True, FuzzySemanticMatching = False, TimezoneQueryAdjustment = False, EnhancedMultiFrameConversion = False }")]
    [InlineData("1.2.840.10008.5.1.4.1.2.2.2", new byte[] { 1 }, "RetrieveFields { RelationalRetrieval = True, EnhancedMultiFrameConversion = False }")]
    [InlineData("1.2.840.10008.5.1.4.1.2.2.3", new byte[] { 0, 1 }, "RetrieveFields { RelationalRetrieval = False, EnhancedMultiFrameConversion = True }")]
    [InlineData(Uids.CTImageStorage, new byte[] { 2, 9, 3, 9, 1, 9 }, "StorageFields { LevelOfSupport = 2, SignatureSupport = 3, ElementCoercion = 1 }")]
    [InlineData(PrivateClass, new byte[] { 1 }, null)]
    [InlineData(Uids.Verification, new byte[] { 1 }, null)]
    public void Fields_have_their_names(string sopClass, byte[] information, string? fields)
    {
        IExtendedNegotiationFields? read = new SopClassExtendedNegotiation(sopClass, information).Fields;
        Assert.Equal(fields, read?.ToString());
        if (read is not null)
        {
            Assert.Equal(read, SopClassExtendedNegotiation.Of(sopClass, read).Fields);
        }
    }

    [Theory]
    [InlineData(false, PrivateClass, false)]
    [InlineData(true, PrivateClass, true)]
    [InlineData(true, "1.2.840.10008.5.1.4.1.1.99999", true)]
    [InlineData(true, Find, false)]
    [InlineData(true, "1.2.840.10008.5.1.1.9", false)]
    public async Task Unknown_classes_are_storage_only_where_that_is_set(bool isSet, string sopClass, bool isAccepted)
    {
        await using StorageServer server = new(options => options.AcceptUnknownStorage = isSet);
        await using Association association = await ConnectAsync(
            server, options => options.Contexts = [.. options.Contexts!, new(sopClass, ["1.3.1", Uids.RleLossless, Uids.ExplicitVRLittleEndian])]);
        Assert.Equal(
            isAccepted ? Uids.RleLossless : null,
            association.AcceptedContexts.SingleOrDefault(context => context.AbstractSyntax == sopClass)?.TransferSyntax);
    }

    [Fact]
    public async Task An_instance_of_a_private_class_is_stored()
    {
        await using StorageServer server = new(options => options.AcceptUnknownStorage = true);
        InstanceFile file = InstanceFile.Read(files.Instance(PrivateClass, Uids.ExplicitVRLittleEndian, rows: 2));
        Assert.True(Assert.Single(await SendAsync(server.Options, file).Soon()).IsStored);
        Assert.Equal(TestInstances.DataSetOf(File.ReadAllBytes(file.Path)), TestInstances.DataSetOf(server.Read(file.SopInstanceUid + ".dcm")));
    }

    [Fact]
    public async Task An_unknown_class_in_no_usable_transfer_syntax_is_refused_for_that()
    {
        await using StorageServer server = new(options => options.AcceptUnknownStorage = true);
        await using Association association = await ConnectAsync(server, options => options.Contexts = [.. options.Contexts!, new(PrivateClass, ["1.3.1"])]);
        Assert.Equal(PresentationContextResult.TransferSyntaxesNotSupported, Assert.Single(association.RefusedContexts).Result);
    }

    [Theory]
    [InlineData(PrivateClass, Uids.StorageServiceClass, Uids.CTImageStorage, true)]
    [InlineData(PrivateClass, Uids.StorageServiceClass, Uids.MRImageStorage, false)]
    [InlineData(PrivateClass, Uids.StorageServiceClass, Uids.Verification, false)]
    [InlineData(PrivateClass, "1.2.840.10008.4.9", Uids.CTImageStorage, false)]
    [InlineData(Find, Uids.StorageServiceClass, Uids.CTImageStorage, false)]
    public async Task A_class_is_accepted_as_a_general_one_that_it_names(string sopClass, string serviceClass, string general, bool isAccepted)
    {
        await using StorageServer server = new(
            options => options.Contexts = [new(Uids.Verification), new(Uids.CTImageStorage, [Uids.ExplicitVRLittleEndian])]);
        await using Association association = await ConnectAsync(server, options =>
        {
            options.Contexts = [.. options.Contexts!, new(sopClass)];
            options.CommonExtendedNegotiations = [new(sopClass, serviceClass, ["1.2.3", general])];
        });
        Assert.Equal(isAccepted, association.AcceptedContexts.Any(context => context.AbstractSyntax == sopClass));
        Assert.Equal(general, Assert.Single(Assert.Single(server.Server.Associations).PeerCommonExtendedNegotiations).RelatedGeneralSopClassUids[1]);
    }

    [Fact]
    public async Task What_does_not_fit_into_a_request_is_an_error_before_anything_is_connected()
    {
        AssociationOptions options = new("no-such-host.invalid", 104)
        {
            Contexts = [new(Uids.Verification)],
            UserIdentity = UserIdentity.FromKerberosTicket(new byte[UserIdentity.MaximumLength]),
            ExtendedNegotiations = [new(Uids.CTImageStorage, new byte[2000])],
        };
        DicomException error = await Fails(
            DicomErrorId.InvalidPresentationContext, Association.ConnectAsync(new ApplicationEntity(), options, Token));
        Assert.Contains("65535", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_storage_needs_a_folder() =>
        Assert.Throws<ArgumentException>(() => new StorageServer(options =>
        {
            options.StoragePath = null;
            options.AcceptUnknownStorage = true;
        }));

    private static Task<Association> ConnectAsync(StorageServer server, Action<AssociationOptions> change)
    {
        AssociationOptions options = server.Options;
        options.Contexts = [new(Uids.Verification), new(Uids.CTImageStorage, [Uids.ExplicitVRLittleEndian])];
        change(options);
        return Association.ConnectAsync(new ApplicationEntity("CLIENT"), options, Token).Soon();
    }

    private static async Task<List<StoreResult>> SendAsync(AssociationOptions options, params InstanceFile[] sent)
    {
        List<StoreResult> results = [];
        await foreach (StoreResult result in new InstanceSender(new ApplicationEntity("CLIENT"), options).SendAsync(sent, Token))
        {
            results.Add(result);
        }

        return results;
    }
}
