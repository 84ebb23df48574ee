using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The messages of one FIFO group; while one is in flight, the others wait.</summary>
internal sealed class MessageGroup(string id)
{
    private int _place = IndexedHeap<MessageGroup, ByHead>.Nowhere;

    public string Id { get; } = id;

    public IndexedHeap<Message, Message.ByOrder> Messages { get; } = new();

    public int InFlight { get; set; }

    /// <summary>The order of the first message, kept here because it must not change while the group is in a heap.</summary>
    public long Head { get; set; }

    public bool IsOffered => _place != IndexedHeap<MessageGroup, ByHead>.Nowhere;

    internal readonly struct ByHead : IHeapPolicy<MessageGroup>
    {
        public static long KeyOf(MessageGroup item) => item.Head;

        public static ref int PlaceOf(MessageGroup item) => ref item._place;
    }
}
