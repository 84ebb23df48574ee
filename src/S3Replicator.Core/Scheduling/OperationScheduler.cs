using System.Runtime.InteropServices;

namespace S3Replicator.Core.Scheduling;

/// <summary>Lets operations start: one at a time for a destination key, the most urgent first, as many as the destination bears and the rule allows.</summary>
public sealed class OperationScheduler : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ScheduleOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly long _startedAt;
    private readonly ITimer _timer;
    private readonly Dictionary<(string SourceBucket, string RuleId), RuleGate> _gates = [];
    private readonly Dictionary<(string Destination, string Key), Lane> _lanes = [];
    private readonly Dictionary<string, (SizeClass Small, SizeClass Large)> _destinations = new(StringComparer.Ordinal);

    private TimeSpan? _wakesAt;

    /// <summary>Prepares the scheduler; the clock serves the limits of rules.</summary>
    public OperationScheduler(ScheduleOptions options, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _options = options;
        _timeProvider = timeProvider;
        _startedAt = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(_ => LookAtGates(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _timeProvider.GetElapsedTime(_startedAt);

    /// <summary>Waits for the operation's turn; the lease must be ended with what came of it.</summary>
    public async Task<OperationTurn> EnterAsync(OperationTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        Waiter waiter;

        lock (_lock)
        {
            var gate = GateFor(ticket);

            if (gate?.Postpone(ticket.Share!, Now) is { } pause)
            {
                return new(Lease: null, pause);
            }

            waiter = new(ticket, SlotsFor(ticket), gate);
            gate?.Add(waiter.Slots);
            ref var lane = ref CollectionsMarshal.GetValueRefOrAddDefault(_lanes, LaneOf(ticket), out var isBusy);

            if (isBusy)
            {
                lane!.Add(waiter);
            }
            else
            {
                lane = new();
                waiter.Slots.Enqueue(waiter);
                StartWaiting(waiter.Slots);
            }
        }

        if (!waiter.Task.IsCompleted)
        {
            await using var registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter);
            await WaitAsync(waiter);
        }

#pragma warning disable CA2000 // Whoever gets the turn ends the lease.
        return new(new(this, waiter), TimeSpan.Zero);
#pragma warning restore CA2000
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    internal void Exit(Waiter waiter, bool isThrottled)
    {
        lock (_lock)
        {
            if (isThrottled)
            {
                waiter.Slots.Limit.Throttled();
            }
            else
            {
                waiter.Slots.Limit.Succeeded();
            }

            waiter.Slots.Finish();
            waiter.Gate?.Finish(Now - waiter.StartedAt);
            LeaveLane(waiter);
            StartWaiting(waiter.Slots);
            Reopen(waiter.Gate);
        }
    }

    private static (string, string) LaneOf(OperationTicket ticket) => (ticket.Destination, ticket.Key);

    private async Task WaitAsync(Waiter waiter)
    {
        try
        {
            await waiter.Task;
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                waiter.Gate?.Leave();

                // One that gives up at the head of its lane must let the next one pass.
                if (_lanes.TryGetValue(LaneOf(waiter.Ticket), out var lane) && !lane.Forget(waiter))
                {
                    LeaveLane(waiter);
                }
            }

            throw;
        }
    }

    private void LeaveLane(Waiter waiter)
    {
        var place = LaneOf(waiter.Ticket);
        var next = _lanes[place].TakeNext();

        if (next is null)
        {
            _lanes.Remove(place);
            return;
        }

        next.Slots.Enqueue(next);
        StartWaiting(next.Slots);
    }

    private void StartWaiting(SizeClass slots)
    {
        var now = Now;

        while (slots.TryStart(now) is { } started)
        {
            if (started.TrySetResult())
            {
                started.Gate?.Leave();
            }
            else
            {
                slots.Finish();
                started.Gate?.Finish(took: null);
            }
        }
    }

    /// <summary>What a rule's limits held back may be of either size.</summary>
    private void Reopen(RuleGate? gate)
    {
        foreach (var slots in gate?.Classes ?? [])
        {
            StartWaiting(slots);
        }
    }

    private void Wake(TimeSpan wait)
    {
        // A small object may be let start long before a large one.
        if (!(_wakesAt <= Now + wait))
        {
            _wakesAt = Now + wait;
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void LookAtGates()
    {
        lock (_lock)
        {
            _wakesAt = null;

            foreach (var gate in _gates.Values)
            {
                Reopen(gate);
            }
        }
    }

    private RuleGate? GateFor(OperationTicket ticket)
    {
        if (ticket.Share is not { } share)
        {
            return null;
        }

        ref var gate = ref CollectionsMarshal.GetValueRefOrAddDefault(_gates, (share.SourceBucket, share.RuleId), out _);
        gate ??= new(Wake);
        gate.Hold(share.Limits, Now);
        return gate;
    }

    private SizeClass SlotsFor(OperationTicket ticket)
    {
        ref var classes = ref CollectionsMarshal.GetValueRefOrAddDefault(_destinations, ticket.Destination, out var exists);

        if (!exists)
        {
            classes = (new(_options.MaxConcurrentPerDestination), new(_options.MaxConcurrentLargePerDestination));
        }

        return ticket.Size >= _options.LargeObjectSize ? classes.Large : classes.Small;
    }
}
