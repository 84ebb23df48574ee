namespace S3Replicator.Doctor.Queues;

/// <summary>One entry of a bucket's notification configuration that leads to a queue of the worker.</summary>
/// <param name="QueueArn">The queue.</param>
/// <param name="Events">Event types without the <c>s3:</c> prefix, such as <c>ObjectCreated:*</c>.</param>
/// <param name="Prefix">The prefix filter, decoded; empty for none.</param>
/// <param name="Suffix">The suffix filter, decoded; empty for none.</param>
internal sealed record EventRoute(string QueueArn, IReadOnlyList<string> Events, string Prefix, string Suffix);
