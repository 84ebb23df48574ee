namespace S3Replicator.LocalAws.Sqs.Messages;

/// <summary>A message as it was at the moment of one receive.</summary>
internal readonly record struct ReceivedMessage(Message Message, ReceiptHandle Handle, int ReceiveCount, long FirstReceivedAt);
