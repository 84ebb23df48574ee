using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Tracking;

/// <summary>Keeps count of what has come in and what came of it.</summary>
public sealed class ReplicationTracker(
    ReplicatorMetrics metrics, RequestCounter requests, TimeProvider timeProvider, IEnumerable<IOperationObserver> observers)
{
    private readonly IOperationObserver[] _observers = [.. observers];
    private readonly LagHistogram _lag = new();
    private readonly ReasonCounts _skipped = new();
    private readonly ReasonCounts _failed = new();
    private readonly ReasonCounts _unreadable = new();
    private long _received;
    private long _records;
    private long _replicated;
    private long _deleted;
    private long _synced;
    private long _bytes;

    /// <summary>A message came in.</summary>
    public void Received(int records)
    {
        Interlocked.Increment(ref _received);
        Interlocked.Add(ref _records, records);
    }

    /// <summary>A record was passed over as a whole.</summary>
    public void Ignored(IgnoreReason reason) => Skip(reason.ToString());

    /// <summary>A record could not be read.</summary>
    public void Rejected(RejectReason reason) => _unreadable.Count(reason.ToString());

    /// <summary>A rule did not act on an event.</summary>
    public void Skipped(SkipReason reason) => Skip(reason.ToString());

    /// <summary>An operation ended with an outcome that needs no further try.</summary>
    public void Completed(CopyPlan plan, CopyOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcome);

        if (outcome.Reason is { } reason)
        {
            Skipped(reason);
            return;
        }

        Interlocked.Increment(ref outcome.Kind == OutcomeKind.Replicated ? ref _replicated
            : ref outcome.Kind == OutcomeKind.Deleted ? ref _deleted
            : ref _synced);
        Interlocked.Add(ref _bytes, outcome.Bytes);
        var lag = LagOf(plan.Event);

        if (lag is { } measured)
        {
            _lag.Record(measured);
        }

        metrics.Completed(plan.Decision, lag, outcome.Bytes);

        foreach (var observer in _observers)
        {
            observer.Ended(plan, outcome, lag);
        }
    }

    /// <summary>An operation failed for good.</summary>
    public void Failed(Decision decision, string reason)
    {
        _failed.Count(reason);
        metrics.Failed(decision, reason);
    }

    /// <summary>The counts so far.</summary>
    public RunSummary Summarize() => new()
    {
        Received = Interlocked.Read(ref _received),
        Records = Interlocked.Read(ref _records),
        Replicated = Interlocked.Read(ref _replicated),
        Deleted = Interlocked.Read(ref _deleted),
        Synced = Interlocked.Read(ref _synced),
        Skipped = _skipped.Snapshot(),
        Failed = _failed.Snapshot(),
        Unreadable = _unreadable.Snapshot(),
        Requests = requests.Snapshot(),
        Bytes = Interlocked.Read(ref _bytes),
        LagSeconds = _lag.Summarize(),
    };

    private void Skip(string reason)
    {
        _skipped.Count(reason);
        metrics.Skipped(reason);
    }

    /// <summary>Event time to now; a clock that is behind S3's never makes it negative.</summary>
    private TimeSpan? LagOf(ObjectEvent objectEvent) =>
        objectEvent.Time is { } time && timeProvider.GetUtcNow() - time is var lag ? (lag > TimeSpan.Zero ? lag : TimeSpan.Zero) : null;
}
