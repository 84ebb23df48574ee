namespace S3Replicator.Core.Rules;

/// <summary>Where a rule's replicas go and what they become there.</summary>
public sealed record RuleDestination
{
    /// <summary>The destination bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The partition in the bucket's ARN, such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>The account that owns the destination bucket, 12 digits; sent as the expected bucket owner.</summary>
    public string? Account { get; init; }

    /// <summary>The replica's storage class; absent means the source's.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Whether the destination's owner owns the replicas (<c>AccessControlTranslation</c>).</summary>
    public bool OwnerOverride { get; init; }

    /// <summary>The KMS key that encrypts replicas.</summary>
    public string? ReplicaKmsKeyId { get; init; }
}
