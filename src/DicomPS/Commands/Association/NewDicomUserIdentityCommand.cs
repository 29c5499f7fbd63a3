using System.Management.Automation;
using DicomPS.Binding;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Commands;

/// <summary>Makes a user identity, to be given to a peer with an association.</summary>
[Cmdlet(VerbsCommon.New, "DicomUserIdentity", DefaultParameterSetName = ByUserName)]
[OutputType(typeof(UserIdentity))]
public sealed class NewDicomUserIdentityCommand : DicomCmdlet
{
    private const string ByUserName = "UserName";
    private const string ByCredential = "Credential";
    private const string ByKerberosTicket = "KerberosTicket";
    private const string ByKerberosTicketPath = "KerberosTicketPath";
    private const string BySamlAssertion = "SamlAssertion";
    private const string ByJsonWebToken = "JsonWebToken";

    /// <summary>A user name alone (type 1).</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByUserName)]
    public string UserName { get; set; } = string.Empty;

    /// <summary>A user name and a passcode (type 2).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCredential)]
    [Credential]
    public PSCredential Credential { get; set; } = null!;

    /// <summary>A Kerberos service ticket (type 3).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKerberosTicket)]
    public byte[] KerberosTicket { get; set; } = [];

    /// <summary>A file that is a Kerberos service ticket (type 3).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByKerberosTicketPath)]
    [ValidateNotNullOrEmpty]
    public string KerberosTicketPath { get; set; } = string.Empty;

    /// <summary>A SAML assertion (type 4).</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySamlAssertion)]
    public string SamlAssertion { get; set; } = string.Empty;

    /// <summary>A JSON web token (type 5).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByJsonWebToken)]
    public string JsonWebToken { get; set; } = string.Empty;

    /// <summary>Asks the peer to confirm the identity.</summary>
    [Parameter]
    public SwitchParameter RequestResponse { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Require(ParameterSetName, () =>
    {
        // The target of an error is the parameter set: what was given is a secret.
        UserIdentity identity = ParameterSetName switch
        {
            ByCredential => UserIdentities.From(Credential),
            ByKerberosTicket => UserIdentity.FromKerberosTicket(KerberosTicket),
            ByKerberosTicketPath => UserIdentity.FromKerberosTicket(ReadTicket()),
            BySamlAssertion => UserIdentity.FromSamlAssertion(SamlAssertion),
            ByJsonWebToken => UserIdentity.FromJsonWebToken(JsonWebToken),
            _ => UserIdentity.FromUserName(UserName),
        };
        WriteObject(identity.WithResponseRequested(RequestResponse));
    });

    private byte[] ReadTicket()
    {
        FileInfo file = new(SessionState.Path.GetUnresolvedProviderPathFromPSPath(KerberosTicketPath));
        return file.Exists && file.Length > UserIdentity.MaximumLength
            ? throw new ArgumentException($"'{file.FullName}' has {file.Length} bytes; a user identity has room for {UserIdentity.MaximumLength}.")
            : File.ReadAllBytes(file.FullName);
    }
}
