namespace S3Replicator.LocalAws.S3.EventBridge;

/// <summary>A rule of EventBridge that sends events of a bucket to a queue. The bucket must have EventBridge switched on as well.</summary>
/// <param name="Bucket">The bucket's name; <c>*</c> and <c>?</c> stand for any text and any one character.</param>
/// <param name="QueueArn">The queue, whose policy must let <c>events.amazonaws.com</c> send.</param>
public sealed record EventRule(string Bucket, string QueueArn);
