using S3Replicator.Core.Copying;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking;

/// <summary>What a run has done, over all rules.</summary>
internal sealed class RunCounts
{
    private readonly Lock _lock = new();
    private readonly LatencyHistogram _lag = new();
    private readonly ReasonCounts _skipped = new();
    private readonly ReasonCounts _failed = new();
    private readonly ReasonCounts _unreadable = new();
    private long _received;
    private long _records;
    private long _replicated;
    private long _deleted;
    private long _synced;
    private long _deferred;
    private long _bytes;

    public void Received(int records)
    {
        Interlocked.Increment(ref _received);
        Interlocked.Add(ref _records, records);
    }

    public void Skipped(string reason) => _skipped.Count(reason);

    public void Failed(string reason) => _failed.Count(reason);

    public void Unreadable(string reason) => _unreadable.Count(reason);

    public void Ended(CopyOutcome outcome, TimeSpan? lag)
    {
        Interlocked.Increment(ref CounterOf(outcome.Kind));
        Interlocked.Add(ref _bytes, outcome.Bytes);

        if (lag is { } time && outcome.Kind != OutcomeKind.Deferred)
        {
            lock (_lock)
            {
                _lag.Record(time);
            }
        }
    }

    public RunSummary Summarize(IReadOnlyDictionary<string, long> requests)
    {
        lock (_lock)
        {
            return new()
            {
                Received = Interlocked.Read(ref _received),
                Records = Interlocked.Read(ref _records),
                Replicated = Interlocked.Read(ref _replicated),
                Deleted = Interlocked.Read(ref _deleted),
                Synced = Interlocked.Read(ref _synced),
                Deferred = Interlocked.Read(ref _deferred),
                Skipped = _skipped.Snapshot(),
                Failed = _failed.Snapshot(),
                Unreadable = _unreadable.Snapshot(),
                Requests = requests,
                Bytes = Interlocked.Read(ref _bytes),
                LagSeconds = _lag.Count == 0 ? LagSummary.None : _lag.Summarize(),
            };
        }
    }

    private ref long CounterOf(OutcomeKind kind) => ref kind == OutcomeKind.Replicated ? ref _replicated
        : ref kind == OutcomeKind.Deleted ? ref _deleted
        : ref kind == OutcomeKind.Deferred ? ref _deferred
        : ref _synced;
}
