namespace S3Replicator.Core.Queueing;

/// <summary>How many messages a queue holds, as the queue itself reckons.</summary>
/// <param name="Visible">Messages that a receive could return now.</param>
/// <param name="NotVisible">Messages in somebody's hand.</param>
/// <param name="Delayed">Messages that are not yet visible for the first time.</param>
public readonly record struct QueueDepth(long Visible, long NotVisible, long Delayed)
{
    /// <summary>Whether the queue holds nothing at all.</summary>
    public bool IsEmpty => Visible == 0 && NotVisible == 0 && Delayed == 0;
}
