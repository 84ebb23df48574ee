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

    /// <summary>Whether what the key holds was copied from this very version or write, as far as is remembered.</summary>
    public bool IsFrom(string bucket, string key, string? origin)
    {
        lock (_lock)
        {
            return origin is not null
                && _entries.TryGetValue((bucket, key), out var node)
                && string.Equals(node.Value.Origin, origin, StringComparison.Ordinal);
        }
    }

    /// <summary>Remembers what the key holds now; null when it holds nothing.</summary>
    /// <param name="bucket">The destination bucket.</param>
    /// <param name="key">The destination key.</param>
    /// <param name="etag">The ETag that it has.</param>
    /// <param name="origin">The source version, or without versions the write, that it was copied from; absent where that is not known.</param>
    public void Remember(string bucket, string key, string? etag, string? origin = null)
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

            _entries[(bucket, key)] = _byUse.AddFirst(new Entry((bucket, key), etag, origin));

            if (_entries.Count > capacity)
            {
                _entries.Remove(_byUse.Last!.Value.Place);
                _byUse.RemoveLast();
            }
        }
    }

    private sealed record Entry((string Bucket, string Key) Place, string ETag, string? Origin);
}
