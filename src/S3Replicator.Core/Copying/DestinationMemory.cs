namespace S3Replicator.Core.Copying;

/// <summary>Remembers the ETags last seen at the destination, so that an overwrite costs one request; a wrong memory only costs a look.</summary>
public sealed class DestinationMemory(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Bucket, string Key), LinkedListNode<Entry>> _entries = new();
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>The fence for a write to the key: by the ETag remembered, or absent.</summary>
    public Fence FenceFor(string bucket, string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((bucket, key), out var node))
            {
                return Fence.Absent;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return new Fence(node.Value.ETag);
        }
    }

    /// <summary>Remembers what the key holds now; null when it holds nothing.</summary>
    public void Remember(string bucket, string key, string? etag)
    {
        lock (_lock)
        {
            if (_entries.Remove((bucket, key), out var known))
            {
                _byUse.Remove(known);
            }

            if (etag is null)
            {
                return;
            }

            _entries[(bucket, key)] = _byUse.AddFirst(new Entry((bucket, key), etag));

            if (_entries.Count > capacity)
            {
                _entries.Remove(_byUse.Last!.Value.Place);
                _byUse.RemoveLast();
            }
        }
    }

    private sealed record Entry((string Bucket, string Key) Place, string ETag);
}
