namespace S3Replicator.Core.Queueing;

/// <summary>What one pump has seen and holds.</summary>
public sealed class PumpActivity
{
    /// <summary>As many as SQS lets be in flight.</summary>
    private const int MostLeft = 120_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string MessageId, long SeenAt)>> _left = new(StringComparer.Ordinal);
    private readonly LinkedList<(string MessageId, long SeenAt)> _bySeen = new();
    private long _leftCount;
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

    /// <summary>Receives so far that ended with a message being left for redrive, repeats included.</summary>
    public long LeftCount => Interlocked.Read(ref _leftCount);

    /// <summary>The ids of the messages that were last left for redrive, and when each was seen last (a timestamp of the clock).</summary>
    public IReadOnlyDictionary<string, long> LeftForRedrive
    {
        get
        {
            lock (_lock)
            {
                return _bySeen.ToDictionary(left => left.MessageId, left => left.SeenAt, StringComparer.Ordinal);
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
            Interlocked.Increment(ref _leftCount);
            Remember(message.MessageId, timestamp);
        }

        Interlocked.Decrement(ref _inHand);
    }

    private void Remember(string messageId, long timestamp)
    {
        lock (_lock)
        {
            if (_left.Remove(messageId, out var known))
            {
                _bySeen.Remove(known);
            }

            _left.Add(messageId, _bySeen.AddLast((messageId, timestamp)));

            if (_left.Count > MostLeft)
            {
                _left.Remove(_bySeen.First!.Value.MessageId);
                _bySeen.RemoveFirst();
            }
        }
    }
}
