using System.Collections.Concurrent;

namespace S3Replicator.Core.Tracking;

/// <summary>Counts the requests that left the process, retries included, by API operation.</summary>
public sealed class RequestCounter
{
    private readonly ConcurrentDictionary<string, StrongCount> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one request.</summary>
    public void Count(string operation) => Interlocked.Increment(ref _counts.GetOrAdd(operation, _ => new()).Value);

    /// <summary>The requests of one operation so far.</summary>
    public long CountOf(string operation) => _counts.TryGetValue(operation, out var count) ? Interlocked.Read(ref count.Value) : 0;

    /// <summary>All counts so far, by operation in order of name.</summary>
    public SortedDictionary<string, long> Snapshot()
    {
        var snapshot = new SortedDictionary<string, long>(StringComparer.Ordinal);

        foreach (var (operation, count) in _counts)
        {
            snapshot[operation] = Interlocked.Read(ref count.Value);
        }

        return snapshot;
    }

    private sealed class StrongCount
    {
        public long Value;
    }
}
