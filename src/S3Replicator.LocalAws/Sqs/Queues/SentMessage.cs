namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>What a queue answers to a send.</summary>
internal readonly record struct SentMessage(Guid MessageId, string? SequenceNumber);
