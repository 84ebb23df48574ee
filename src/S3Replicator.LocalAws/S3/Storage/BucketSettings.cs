using S3Replicator.LocalAws.Identity.Policies.Documents;
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

    /// <summary>Who may do what with the bucket, besides its own account.</summary>
    public PolicyDocument? Policy { get; init; }

    /// <summary>Who owns what is written, and so whether ACLs have any effect.</summary>
    public string Ownership { get; init; } = "BucketOwnerEnforced";

    public bool HasAcls => !string.Equals(Ownership, "BucketOwnerEnforced", StringComparison.Ordinal);
}
