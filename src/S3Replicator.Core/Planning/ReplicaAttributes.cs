using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>What a replica is given; an absent member is left to S3's own copy or to the bucket.</summary>
public sealed record ReplicaAttributes
{
    /// <summary>Everything is left to S3's own copy.</summary>
    public static ReplicaAttributes AsSource { get; } = new();

    /// <summary>The storage class; absent means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The KMS key that encrypts the replica.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether that key encrypts in two layers (DSSE-KMS).</summary>
    public bool IsDualLayer { get; init; }

    /// <summary>Whether a bucket key stands for the KMS key; absent leaves it to the destination bucket.</summary>
    public bool? HasBucketKey { get; init; }

    /// <summary>The canned ACL.</summary>
    public string? CannedAcl { get; init; }

    /// <summary>The metadata that replaces the source's.</summary>
    public ObjectMetadata? Metadata { get; init; }

    /// <summary>The tags that replace the source's.</summary>
    public IReadOnlyList<ObjectTag>? Tags { get; init; }

    /// <summary>The Object Lock retention mode.</summary>
    public string? LockMode { get; init; }

    /// <summary>When the retention ends.</summary>
    public DateTimeOffset? RetainUntil { get; init; }

    /// <summary>Whether a legal hold is set.</summary>
    public bool? LegalHold { get; init; }

    /// <summary>Where the website endpoint redirects to.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>The checksum algorithm, for example <c>CRC64NVME</c>.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>The checksum type, <c>FULL_OBJECT</c> or <c>COMPOSITE</c>; multipart copies only.</summary>
    public string? ChecksumType { get; init; }
}
