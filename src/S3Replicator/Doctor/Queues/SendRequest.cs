namespace S3Replicator.Doctor.Queues;

/// <summary>What S3 asks of a queue's policy before it sends an event.</summary>
/// <param name="QueueArn">The queue.</param>
/// <param name="BucketArn">The bucket that the event is of.</param>
/// <param name="Account">The bucket's owner; null where that is not known.</param>
internal sealed record SendRequest(string QueueArn, string BucketArn, string? Account)
{
    public const string Action = "sqs:SendMessage";
    public const string Service = "s3.amazonaws.com";

    /// <summary>The value of a condition key; null with true for one that is there but unknown, null with false for one that is not known to be there.</summary>
    public (string? Value, bool IsPresent) ValueOf(string key) => key.ToUpperInvariant() switch
    {
        "AWS:SOURCEARN" => (BucketArn, true),
        "AWS:SOURCEACCOUNT" => (Account, true),
        "AWS:SECURETRANSPORT" or "AWS:PRINCIPALISAWSSERVICE" => ("true", true),
        "AWS:PRINCIPALSERVICENAME" => (Service, true),
        _ => (null, false),
    };
}
