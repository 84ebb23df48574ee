using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Sqs.Attributes;

/// <summary>The attributes of a queue that can be set; defaults and units are SQS's own.</summary>
internal sealed record QueueSettings
{
    /// <summary>Seconds, 0 to 900. 0 by default.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>Bytes, 1,024 to 1,048,576. 1,048,576 by default.</summary>
    public int MaximumMessageSize { get; init; } = 1_048_576;

    /// <summary>Seconds, 60 to 1,209,600. Four days by default.</summary>
    public int MessageRetentionPeriod { get; init; } = 345_600;

    /// <summary>Seconds, 0 to 20. 0 by default.</summary>
    public int ReceiveMessageWaitTimeSeconds { get; init; }

    /// <summary>Seconds, 0 to 43,200. 30 by default.</summary>
    public int VisibilityTimeout { get; init; } = 30;

    public PolicyDocument? Policy { get; init; }

    public RedrivePolicy? RedrivePolicy { get; init; }

    public RedriveAllowPolicy? RedriveAllowPolicy { get; init; }

    public string? KmsMasterKeyId { get; init; }

    /// <summary>Seconds, 60 to 86,400. 300 by default.</summary>
    public int KmsDataKeyReusePeriodSeconds { get; init; } = 300;

    public bool SqsManagedSseEnabled { get; init; } = true;

    public bool IsFifo { get; init; }

    public bool ContentBasedDeduplication { get; init; }

    /// <summary><c>queue</c> or <c>messageGroup</c>.</summary>
    public string DeduplicationScope { get; init; } = "queue";

    /// <summary><c>perQueue</c> or <c>perMessageGroupId</c>; kept, not enforced.</summary>
    public string FifoThroughputLimit { get; init; } = "perQueue";
}
