namespace S3Replicator.Core.Queueing;

/// <summary>What one pump has seen and holds.</summary>
public sealed class PumpActivity
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _unreadable = new(StringComparer.Ordinal);
    private long _received;
    private long _inHand;
    private long _held;
    private string? _lastReceiveError;

    /// <summary>The most messages that can be in hand at one time.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>Messages received so far, repeats included.</summary>
    public long ReceivedCount => Interlocked.Read(ref _received);

    /// <summary>Messages in hand now.</summary>
    public long InHandCount => Interlocked.Read(ref _inHand);

    /// <summary>Messages of those in hand that are through, and held until the pump stops.</summary>
    public long HeldCount => Interlocked.Read(ref _held);

    /// <summary>Whether so many are held that no other can be received.</summary>
    public bool IsFull => HeldCount >= Capacity;

    /// <summary>What the last receive failed with; null when it worked.</summary>
    public string? LastReceiveError => Volatile.Read(ref _lastReceiveError);

    /// <summary>The ids of messages that are left for redrive, and when each was last seen (a timestamp of the clock).</summary>
    public IReadOnlyDictionary<string, long> Unreadable
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, long>(_unreadable, StringComparer.Ordinal);
            }
        }
    }

    internal void Received(int count)
    {
        Interlocked.Add(ref _received, count);
        Interlocked.Add(ref _inHand, count);
        Volatile.Write(ref _lastReceiveError, null);
    }

    internal void ReceiveFailed(string error) => Volatile.Write(ref _lastReceiveError, error);

    internal void Held() => Interlocked.Increment(ref _held);

    internal void LetGo() => Interlocked.Decrement(ref _held);

    internal void Settled(QueueMessage message, Disposition disposition, long timestamp)
    {
        if (disposition.Kind == DispositionKind.LeaveForRedrive)
        {
            lock (_lock)
            {
                _unreadable[message.MessageId] = timestamp;
            }
        }

        Interlocked.Decrement(ref _inHand);
    }
}
