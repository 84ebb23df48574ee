namespace S3Replicator.Core.Scheduling;

/// <summary>The operations of one destination key: one runs, the others wait in sequencer order.</summary>
internal sealed class Lane
{
    private readonly List<Waiter> _waiting = [];

    public void Add(Waiter waiter) => _waiting.Add(waiter);

    /// <summary>Forgets one that waits; false when it does not wait here, and so is at the head of the lane.</summary>
    public bool Forget(Waiter waiter) => _waiting.Remove(waiter);

    /// <summary>Takes the earliest of those that wait; those whose order is unknown keep the order of arrival.</summary>
    public Waiter? TakeNext()
    {
        if (_waiting.Count == 0)
        {
            return null;
        }

        var next = _waiting[0];

        foreach (var waiter in _waiting.Skip(1))
        {
            if (IsBefore(waiter, next))
            {
                next = waiter;
            }
        }

        _waiting.Remove(next);
        return next;
    }

    private static bool IsBefore(Waiter waiter, Waiter other) =>
        string.CompareOrdinal(waiter.Ticket.Sequencer, other.Ticket.Sequencer) < 0;
}
