using System.Collections.Concurrent;

namespace S3Replicator.LocalAws;

/// <summary>The requests that were answered, newest kept, and how many there were of each operation.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    // Values in place: a record apiece that outlives its request would cost more in collections than the request itself.
    private readonly LoggedRequest[] _ring;
    private long _end;
    private long _start;

    internal RequestLog(int capacity) => _ring = new LoggedRequest[capacity];

    /// <summary>The remembered requests, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        var requests = new List<RecordedRequest>();
        lock (_gate)
        {
            for (var i = Math.Max(_start, _end - _ring.Length); i < _end; i++)
            {
                requests.Add(_ring[i % _ring.Length].ToRecord());
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
        lock (_gate)
        {
            _start = _end;
            Array.Clear(_ring);
        }
    }

    internal void Add(in LoggedRequest request)
    {
        _counters.GetOrAdd(request.Operation, static _ => new Counter()).Increment();
        if (_ring.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            _ring[_end++ % _ring.Length] = request;
        }
    }

    private sealed class Counter
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
