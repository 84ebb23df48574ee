namespace S3Replicator.Core.Tracking.Notices;

/// <summary>The operations whose end this worker has told last.</summary>
internal sealed class RecentlyTold(int capacity)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    public bool Contains(string operation)
    {
        lock (_lock)
        {
            return _told.Contains(operation);
        }
    }

    public void Add(string operation)
    {
        lock (_lock)
        {
            if (_told.Add(operation))
            {
                _byAge.Enqueue(operation);

                if (_byAge.Count > capacity)
                {
                    _told.Remove(_byAge.Dequeue());
                }
            }
        }
    }
}
