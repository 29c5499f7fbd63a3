namespace DicomPS.Engine.Server;

/// <summary>
/// The transport connections that have no association: not yet, or not any more. Each is bounded in time by ARTIM; here
/// they are bounded in number. One too many, and the oldest gives way: a peer that means to talk has begun long before.
/// </summary>
internal sealed class UnassociatedConnections(int maximum)
{
    private readonly object gate = new();
    private readonly Dictionary<Association, LinkedListNode<Association>> nodes = [];
    private readonly LinkedList<Association> byAge = new();

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (gate)
            {
                return nodes.Count;
            }
        }
    }

    /// <summary>Adds a connection.</summary>
    /// <returns>The one that gives way to it and has to be closed; null where there is room.</returns>
    internal Association? Add(Association connection)
    {
        lock (gate)
        {
            if (nodes.ContainsKey(connection))
            {
                return null;
            }

            nodes.Add(connection, byAge.AddLast(connection));
            if (nodes.Count <= maximum)
            {
                return null;
            }

            Association oldest = byAge.First!.Value;
            Remove(oldest);
            return oldest;
        }
    }

    /// <summary>Removes a connection: it has an association now, or is closed.</summary>
    internal void Remove(Association connection)
    {
        lock (gate)
        {
            if (nodes.Remove(connection, out LinkedListNode<Association>? node))
            {
                byAge.Remove(node);
            }
        }
    }
}
