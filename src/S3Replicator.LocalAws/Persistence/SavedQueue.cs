namespace S3Replicator.LocalAws.Persistence;

/// <summary>A queue without its messages: its attributes and tags by SQS's own names.</summary>
internal sealed record SavedQueue(string Arn, Dictionary<string, string> Attributes, Dictionary<string, string> Tags);
