using System.Management.Automation;
using System.Net;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Binding;

/// <summary>What PowerShell has for a user and a passcode, as a user identity.</summary>
internal static class UserIdentities
{
    /// <summary>Takes name and passcode as they are, without splitting a domain off the name.</summary>
    internal static UserIdentity From(PSCredential credential) =>
        UserIdentity.FromPasscode(credential.UserName, new NetworkCredential(string.Empty, credential.Password).Password);
}
