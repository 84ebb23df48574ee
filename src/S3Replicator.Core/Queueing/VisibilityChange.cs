namespace S3Replicator.Core.Queueing;

/// <summary>How long a message stays hidden from now on; zero releases it at once.</summary>
public readonly record struct VisibilityChange(QueueMessage Message, TimeSpan VisibilityTimeout);
