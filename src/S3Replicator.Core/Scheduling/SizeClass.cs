namespace S3Replicator.Core.Scheduling;

/// <summary>The slots of one destination for objects of one size class, and what waits for them.</summary>
/// <remarks>Operations of rules with limits wait in a line for each rule, so that one at its limit holds up no other.</remarks>
internal sealed class SizeClass(int most)
{
    private readonly Line _unlimited = new();
    private readonly Dictionary<RuleGate, Line> _limited = [];
    private int _running;

    public ConcurrencyLimit Limit { get; } = new(most);

    public void Enqueue(Waiter waiter)
    {
        var line = _unlimited;

        if (waiter.Gate is { } gate && !_limited.TryGetValue(gate, out line))
        {
            line = new();
            _limited.Add(gate, line);
        }

        line!.Enqueue(waiter, waiter.Order);
    }

    /// <summary>Takes the most urgent waiter that may start, when there is a slot for it.</summary>
    public Waiter? TryStart(TimeSpan now)
    {
        if (_running >= Limit.Current)
        {
            return null;
        }

        var first = _unlimited.TryPeek(out var waiter) ? (Line: _unlimited, Waiter: waiter) : default;

        foreach (var (gate, line) in _limited)
        {
            if (!line.TryPeek(out waiter))
            {
                _limited.Remove(gate);
            }
            else if ((first.Waiter is null || waiter.Order.CompareTo(first.Waiter.Order) < 0) && gate.MayStart(waiter.Ticket.Share!, now))
            {
                first = (line, waiter);
            }
        }

        if (first.Waiter is { } next)
        {
            first.Line.Dequeue();
            next.Gate?.Start(next.Ticket.Share!, now);
            next.StartedAt = now;
            _running++;
        }

        return first.Waiter;
    }

    public void Finish() => _running--;

    private sealed class Line : PriorityQueue<Waiter, (long Deadline, long Size)>
    {
        /// <summary>The first of those that have not given up.</summary>
        public bool TryPeek([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Waiter? waiter)
        {
            while (TryPeek(out waiter, out _))
            {
                if (!waiter.IsAbandoned)
                {
                    return true;
                }

                Dequeue();
            }

            return false;
        }
    }
}
