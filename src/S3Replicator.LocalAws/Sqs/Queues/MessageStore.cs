using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The messages of one queue in all their states. Not safe for threads: the queue's lock is held around every call.</summary>
internal sealed class MessageStore(IVisibleMessages visible)
{
    private readonly Dictionary<long, Message> _bySequence = [];
    private readonly IndexedHeap<Message, Message.BySending> _byAge = new();
    private readonly HiddenMessages _hidden = new();

    public QueueDepth Depth => new(visible.Count, _hidden.InFlight, _hidden.Delayed);

    public int InFlight => _hidden.InFlight;

    public bool HasVisible => visible.Count > 0;

    public long? NextDue => _hidden.NextDue;

    public IEnumerable<Message> All => _bySequence.Values;

    public void Add(Message message, long dueAt, long now)
    {
        _bySequence.Add(message.Sequence, message);
        _byAge.Add(message);
        if (dueAt > now)
        {
            _hidden.Add(message, MessageState.Delayed, dueAt);
        }
        else
        {
            message.State = MessageState.Visible;
            visible.Add(message);
        }
    }

    public Message? Find(long sequence) => _bySequence.GetValueOrDefault(sequence);

    /// <summary>Shows what is due and drops what is older than the retention period.</summary>
    public void Advance(long now, long retention)
    {
        while (_hidden.NextDue <= now)
        {
            Show(_hidden.Peek()!);
        }

        while (_byAge.Peek() is { } oldest && oldest.SentAt + retention <= now)
        {
            Remove(oldest);
        }
    }

    /// <summary>Takes the next visible message out; it must then be hidden or removed.</summary>
    public Message? Take(Message? previous) => visible.Take(previous);

    /// <summary>Hides a message that was taken out.</summary>
    public void HideTaken(Message message, long dueAt) => _hidden.Add(message, MessageState.InFlight, dueAt);

    /// <summary>Removes a message that was taken out and not hidden.</summary>
    public void RemoveTaken(Message message)
    {
        Forget(message);
        visible.Unlock(message);
    }

    /// <summary>Sets anew when a message in flight becomes visible.</summary>
    public void Postpone(Message message, long dueAt) => _hidden.Postpone(message, dueAt);

    /// <summary>Hides a visible message again, without a receive.</summary>
    public void HideAgain(Message message, long dueAt)
    {
        visible.Remove(message);
        _hidden.Add(message, MessageState.InFlight, dueAt);
    }

    public void Show(Message message)
    {
        var wasInFlight = message.State == MessageState.InFlight;
        _hidden.Remove(message);
        message.State = MessageState.Visible;
        visible.Add(message);
        if (wasInFlight)
        {
            visible.Unlock(message);
        }
    }

    public void Remove(Message message)
    {
        if (message.State == MessageState.Visible)
        {
            visible.Remove(message);
            Forget(message);
            return;
        }

        var wasInFlight = message.State == MessageState.InFlight;
        _hidden.Remove(message);
        Forget(message);
        if (wasInFlight)
        {
            visible.Unlock(message);
        }
    }

    public void Clear()
    {
        foreach (var message in _bySequence.Values)
        {
            message.State = MessageState.Gone;
        }

        _bySequence.Clear();
        _byAge.Clear();
        _hidden.Clear();
        visible.Clear();
    }

    private void Forget(Message message)
    {
        message.State = MessageState.Gone;
        _bySequence.Remove(message.Sequence);
        _byAge.Remove(message);
    }
}
