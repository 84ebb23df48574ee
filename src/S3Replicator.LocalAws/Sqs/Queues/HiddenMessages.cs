using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>Delayed and in-flight messages by the time at which they become visible.</summary>
internal sealed class HiddenMessages
{
    private readonly IndexedHeap<Message, Message.ByDue> _messages = new();

    public int Delayed { get; private set; }

    public int InFlight => _messages.Count - Delayed;

    /// <summary>When the first of them becomes visible; null where there are none.</summary>
    public long? NextDue => _messages.Peek()?.DueAt;

    public Message? Peek() => _messages.Peek();

    public void Add(Message message, MessageState state, long dueAt)
    {
        message.State = state;
        message.DueAt = dueAt;
        Delayed += state == MessageState.Delayed ? 1 : 0;
        _messages.Add(message);
    }

    public void Postpone(Message message, long dueAt)
    {
        message.DueAt = dueAt;
        _messages.Reorder(message);
    }

    public void Remove(Message message)
    {
        Delayed -= message.State == MessageState.Delayed ? 1 : 0;
        _messages.Remove(message);
    }

    public void Clear()
    {
        _messages.Clear();
        Delayed = 0;
    }
}
