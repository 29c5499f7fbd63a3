using System.Net.Sockets;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;

namespace DicomPS.Benchmarks.Network.Roles;

/// <summary>
/// Connects, echoes and releases with bytes that were made before: what an acceptor takes is measured, and no requestor.
/// DCMTK has no tool that opens associations one after the other in one process. "port count".
/// </summary>
internal sealed class ScriptedRole(string[] arguments) : PlainRole(arguments)
{
    private static readonly byte[] Request = new AssociateRq
    {
        CalledAETitle = "ANY-SCP",
        CallingAETitle = "SENDER",
        PresentationContexts = [new PresentationContextRq(1, Uids.Verification, [Uids.ImplicitVRLittleEndian])],
        UserInformation = new UserInformation { MaximumLength = 131072, ImplementationClassUid = Engine.Implementation.ClassUid },
    }.Encode();

    private static readonly byte[] Echo = new PDataTf(
    [
        new PresentationDataValue(1, IsCommand: true, IsLast: true, CommandSetCodec.Encode(
            new CommandSet { AffectedSopClassUid = Uids.Verification, CommandField = CommandField.CEchoRq, MessageId = 1 })),
    ]).Encode();

    private static readonly byte[] Release = new ReleaseRq().Encode();

    protected override Tally Do()
    {
        int count = Number(Rest[0]);
        byte[] buffer = new byte[4096];
        for (int i = 0; i < count; i++)
        {
            using NetworkStream stream = Connect();
            Exchange(stream, Request, PduType.AssociateAc, buffer);
            Exchange(stream, Echo, PduType.PDataTf, buffer);
            Exchange(stream, Release, PduType.ReleaseRp, buffer);
        }

        return new Tally(count, 0);
    }

    private static void Exchange(NetworkStream stream, byte[] request, PduType expected, byte[] buffer)
    {
        stream.Write(request);
        stream.ReadExactly(buffer, 0, PduHeader.Size);
        if (!PduHeader.TryRead(buffer, out PduHeader header) || header.Type != (byte)expected || header.Length > buffer.Length)
        {
            throw new NetException($"The acceptor answered with PDU type {header.Type:X2}H instead of {expected}.");
        }

        stream.ReadExactly(buffer, 0, (int)header.Length);
    }
}
