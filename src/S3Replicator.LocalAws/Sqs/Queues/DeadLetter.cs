using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>A message on its way to a dead-letter queue.</summary>
internal readonly record struct DeadLetter(Message Message, string TargetArn);
