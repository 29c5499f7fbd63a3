namespace DicomPS.Engine.Negotiation;

/// <summary>The fields of a SOP class extended negotiation, by the names that their service class gives them.</summary>
public interface IExtendedNegotiationFields
{
    /// <summary>The fields as service class application information (PS3.7 annex D.3.3.5).</summary>
    /// <returns>The bytes.</returns>
    byte[] Encode();
}
