using DicomPS.Engine.Negotiation;

namespace DicomPS.Engine.Dimse;

/// <summary>Is told the messages that come over an association, one after the other, and those that go out.</summary>
internal interface IMessageHandler
{
    /// <summary>A command set has come.</summary>
    /// <param name="context">The presentation context it came in.</param>
    /// <param name="command">The command set.</param>
    /// <returns>Who takes the data set that follows; null drops it. Not used where none follows.</returns>
    ValueTask<IDataSetReceiver?> OnCommandAsync(AcceptedContext context, CommandSet command);

    /// <summary>A message begins to go out.</summary>
    void OnSending(CommandSet command);
}
