using System.Runtime.InteropServices;

namespace S3Replicator.Core.Scheduling;

/// <summary>Lets operations start: one at a time for a destination key, the most urgent first, as many as the destination bears.</summary>
public sealed class OperationScheduler(ScheduleOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Destination, string Key), Lane> _lanes = [];
    private readonly Dictionary<string, (SizeClass Small, SizeClass Large)> _destinations = new(StringComparer.Ordinal);

    /// <summary>Waits for the operation's turn; the lease must be ended with what came of it.</summary>
    public async Task<OperationLease> EnterAsync(OperationTicket ticket, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        Waiter waiter;

        lock (_lock)
        {
            waiter = new(ticket, SlotsFor(ticket));
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

        return new(this, waiter);
    }

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
            LeaveLane(waiter);
            StartWaiting(waiter.Slots);
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

    private static void StartWaiting(SizeClass slots)
    {
        while (slots.TryStart() is { } started)
        {
            if (!started.TrySetResult())
            {
                slots.Finish();
            }
        }
    }

    private SizeClass SlotsFor(OperationTicket ticket)
    {
        ref var classes = ref CollectionsMarshal.GetValueRefOrAddDefault(_destinations, ticket.Destination, out var exists);

        if (!exists)
        {
            classes = (new(options.MaxConcurrentPerDestination), new(options.MaxConcurrentLargePerDestination));
        }

        return ticket.Size >= options.LargeObjectSize ? classes.Large : classes.Small;
    }
}
