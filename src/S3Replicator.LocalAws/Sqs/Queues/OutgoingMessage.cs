using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Queues;

/// <summary>A message to be sent.</summary>
/// <param name="Content">What it holds.</param>
/// <param name="Delay">Null for the queue's own delay.</param>
internal readonly record struct OutgoingMessage(MessageContent Content, TimeSpan? Delay);
