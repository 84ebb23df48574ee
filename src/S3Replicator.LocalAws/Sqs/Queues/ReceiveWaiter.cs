using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>A receive that waits for a first message.</summary>
internal sealed class ReceiveWaiter(ReceiveOptions options, long deadline, Action<ReceiveWaiter, CancellationToken> abandon)
    : TaskCompletionSource<ReceivedMessage[]>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _place = IndexedHeap<ReceiveWaiter, ByDeadline>.Nowhere;

    public ReceiveOptions Options { get; } = options;

    public long Deadline { get; } = deadline;

    public LinkedListNode<ReceiveWaiter>? Node { get; set; }

    /// <summary>Ends the waiting because the client has gone.</summary>
    public void Abandon(CancellationToken cancellationToken) => abandon(this, cancellationToken);

    internal readonly struct ByDeadline : IHeapPolicy<ReceiveWaiter>
    {
        public static long KeyOf(ReceiveWaiter item) => item.Deadline;

        public static ref int PlaceOf(ReceiveWaiter item) => ref item._place;
    }
}
