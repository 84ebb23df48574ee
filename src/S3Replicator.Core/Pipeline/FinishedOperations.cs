namespace S3Replicator.Core.Pipeline;

/// <summary>Remembers which operations of a message are done while others are tried again, so that only those are repeated.</summary>
internal sealed class FinishedOperations(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<(int Record, string Rule)>> _byMessage = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    public bool Contains(string messageId, int record, string rule)
    {
        lock (_lock)
        {
            return _byMessage.TryGetValue(messageId, out var finished) && finished.Contains((record, rule));
        }
    }

    public void Add(string messageId, IEnumerable<(int Record, string Rule)> operations)
    {
        lock (_lock)
        {
            if (!_byMessage.TryGetValue(messageId, out var finished))
            {
                finished = [];
                _byMessage.Add(messageId, finished);
                _byAge.Enqueue(messageId);
            }

            finished.UnionWith(operations);

            while (_byAge.Count > capacity)
            {
                _byMessage.Remove(_byAge.Dequeue());
            }
        }
    }

    public void Forget(string messageId)
    {
        lock (_lock)
        {
            _byMessage.Remove(messageId);
        }
    }
}
