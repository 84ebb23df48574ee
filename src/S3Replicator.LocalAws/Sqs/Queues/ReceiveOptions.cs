namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>One receive.</summary>
/// <param name="MaxMessages">1 to 10.</param>
/// <param name="VisibilityTimeout">How long what is received stays hidden; null for the queue's own.</param>
/// <param name="WaitTime">How long to wait for a first message; null for the queue's own.</param>
internal readonly record struct ReceiveOptions(int MaxMessages, TimeSpan? VisibilityTimeout, TimeSpan? WaitTime)
{
    /// <summary>FIFO only: a receive repeated with the same id gets the same messages.</summary>
    public string? AttemptId { get; init; }
}
