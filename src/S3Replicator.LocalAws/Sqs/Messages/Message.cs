using S3Replicator.LocalAws.Sqs.Queues;

namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>One message in one queue. All but the content is guarded by the queue's lock. Times are milliseconds since 1970.</summary>
internal sealed class Message(MessageContent content, long sequence, long sentAt)
{
    private int _place = IndexedHeap<Message, BySending>.Nowhere;
    private int _agePlace = IndexedHeap<Message, BySending>.Nowhere;

    public MessageContent Content { get; } = content;

    /// <summary>Unique in the queue and rising: what receipt handles point to.</summary>
    public long Sequence { get; } = sequence;

    public long SentAt { get; } = sentAt;

    /// <summary>The place in the order of receiving: the sequence, unless disorder was asked for.</summary>
    public long Order { get; init; } = sequence;

    /// <summary>The FIFO sequence number; null in standard queues.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The queue that it was moved from for too many receives.</summary>
    public string? DeadLetterSourceArn { get; init; }

    public MessageState State { get; set; } = MessageState.Visible;

    /// <summary>When a delayed or hidden message becomes visible.</summary>
    public long DueAt { get; set; }

    public long ReceivedAt { get; set; }

    public long FirstReceivedAt { get; set; }

    public int ReceiveCount { get; set; }

    internal readonly struct ByOrder : IHeapPolicy<Message>
    {
        public static long KeyOf(Message item) => item.Order;

        public static ref int PlaceOf(Message item) => ref item._place;
    }

    internal readonly struct ByDue : IHeapPolicy<Message>
    {
        public static long KeyOf(Message item) => item.DueAt;

        // A message is either visible or hidden, so that both heaps can share one place.
        public static ref int PlaceOf(Message item) => ref item._place;
    }

    internal readonly struct BySending : IHeapPolicy<Message>
    {
        public static long KeyOf(Message item) => item.SentAt;

        public static ref int PlaceOf(Message item) => ref item._agePlace;
    }
}
