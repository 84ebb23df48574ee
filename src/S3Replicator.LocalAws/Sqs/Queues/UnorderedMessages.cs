using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The visible messages of a standard queue: oldest first, nothing holds another up.</summary>
internal sealed class UnorderedMessages : IVisibleMessages
{
    private readonly IndexedHeap<Message, Message.ByOrder> _messages = new();

    public int Count => _messages.Count;

    public void Add(Message message) => _messages.Add(message);

    public Message? Take(Message? previous) => _messages.Take();

    public void Remove(Message message) => _messages.Remove(message);

    public void Unlock(Message message)
    {
        // Nothing waits for another message here.
    }

    public void Clear() => _messages.Clear();
}
