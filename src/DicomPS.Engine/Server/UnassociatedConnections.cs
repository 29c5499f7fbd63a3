namespace DicomPS.Engine.Server;

/// <summary>
/// The transport connections that have no association: not yet, or not any more; those whose TLS handshake goes on are
/// among them. Each is bounded in time by ARTIM; here they are bounded in number. One too many, and the oldest gives way: a
/// peer that means to talk has begun long before.
/// </summary>
internal sealed class UnassociatedConnections(int maximum)
{
    private readonly object gate = new();
    private readonly Dictionary<object, LinkedListNode<(object Connection, Action Close)>> nodes = [];
    private readonly LinkedList<(object Connection, Action Close)> byAge = new();

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

    /// <summary>Adds a connection, and closes the oldest where there is no room for it.</summary>
    /// <param name="connection">The connection: its transport, or its association.</param>
    /// <param name="close">Closes it, without waiting.</param>
    internal void Add(object connection, Action close)
    {
        Action closeOldest;
        lock (gate)
        {
            if (nodes.ContainsKey(connection))
            {
                return;
            }

            nodes.Add(connection, byAge.AddLast((connection, close)));
            if (nodes.Count <= maximum)
            {
                return;
            }

            (object oldest, closeOldest) = byAge.First!.Value;
            Remove(oldest);
        }

        closeOldest();
    }

    /// <summary>Removes a connection: it has an association now, or is closed.</summary>
    internal void Remove(object connection)
    {
        lock (gate)
        {
            if (nodes.Remove(connection, out LinkedListNode<(object Connection, Action Close)>? node))
            {
                byAge.Remove(node);
            }
        }
    }
}
