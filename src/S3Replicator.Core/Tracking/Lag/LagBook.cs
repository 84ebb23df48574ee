using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>Keeps what is pending and how far each rule is; everything in bounded memory, and nothing allocated for an operation.</summary>
public sealed partial class LagBook(ServerClock clock)
{
    private const int MostWaiting = 100_000;
    private const int MostBound = 10_000;

    /// <summary>How long after its message should have come again an operation counts as pending here: then another worker has it, or the queue counts it.</summary>
    private static readonly long Grace = TimeSpan.FromSeconds(30).Ticks;

    private readonly Lock _lock = new();
    private readonly Dictionary<RuleRoute, RuleProgress> _rules = [];

    /// <summary>Finds a rule without reading its names; emptied with each new set of rules.</summary>
    private readonly Dictionary<BoundRule, RuleProgress> _bound = new(ReferenceEqualityComparer.Instance);

    private readonly PendingTable _pending = new(MostWaiting);
    private long _messages;

    /// <summary>An operation is accepted: from now on it is pending until it ends.</summary>
    internal PendingOperation Accept(ObjectEvent objectEvent, Decision decision, OperationPlace place)
    {
        var now = clock.UtcNow;

        lock (_lock)
        {
            if (TryResume(decision.Rule, place, now, out var known))
            {
                return known;
            }

            var rule = ProgressOf(decision.Rule);
            rule.Accept(decision.Rule);
            var operation = _pending.Take();
            ref var entry = ref _pending[operation];
            entry.Rule = rule;
            entry.Event = objectEvent;
            entry.Decision = decision;
            entry.Place = place;
            entry.Since = objectEvent.Time?.UtcTicks ?? now.UtcTicks;
            entry.Deadline = decision.Deadline?.UtcTicks ?? long.MaxValue;
            entry.Size = objectEvent.Size ?? 0;
            entry.AccountedTo = now.UtcTicks;
            AccountForPast(ref entry, now);
            rule.Pending++;
            rule.PendingBytes += entry.Size;
            return operation;
        }
    }

    /// <summary>Whether an operation of the rule was waiting for this delivery of its message.</summary>
    internal bool TryResume(Decision decision, OperationPlace place, out PendingOperation operation)
    {
        lock (_lock)
        {
            return TryResume(decision.Rule, place, clock.UtcNow, out operation);
        }
    }

    /// <summary>Its turn has come: what passed until now was waiting, what passes from now on is the copy.</summary>
    internal void Start(PendingOperation operation) => Account(operation, DelayCause.Backlog);

    /// <summary>It is tried again when its message comes back.</summary>
    internal void Wait(PendingOperation operation, TimeSpan pause, DelayCause cause, FailureClass? failure)
    {
        var now = clock.UtcNow;

        lock (_lock)
        {
            if (!_pending.Has(operation))
            {
                return;
            }

            ref var entry = ref _pending[operation];
            entry.Delays.Add(cause, new(now.UtcTicks - entry.AccountedTo));
            entry.AccountedTo = now.UtcTicks;
            entry.WaitingFor = cause;
            entry.Rule.NoteDelay(cause, now);
            entry.WaitingUntil = Math.Max(1, (now + pause).UtcTicks);

            if (failure is { } kind)
            {
                entry.Rule.Retry(kind);
            }

            if (!_pending.TryWait(operation))
            {
                entry.WaitingUntil = 0;
                Leave(operation);
            }
        }
    }

    /// <summary>This worker has it in hand no more, and it has not ended; nothing happens to one that has ended or waits.</summary>
    internal void LetGo(PendingOperation operation)
    {
        lock (_lock)
        {
            if (_pending.Has(operation) && !_pending[operation].IsWaiting)
            {
                Leave(operation);
            }
        }
    }

    /// <summary>It has ended: gives what took most of its time, and whether its miss was handed on before.</summary>
    internal (DelayCause Cause, bool IsMissTold) End(
        PendingOperation operation, Decision decision, in OperationVerdict verdict, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_pending.Has(operation))
            {
                verdict.WriteTo(ProgressOf(decision.Rule), now);
                return (DelayCause.Unknown, false);
            }

            ref var entry = ref _pending[operation];
            verdict.WriteTo(entry.Rule, now);
            entry.Delays.Add(DelayCause.Copy, new(now.UtcTicks - entry.AccountedTo));
            var told = (entry.MainDelay, entry.IsMissTold);
            Leave(operation);
            return told;
        }
    }

    /// <summary>A message came in.</summary>
    internal void Count() => Interlocked.Increment(ref _messages);

    /// <summary>Before its first delivery an operation waits in the queue; what passes after that another worker would know.</summary>
    private static void AccountForPast(ref PendingEntry entry, DateTimeOffset now)
    {
        var first = entry.Place is { ReceiveCount: > 1, FirstReceivedAt: { } at } ? Math.Clamp(at.UtcTicks, entry.Since, Math.Max(entry.Since, now.UtcTicks)) : now.UtcTicks;
        var queued = entry.Place is { ReceiveCount: > 1, FirstReceivedAt: null } ? DelayCause.Unknown : DelayCause.Backlog;
        entry.Delays.Add(queued, new(first - entry.Since));
        entry.Delays.Add(DelayCause.Unknown, new(now.UtcTicks - first));
    }

    private bool TryResume(BoundRule rule, OperationPlace place, DateTimeOffset now, out PendingOperation operation)
    {
        operation = default;

        if (_pending.WaitingCount == 0 || !_pending.TryResume(place.MessageId, place.Record, RuleRoute.Of(rule), out operation))
        {
            return false;
        }

        ref var entry = ref _pending[operation];
        var until = Math.Min(entry.WaitingUntil, now.UtcTicks);
        entry.Delays.Add(entry.WaitingFor, new(until - entry.AccountedTo));
        entry.Delays.Add(DelayCause.Backlog, new(now.UtcTicks - until));
        entry.AccountedTo = now.UtcTicks;
        entry.WaitingUntil = 0;
        entry.Place = place;
        return true;
    }

    private void Account(PendingOperation operation, DelayCause cause)
    {
        var now = clock.UtcNow;

        lock (_lock)
        {
            if (_pending.Has(operation))
            {
                ref var entry = ref _pending[operation];
                entry.Delays.Add(cause, new(now.UtcTicks - entry.AccountedTo));
                entry.AccountedTo = now.UtcTicks;
            }
        }
    }

    private void Leave(PendingOperation operation)
    {
        ref var entry = ref _pending[operation];
        entry.Rule.Pending--;
        entry.Rule.PendingBytes -= entry.Size;
        _pending.Leave(operation);
    }

    private RuleProgress ProgressOf(BoundRule rule)
    {
        if (_bound.TryGetValue(rule, out var known))
        {
            return known;
        }

        var route = RuleRoute.Of(rule);

        if (!_rules.TryGetValue(route, out var progress))
        {
            progress = new(rule);
            _rules.Add(route, progress);
        }

        if (_bound.Count < MostBound)
        {
            _bound.Add(rule, progress);
        }

        return progress;
    }
}
