using DicomPS.Engine.Dimse;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tests.Network;

/// <summary>A message as a scripted peer received it.</summary>
internal sealed record ReceivedMessage(CommandSet Command, byte[] DataSet, IReadOnlyList<PDataTf> Pdus);
