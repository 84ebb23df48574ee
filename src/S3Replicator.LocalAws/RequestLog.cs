using System.Collections.Concurrent;

namespace S3Replicator.LocalAws;

/// <summary>The requests that were answered, newest kept, and how many there were of each operation.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private readonly RecordedRequest?[] _ring;
    private long _next;

    internal RequestLog(int capacity) => _ring = new RecordedRequest?[capacity];

    /// <summary>The remembered requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        var requests = new List<RecordedRequest>();
        var end = Volatile.Read(ref _next);
        for (var i = Math.Max(0, end - _ring.Length); i < end; i++)
        {
            if (Volatile.Read(ref _ring[i % _ring.Length]) is { } request)
            {
                requests.Add(request);
            }
        }

        return requests;
    }

    /// <summary>How many requests of an operation were answered, whatever the answer.</summary>
    public long CountOf(string operation) => _counters.TryGetValue(operation, out var counter) ? counter.Value : 0;

    /// <summary>How many requests of each operation were answered.</summary>
    public IReadOnlyDictionary<string, long> Counts() => _counters.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);

    /// <summary>Forgets all requests and counts.</summary>
    public void Clear()
    {
        _counters.Clear();
        Array.Clear(_ring);
    }

    internal void Add(RecordedRequest request)
    {
        _counters.GetOrAdd(request.Operation, static _ => new Counter()).Increment();
        if (_ring.Length > 0)
        {
            Volatile.Write(ref _ring[(Interlocked.Increment(ref _next) - 1) % _ring.Length], request);
        }
    }

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
