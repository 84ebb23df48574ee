namespace S3Replicator.Core.Queueing;

/// <summary>One message in hand.</summary>
/// <param name="MessageId">SQS's id of the message.</param>
/// <param name="ReceiptHandle">The handle of this receive; settles the message.</param>
/// <param name="Body">The body as it came.</param>
/// <param name="ReceiveCount">How often the message was received, this time included.</param>
/// <param name="SentAt">When the message was sent, where the queue tells.</param>
/// <param name="FirstReceivedAt">When the message was received for the first time, where the queue tells.</param>
/// <param name="IsLastReceive">Whether the queue's redrive policy moves the message away instead of giving it out once more.</param>
public sealed record QueueMessage(
    string MessageId,
    string ReceiptHandle,
    string Body,
    int ReceiveCount,
    DateTimeOffset? SentAt = null,
    DateTimeOffset? FirstReceivedAt = null,
    bool IsLastReceive = false)
{
    /// <summary>The trace header of whoever sent the message, where it came with one.</summary>
    public string? TraceHeader { get; init; }
}
