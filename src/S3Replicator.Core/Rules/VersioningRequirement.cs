namespace S3Replicator.Core.Rules;

/// <summary>Whether source and destination buckets must be versioned.</summary>
public enum VersioningRequirement
{
    /// <summary>Both buckets must have versioning enabled, as S3 Replication demands.</summary>
    Required,

    /// <summary>Unversioned buckets are accepted.</summary>
    Optional,
}
