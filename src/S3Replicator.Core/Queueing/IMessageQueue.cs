namespace S3Replicator.Core.Queueing;

/// <summary>One queue, narrowed to what the pump does with it.</summary>
public interface IMessageQueue
{
    /// <summary>The queue's name, for logs and metrics.</summary>
    string Name { get; }

    /// <summary>Receives up to <paramref name="maxMessages"/> messages (1 to 10), waiting at most <paramref name="waitTime"/> for the first.</summary>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int maxMessages, TimeSpan waitTime, TimeSpan visibilityTimeout, CancellationToken cancellationToken);

    /// <summary>Deletes up to 10 messages and returns those that the queue refused to delete.</summary>
    Task<IReadOnlyList<QueueMessage>> DeleteAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken);

    /// <summary>Sets how long up to 10 messages stay hidden from now on, and returns those that are no longer in hand.</summary>
    Task<IReadOnlyList<QueueMessage>> ChangeVisibilityAsync(
        IReadOnlyList<VisibilityChange> changes, CancellationToken cancellationToken);

    /// <summary>Asks how many messages the queue holds.</summary>
    Task<QueueDepth> GetDepthAsync(CancellationToken cancellationToken);
}
