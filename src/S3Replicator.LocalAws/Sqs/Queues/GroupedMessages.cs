using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The visible messages of a FIFO queue: in order within a group, and a group with a message in flight offers none.</summary>
internal sealed class GroupedMessages : IVisibleMessages
{
    private readonly Dictionary<string, MessageGroup> _groups = new(StringComparer.Ordinal);
    private readonly IndexedHeap<MessageGroup, MessageGroup.ByHead> _offered = new();

    public int Count { get; private set; }

    public void Add(Message message)
    {
        var group = GroupOf(message);
        group.Messages.Add(message);
        Count++;
        Offer(group);
    }

    public Message? Take(Message? previous)
    {
        var group = previous is null ? null : _groups.GetValueOrDefault(previous.Content.GroupId ?? string.Empty);
        if (group is not { Messages.Count: > 0 })
        {
            group = _offered.Peek();
        }

        if (group?.Messages.Take() is not { } message)
        {
            return null;
        }

        Count--;
        group.InFlight++;
        Offer(group);
        return message;
    }

    public void Remove(Message message)
    {
        var group = GroupOf(message);
        group.Messages.Remove(message);
        Count--;
        Offer(group);
    }

    public void Unlock(Message message)
    {
        var group = GroupOf(message);
        group.InFlight--;
        Offer(group);
    }

    public void Clear()
    {
        foreach (var group in _groups.Values)
        {
            group.Messages.Clear();
        }

        _groups.Clear();
        _offered.Clear();
        Count = 0;
    }

    private MessageGroup GroupOf(Message message)
    {
        var id = message.Content.GroupId ?? string.Empty;
        if (!_groups.TryGetValue(id, out var group))
        {
            group = new MessageGroup(id);
            _groups.Add(id, group);
        }

        return group;
    }

    private void Offer(MessageGroup group)
    {
        var isFree = group is { InFlight: 0, Messages.Count: > 0 };
        if (isFree && group.IsOffered)
        {
            group.Head = group.Messages.Peek()!.Order;
            _offered.Reorder(group);
        }
        else if (isFree)
        {
            group.Head = group.Messages.Peek()!.Order;
            _offered.Add(group);
        }
        else if (group.IsOffered)
        {
            _offered.Remove(group);
        }

        if (group is { InFlight: 0, Messages.Count: 0 })
        {
            _groups.Remove(group.Id);
        }
    }
}
