namespace S3Replicator.Core.Scheduling;

/// <summary>The slots of one destination for objects of one size class, and what waits for them.</summary>
internal sealed class SizeClass(int most)
{
    private readonly PriorityQueue<Waiter, (long Deadline, long Size)> _waiting = new();
    private int _running;

    public ConcurrencyLimit Limit { get; } = new(most);

    public void Enqueue(Waiter waiter) => _waiting.Enqueue(waiter, waiter.Order);

    /// <summary>Takes the most urgent waiter when there is a slot for it.</summary>
    public Waiter? TryStart()
    {
        while (_running < Limit.Current && _waiting.TryDequeue(out var waiter, out _))
        {
            if (!waiter.IsAbandoned)
            {
                _running++;
                return waiter;
            }
        }

        return null;
    }

    public void Finish() => _running--;
}
