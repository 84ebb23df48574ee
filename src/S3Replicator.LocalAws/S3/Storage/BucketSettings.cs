using System.Collections.Immutable;
using S3Replicator.LocalAws.Identity.Policies.Documents;
using S3Replicator.LocalAws.S3.Acls;
using S3Replicator.LocalAws.S3.Encryption;
using S3Replicator.LocalAws.S3.Locking;
using S3Replicator.LocalAws.S3.Notifications;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>What a bucket is configured to do, replaced whole at every change.</summary>
internal sealed record BucketSettings
{
    public static BucketSettings Default { get; } = new();

    public VersioningStatus Versioning { get; init; }

    public NotificationConfiguration Notifications { get; init; } = NotificationConfiguration.None;

    /// <summary>The replication configuration as it was put; stored, never acted on.</summary>
    public byte[]? Replication { get; init; }

    /// <summary>Null where the bucket has no Object Lock.</summary>
    public BucketLock? Lock { get; init; }

    /// <summary>Null where it was taken away.</summary>
    public PublicAccessBlock? PublicAccess { get; init; } = PublicAccessBlock.All;

    /// <summary>Null stands for the owner's alone.</summary>
    public AccessControlList? Acl { get; init; }

    /// <summary>Documents that are kept and given back, by sub-resource.</summary>
    public ImmutableDictionary<string, byte[]> Documents { get; init; } = ImmutableDictionary.Create<string, byte[]>(StringComparer.Ordinal);

    public BucketEncryption Encryption { get; init; } = BucketEncryption.Default;

    /// <summary>Who may do what with the bucket, besides its own account.</summary>
    public PolicyDocument? Policy { get; init; }

    /// <summary>Who owns what is written, and so whether ACLs are taken; null where the controls were taken away, and then it is the writer.</summary>
    public string? Ownership { get; init; } = "BucketOwnerEnforced";

    public bool HasAcls => !string.Equals(Ownership, "BucketOwnerEnforced", StringComparison.Ordinal);
}
