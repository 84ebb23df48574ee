namespace S3Replicator.Core.Pipeline;

/// <summary>Remembers which operations of a message are done while others are tried again, so that only those are repeated.</summary>
/// <remarks>Messages that have come to their end are forgotten, so that only those count towards the capacity that wait with a part done.</remarks>
internal sealed class FinishedOperations(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byMessage = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byAge = new();

    public bool Contains(string messageId, int record, string rule)
    {
        lock (_lock)
        {
            return _byMessage.TryGetValue(messageId, out var node) && node.Value.Operations.Contains((record, rule));
        }
    }

    public void Add(string messageId, IEnumerable<(int Record, string Rule)> operations)
    {
        lock (_lock)
        {
            EntryOf(messageId).Operations.UnionWith(operations);
        }
    }

    /// <summary>Of what is done in the message something has failed, and the message alone keeps that.</summary>
    public void Leave(string messageId)
    {
        lock (_lock)
        {
            EntryOf(messageId).IsLeft = true;
        }
    }

    public bool IsLeft(string messageId)
    {
        lock (_lock)
        {
            return _byMessage.TryGetValue(messageId, out var node) && node.Value.IsLeft;
        }
    }

    public void Forget(string messageId)
    {
        lock (_lock)
        {
            if (_byMessage.Remove(messageId, out var node))
            {
                _byAge.Remove(node);
            }
        }
    }

    private Entry EntryOf(string messageId)
    {
        if (_byMessage.TryGetValue(messageId, out var known))
        {
            return known.Value;
        }

        var entry = new Entry(messageId);
        _byMessage.Add(messageId, _byAge.AddLast(entry));

        if (_byMessage.Count > capacity)
        {
            _byMessage.Remove(_byAge.First!.Value.MessageId);
            _byAge.RemoveFirst();
        }

        return entry;
    }

    private sealed class Entry(string messageId)
    {
        public string MessageId { get; } = messageId;

        public HashSet<(int Record, string Rule)> Operations { get; } = [];

        public bool IsLeft { get; set; }
    }
}
