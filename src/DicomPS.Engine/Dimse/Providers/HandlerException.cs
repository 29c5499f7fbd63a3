namespace DicomPS.Engine.Dimse;

/// <summary>A handler of a service provider failed: it threw, was late, or gave nonsense.</summary>
public sealed class HandlerException : Exception
{
    internal HandlerException(Exception cause)
        : base($"The handler failed: {cause.Message}", cause)
    {
    }

    internal HandlerException(string message)
        : base(message)
    {
    }
}
