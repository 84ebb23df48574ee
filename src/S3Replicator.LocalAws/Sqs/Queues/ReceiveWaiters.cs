namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The waiting receives of a queue: served in order of arrival, given up in order of deadline.</summary>
internal sealed class ReceiveWaiters
{
    private readonly LinkedList<ReceiveWaiter> _byArrival = [];
    private readonly IndexedHeap<ReceiveWaiter, ReceiveWaiter.ByDeadline> _byDeadline = new();

    public ReceiveWaiter? First => _byArrival.First?.Value;

    public int Count => _byArrival.Count;

    public long? NextDeadline => _byDeadline.Peek()?.Deadline;

    public void Add(ReceiveWaiter waiter)
    {
        waiter.Node = _byArrival.AddLast(waiter);
        _byDeadline.Add(waiter);
    }

    /// <summary>False when it was served or given up before.</summary>
    public bool Remove(ReceiveWaiter waiter)
    {
        if (waiter.Node is not { } node)
        {
            return false;
        }

        waiter.Node = null;
        _byArrival.Remove(node);
        _byDeadline.Remove(waiter);
        return true;
    }

    public void GiveUp(long now)
    {
        while (_byDeadline.Peek() is { } waiter && waiter.Deadline <= now)
        {
            Remove(waiter);
            waiter.TrySetResult([]);
        }
    }

    public void Fail(Exception error)
    {
        while (First is { } waiter)
        {
            Remove(waiter);
            waiter.TrySetException(error);
        }
    }
}
