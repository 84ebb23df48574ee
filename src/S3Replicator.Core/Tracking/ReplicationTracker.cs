using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tracking;

/// <summary>Keeps count of what has come in, what is pending and what came of it.</summary>
public sealed class ReplicationTracker(
    ReplicatorMetrics metrics, RequestCounter requests, LagBook lagBook, ServerClock clock, IEnumerable<IOperationObserver> observers)
{
    private readonly IOperationObserver[] _observers = [.. observers];
    private readonly RunCounts _counts = new();

    /// <summary>A message came in.</summary>
    public void Received(int records)
    {
        _counts.Received(records);
        lagBook.Count();
    }

    /// <summary>A record was passed over as a whole.</summary>
    public void Ignored(IgnoreReason reason) => Skip(reason.ToString());

    /// <summary>A record could not be read.</summary>
    public void Rejected(RejectReason reason) => _counts.Unreadable(reason.ToString());

    /// <summary>A rule does not act on an event; where an operation of it was pending since an earlier delivery, it has ended with this.</summary>
    public ValueTask PassedOverAsync(
        ObjectEvent objectEvent, Decision decision, SkipReason reason, OperationPlace place, string revision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);

        if (lagBook.TryResume(decision, place, out var pending))
        {
            return SkippedAsync(objectEvent, decision, reason, new(revision, place.ReceiveCount, pending), cancellationToken);
        }

        Skip(reason.ToString());
        return ValueTask.CompletedTask;
    }

    /// <summary>An operation is accepted, and pending from now on.</summary>
    public PendingOperation Accepted(ObjectEvent objectEvent, Decision decision, OperationPlace place)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        ArgumentNullException.ThrowIfNull(decision);
        return lagBook.Accept(objectEvent, decision, place);
    }

    /// <summary>The operation's turn has come.</summary>
    public void Started(OperationAttempt attempt) => lagBook.Start(attempt.Pending);

    /// <summary>The operation failed and is tried again after a pause; it goes on being pending.</summary>
    public void Waiting(OperationAttempt attempt, TimeSpan pause, FailureClass failure) => lagBook.Wait(
        attempt.Pending,
        pause,
        failure switch
        {
            FailureClass.Throttled => DelayCause.Throttled,
            FailureClass.Configuration => DelayCause.Permission,
            _ => DelayCause.Fault,
        },
        failure);

    /// <summary>The operation comes again after a pause, and goes on being pending.</summary>
    public void Waiting(OperationAttempt attempt, TimeSpan pause, DelayCause cause) => lagBook.Wait(attempt.Pending, pause, cause, failure: null);

    /// <summary>The operation is held back without being tried, since a setting or permission is wrong; it goes on being pending.</summary>
    public void HeldBack(OperationAttempt attempt, TimeSpan pause) => Waiting(attempt, pause, DelayCause.Permission);

    /// <summary>This worker has the operation in hand no more; another goes on with it.</summary>
    public void LetGo(OperationAttempt attempt) => lagBook.LetGo(attempt.Pending);

    /// <summary>An operation ended with an outcome that needs no further try.</summary>
    public ValueTask CompletedAsync(CopyPlan plan, CopyOutcome outcome, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcome);
        var isDone = outcome.Kind is OutcomeKind.Replicated or OutcomeKind.Deleted or OutcomeKind.Synced;
        var end = EndOf(plan.Event, plan.Decision, outcome, attempt, isDone, failure: null) with
        {
            Size = plan.Size ?? plan.Event.Size,
            DestinationRegion = plan.DestinationRegion,
        };

        if (outcome.Reason is { } reason)
        {
            Skip(reason.ToString());
        }
        else
        {
            _counts.Ended(outcome, end.Lag);
        }

        if (isDone)
        {
            metrics.Completed(plan.Decision, end.Lag);
        }

        return TellAsync(end, cancellationToken);
    }

    /// <summary>An operation turned out to be nothing to do before it could be planned.</summary>
    public ValueTask SkippedAsync(
        ObjectEvent objectEvent, Decision decision, SkipReason reason, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        Skip(reason.ToString());
        return TellAsync(EndOf(objectEvent, decision, CopyOutcome.Skipped(reason), attempt, isDone: false, failure: null), cancellationToken);
    }

    /// <summary>An operation was put back into the queue, since its rule is at its limits.</summary>
    public void Postponed(Decision decision) => metrics.Postponed(decision);

    /// <summary>An operation failed for good.</summary>
    public ValueTask FailedAsync(
        ObjectEvent objectEvent, Decision decision, StoreError error, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(objectEvent);
        ArgumentNullException.ThrowIfNull(error);
        _counts.Failed(error.Reason);
        return TellAsync(EndOf(objectEvent, decision, CopyOutcome.Failed(error), attempt, isDone: false, error.Reason), cancellationToken);
    }

    /// <summary>Hands on those pending operations that have missed their threshold since the last look.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var missed = new List<MissedThreshold>();
        lagBook.Sweep(missed);

        foreach (var one in missed)
        {
            foreach (var observer in _observers)
            {
                await observer.MissedAsync(one, cancellationToken);
            }
        }
    }

    /// <summary>The counts so far.</summary>
    public RunSummary Summarize() => _counts.Summarize(requests.Snapshot());

    private void Skip(string reason)
    {
        _counts.Skipped(reason);
        metrics.Skipped(reason);
    }

    private ValueTask TellAsync(EndedOperation end, CancellationToken cancellationToken) =>
        _observers.Length == 0 ? ValueTask.CompletedTask : TellAllAsync(end, cancellationToken);

    private async ValueTask TellAllAsync(EndedOperation end, CancellationToken cancellationToken)
    {
        foreach (var observer in _observers)
        {
            await observer.EndedAsync(end, cancellationToken);
        }
    }

    /// <summary>Lag is event time to now; a clock that is behind S3's never makes it negative.</summary>
    private EndedOperation EndOf(
        ObjectEvent objectEvent, Decision decision, CopyOutcome outcome, OperationAttempt attempt, bool isDone, string? failure)
    {
        var now = clock.UtcNow;
        TimeSpan? lag = objectEvent.Time is { } time ? (now > time ? now - time : TimeSpan.Zero) : null;
        var verdict = new OperationVerdict(isDone, lag, decision.Rule.Rule.Threshold, outcome.Bytes, failure);
        var (cause, isMissTold) = lagBook.End(attempt.Pending, decision, in verdict, now);

        return new()
        {
            Event = objectEvent,
            Decision = decision,
            Outcome = outcome,
            Attempt = attempt,
            Size = objectEvent.Size,
            CompletedAt = now,
            Lag = lag,
            Cause = cause,
            IsMissTold = isMissTold,
        };
    }
}
