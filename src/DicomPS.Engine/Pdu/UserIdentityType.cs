namespace DicomPS.Engine.Pdu;

/// <summary>What a user identity is made of (PS3.7 section D.3.3.7, user-identity-type). Other values are kept.</summary>
public enum UserIdentityType : byte
{
    /// <summary>A user name, in UTF-8.</summary>
    UserName = 1,

    /// <summary>A user name and a passcode, in UTF-8.</summary>
    UserNameAndPasscode = 2,

    /// <summary>A Kerberos service ticket.</summary>
    Kerberos = 3,

    /// <summary>A SAML assertion.</summary>
    Saml = 4,

    /// <summary>A JSON web token.</summary>
    JsonWebToken = 5,
}
