namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>
/// The members of all requests in one: SQS gives a member the same name and type wherever it occurs,
/// so that each protocol needs one reader only. What was not sent is null.
/// </summary>
internal sealed class SqsRequest
{
    public string? QueueUrl { get; set; }

    public string? QueueName { get; set; }

    public string? QueueOwnerAccountId { get; set; }

    public string? QueueNamePrefix { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }

    public List<KeyValuePair<string, string>>? Attributes { get; set; }

    public List<KeyValuePair<string, string>>? Tags { get; set; }

    public List<string>? TagKeys { get; set; }

    /// <summary>Of queues for GetQueueAttributes, of messages, in the old spelling, for ReceiveMessage.</summary>
    public List<string>? AttributeNames { get; set; }

    public List<string>? MessageSystemAttributeNames { get; set; }

    public List<string>? MessageAttributeNames { get; set; }

    /// <summary>The one message of a request that is no batch.</summary>
    public RequestEntry Entry { get; } = new();

    public List<RequestEntry>? Entries { get; set; }

    public int? MaxNumberOfMessages { get; set; }

    public int? WaitTimeSeconds { get; set; }

    public string? ReceiveRequestAttemptId { get; set; }

    public string? Label { get; set; }

    public List<string>? AccountIds { get; set; }

    public List<string>? Actions { get; set; }

    public string? SourceArn { get; set; }

    public string? DestinationArn { get; set; }

    public int? MaxNumberOfMessagesPerSecond { get; set; }

    public string? TaskHandle { get; set; }
}
