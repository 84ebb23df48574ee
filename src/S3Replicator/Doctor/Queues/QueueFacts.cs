namespace S3Replicator.Doctor.Queues;

/// <summary>What SQS says of a queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its URL.</param>
/// <param name="Attributes">Its attributes by SQS's names.</param>
internal sealed record QueueFacts(string Name, string Url, IReadOnlyDictionary<string, string> Attributes)
{
    public string? Arn => Attributes.GetValueOrDefault("QueueArn");

    /// <summary>The queue's region; null where SQS did not tell.</summary>
    public string? Region => Arn?.Split(':') is [_, _, _, { Length: > 0 } region, ..] ? region : null;

    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);
}
