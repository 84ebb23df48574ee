namespace S3Replicator.Core.Planning;

/// <summary>What HEAD says of an object.</summary>
public sealed record ObjectHead
{
    /// <summary>What can be told of an object under a key of its customer (SSE-C): how it is encrypted, and nothing else.</summary>
    public static ObjectHead UnderCustomerKey { get; } = new() { ETag = string.Empty, Size = 0, LastModified = default, Encryption = "SSE-C" };

    /// <summary>The ETag without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When this version was written, by S3's clock, to the second.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The version id; absent in an unversioned bucket.</summary>
    public string? VersionId { get; init; }

    /// <summary>The storage class; <c>STANDARD</c> where S3 names none.</summary>
    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>The server-side encryption as S3 names it, or <c>SSE-C</c>.</summary>
    public string? Encryption { get; init; }

    /// <summary>The KMS key.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether a bucket key stands for the KMS key.</summary>
    public bool HasBucketKey { get; init; }

    /// <summary>The system headers and user metadata.</summary>
    public ObjectMetadata Metadata { get; init; } = new();

    /// <summary>How many tags the object has; 0 also where the caller may not know.</summary>
    public int TagCount { get; init; }

    /// <summary>The <c>x-amz-restore</c> header.</summary>
    public string? Restore { get; init; }

    /// <summary>The archive tier of an Intelligent-Tiering object.</summary>
    public string? ArchiveStatus { get; init; }

    /// <summary>The Object Lock retention mode.</summary>
    public string? LockMode { get; init; }

    /// <summary>When the retention ends.</summary>
    public DateTimeOffset? RetainUntil { get; init; }

    /// <summary>Whether a legal hold is set.</summary>
    public bool LegalHold { get; init; }

    /// <summary>Where the website endpoint redirects to.</summary>
    public string? WebsiteRedirect { get; init; }

    /// <summary>The checksum as <c>algorithm:value</c>, where the caller asked and S3 has one.</summary>
    public string? Checksum { get; init; }

    /// <summary>The checksum's type, <c>FULL_OBJECT</c> or <c>COMPOSITE</c>.</summary>
    public string? ChecksumType { get; init; }

    /// <summary>How many parts the object was uploaded in, where a part was asked for.</summary>
    public int? PartsCount { get; init; }
}
