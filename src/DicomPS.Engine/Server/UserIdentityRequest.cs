using System.Net;
using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Server;

/// <summary>A user identity that a server is to decide on, and who brings it.</summary>
/// <param name="Identity">The identity. Its secrets are for its methods; its text has none.</param>
/// <param name="CallingAETitle">The title of the requestor.</param>
/// <param name="CalledAETitle">The title by which the requestor calls the server.</param>
/// <param name="RemoteEndPoint">Where the requestor comes from.</param>
public sealed record UserIdentityRequest(UserIdentity Identity, string CallingAETitle, string CalledAETitle, IPEndPoint RemoteEndPoint);
