using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>One rule document in its normalised form: what S3 calls a replication configuration, with its source bucket.</summary>
public sealed record ReplicationDocument
{
    /// <summary>The source bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The ARN of the role that the worker assumes; absent when the document asks for ambient credentials.</summary>
    public string? Role { get; init; }

    /// <summary>The rules in document order.</summary>
    public required ImmutableArray<ReplicationRule> Rules { get; init; }

    /// <summary>The account that owns the source bucket, 12 digits; sent as the expected source bucket owner.</summary>
    public string? SourceAccount { get; init; }

    /// <summary>How the role is assumed.</summary>
    public RoleOptions RoleOptions { get; init; } = RoleOptions.Default;

    /// <summary>Whether both buckets must be versioned; they must by default.</summary>
    public VersioningRequirement Versioning { get; init; }
}
