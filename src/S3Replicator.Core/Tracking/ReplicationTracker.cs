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
    public void Completed(CopyPlan plan, CopyOutcome outcome, OperationAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcome);
        var end = EndOf(plan.Event, plan.Decision, outcome, attempt) with { Size = plan.Size };

        if (outcome.Reason is { } reason)
        {
            Skipped(reason);
        }
        else
        {
            Count(end);
        }

        Tell(end);
    }

    /// <summary>An operation turned out to be nothing to do before it could be planned.</summary>
    public void Skipped(ObjectEvent objectEvent, Decision decision, SkipReason reason, OperationAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        Skipped(reason);
        Tell(EndOf(objectEvent, decision, CopyOutcome.Skipped(reason), attempt));
    }

    /// <summary>An operation was put back into the queue, since its rule is at its limits.</summary>
    public void Postponed(Decision decision) => metrics.Postponed(decision);

    /// <summary>An operation failed for good.</summary>
    public void Failed(ObjectEvent objectEvent, Decision decision, StoreError error, OperationAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        ArgumentNullException.ThrowIfNull(error);
        _failed.Count(error.Reason);
        metrics.Failed(decision, error.Reason);
        Tell(EndOf(objectEvent, decision, CopyOutcome.Failed(error), attempt));
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

    private void Count(EndedOperation end)
    {
        Interlocked.Increment(ref end.Outcome.Kind == OutcomeKind.Replicated ? ref _replicated
            : ref end.Outcome.Kind == OutcomeKind.Deleted ? ref _deleted
            : ref _synced);
        Interlocked.Add(ref _bytes, end.Outcome.Bytes);

        if (end.Lag is { } lag)
        {
            _lag.Record(lag);
        }

        metrics.Completed(end.Decision, end.Lag, end.Outcome.Bytes);
    }

    private void Skip(string reason)
    {
        _skipped.Count(reason);
        metrics.Skipped(reason);
    }

    private void Tell(EndedOperation end)
    {
        foreach (var observer in _observers)
        {
            observer.Ended(end);
        }
    }

    /// <summary>Lag is event time to now; a clock that is behind S3's never makes it negative.</summary>
    private EndedOperation EndOf(ObjectEvent objectEvent, Decision decision, CopyOutcome outcome, OperationAttempt attempt)
    {
        var now = timeProvider.GetUtcNow();

        return new()
        {
            Event = objectEvent,
            Decision = decision,
            Outcome = outcome,
            Attempt = attempt,
            Size = objectEvent.Size,
            CompletedAt = now,
            Lag = objectEvent.Time is { } time ? (now > time ? now - time : TimeSpan.Zero) : null,
        };
    }
}
