using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>The visible messages of a queue, in the order in which they are to be received.</summary>
internal interface IVisibleMessages
{
    int Count { get; }

    void Add(Message message);

    /// <summary>Takes the next message out for a receive.</summary>
    /// <param name="previous">What the same receive took before: a FIFO queue goes on with its group.</param>
    Message? Take(Message? previous);

    void Remove(Message message);

    /// <summary>Tells that a message taken out is hidden no longer: it was added again, or it is gone.</summary>
    void Unlock(Message message);

    void Clear();
}
