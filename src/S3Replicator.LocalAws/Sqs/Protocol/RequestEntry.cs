using S3Replicator.LocalAws.Sqs.Messages;

namespace S3Replicator.LocalAws.Sqs.Protocol;

/// <summary>The members of one message in a request, of all batch requests in one.</summary>
internal sealed class RequestEntry
{
    public string? Id { get; set; }

    /// <summary>UTF-8.</summary>
    public byte[]? MessageBody { get; set; }

    public int? DelaySeconds { get; set; }

    public List<MessageAttribute>? MessageAttributes { get; set; }

    public List<MessageAttribute>? MessageSystemAttributes { get; set; }

    public string? MessageDeduplicationId { get; set; }

    public string? MessageGroupId { get; set; }

    public string? ReceiptHandle { get; set; }

    public int? VisibilityTimeout { get; set; }
}
