using System.Globalization;
using System.Text;
using DicomPS.Engine.Negotiation;
using DicomPS.Engine.Pdu;

namespace DicomPS.Engine.Tracing;

/// <summary>PDUs other than P-DATA-TF in words, every item a line (PS3.8 section 9.3). Secrets are shown as their lengths.</summary>
internal static class AssociationText
{
    internal static IEnumerable<string> Lines(ProtocolDataUnit pdu) => pdu switch
    {
        AssociateRq request => Head(request.CalledAETitle, request.CallingAETitle, request.ProtocolVersion, request.ApplicationContextName)
            .Concat(request.PresentationContexts.SelectMany(Context))
            .Concat(Items(request.UserInformation)),
        AssociateAc answer => Head(answer.CalledAETitle, answer.CallingAETitle, answer.ProtocolVersion, answer.ApplicationContextName)
            .Concat(answer.PresentationContexts.Select(Context))
            .Concat(Items(answer.UserInformation)),
        AssociateRj rejection => [$"{(byte)rejection.Result}/{(byte)rejection.Source}/{rejection.Reason}: {rejection.Describe()}"],
        Abort abort => [$"{(byte)abort.Source}/{(byte)abort.Reason}: {abort.Describe()}"],
        _ => [],
    };

    private static IEnumerable<string> Head(string called, string calling, ushort version, string applicationContext) =>
    [
        $"called AE title: {TraceText.Clean(called)}",
        $"calling AE title: {TraceText.Clean(calling)}",
        $"protocol version: {version:X4}H",
        $"application context: {TraceText.Uid(applicationContext)}",
    ];

    private static IEnumerable<string> Context(PresentationContextRq context) =>
        context.TransferSyntaxes.Select(uid => "    " + TraceText.Uid(uid))
            .Prepend($"presentation context {context.Id}: {TraceText.Uid(context.AbstractSyntax)}");

    // The transfer syntax of one that is refused is not significant (PS3.8 section 9.3.3.2).
    private static string Context(PresentationContextAc context) =>
        $"presentation context {context.Id}: {(byte)context.Result}, "
        + (context.Result == PresentationContextResult.Acceptance
            ? $"accepted: {TraceText.Uid(context.TransferSyntax)}"
            : new RefusedContext(context.Id, string.Empty, [], context.Result).Reason);

    private static IEnumerable<string> Items(UserInformation information)
    {
        if (information.MaximumLength is { } length)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"maximum PDU length: {length}");
        }

        if (information.ImplementationClassUid is { } uid)
        {
            yield return $"implementation class UID: {TraceText.Uid(uid)}";
        }

        if (information.ImplementationVersionName is { } name)
        {
            yield return $"implementation version name: {TraceText.Clean(name)}";
        }

        if (information.AsynchronousOperationsWindow is { } window)
        {
            yield return $"asynchronous operations window: {window.MaximumInvoked} invoked, {window.MaximumPerformed} performed";
        }

        foreach (RoleSelection role in information.RoleSelections)
        {
            yield return $"role selection: {TraceText.Uid(role.SopClassUid)}: {new RolePair(role.ScuRole, role.ScpRole)}";
        }

        foreach (SopClassExtendedNegotiation item in information.SopClassExtendedNegotiations)
        {
            yield return $"extended negotiation: {TraceText.Uid(item.SopClassUid)}: "
                + TraceText.Clean(item.Fields?.ToString() ?? Convert.ToHexString(item.ServiceClassApplicationInformation.Span));
        }

        foreach (SopClassCommonExtendedNegotiation item in information.SopClassCommonExtendedNegotiations)
        {
            yield return $"common extended negotiation: {TraceText.Uid(item.SopClassUid)}: service class {TraceText.Uid(item.ServiceClassUid)}, "
                + $"related general classes: {(item.RelatedGeneralSopClassUids.Count == 0 ? "none" : string.Join(", ", item.RelatedGeneralSopClassUids.Select(TraceText.Uid)))}";
        }

        if (information.UserIdentityRq is { } identity)
        {
            yield return $"user identity: {Identity(identity)}{(identity.PositiveResponseRequested ? ", response requested" : string.Empty)}";
        }

        if (information.UserIdentityAc is { } answer)
        {
            yield return $"user identity: accepted, response of {answer.ServerResponse.Length} bytes";
        }
    }

    private static string Identity(UserIdentityRq identity) => identity.Type switch
    {
        UserIdentityType.UserName => $"user name {Name(identity)}",
        UserIdentityType.UserNameAndPasscode => $"user name {Name(identity)}, passcode of {identity.SecondaryField.Length} bytes",
        UserIdentityType.Kerberos => $"Kerberos ticket of {identity.PrimaryField.Length} bytes",
        UserIdentityType.Saml => $"SAML assertion of {identity.PrimaryField.Length} bytes",
        UserIdentityType.JsonWebToken => $"JSON web token of {identity.PrimaryField.Length} bytes",
        _ => $"type {(byte)identity.Type}, {identity.PrimaryField.Length} bytes",
    };

    private static string Name(UserIdentityRq identity) => TraceText.Clean(Encoding.UTF8.GetString(identity.PrimaryField.Span));
}
