using System.Diagnostics;
using DicomPS.Engine.Dictionary;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>C-ECHO as service user (PS3.7 section 9.1.5, PS3.4 annex A).</summary>
internal static class CEcho
{
    internal static async Task<EchoResult> SendAsync(Association association, CancellationToken cancellationToken)
    {
        AcceptedContext context = association.RequireContext(Uids.Verification);
        long start = Stopwatch.GetTimestamp();
        DimseMessage response = await association.RequestAsync(
            context,
            static messageId => new CommandSet
            {
                AffectedSopClassUid = Uids.Verification,
                CommandField = CommandField.CEchoRq,
                MessageId = messageId,
            },
            dataSet: null,
            cancellationToken).ConfigureAwait(false);
        return new EchoResult(
            association.ToString(),
            response.Command.RequireStatus(DicomServiceClass.Verification),
            Stopwatch.GetElapsedTime(start));
    }
}
