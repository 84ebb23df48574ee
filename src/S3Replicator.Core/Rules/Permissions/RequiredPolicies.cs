using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>All policies that rules need, each no wider than that.</summary>
public sealed record RequiredPolicies
{
    /// <summary>The roles that rules name.</summary>
    public required ImmutableArray<RequiredRole> Roles { get; init; }

    /// <summary>Policies of source and destination buckets in other accounts than the role's, by bucket.</summary>
    public required ImmutableSortedDictionary<string, PolicyDocument> Buckets { get; init; }

    /// <summary>Statements for the policies of KMS keys in other accounts than the role's, by the key's ARN; S3 merges none of it by itself.</summary>
    public required ImmutableSortedDictionary<string, PolicyDocument> Keys { get; init; }

    /// <summary>Policies of queues that S3 sends to, by the queue's ARN.</summary>
    public required ImmutableSortedDictionary<string, PolicyDocument> Queues { get; init; }

    /// <summary>What the worker's own identity must be allowed.</summary>
    public required PolicyDocument Worker { get; init; }

    /// <summary>The account that the worker is in, where its own ARN or that of its queue tells.</summary>
    public string? WorkerAccount { get; init; }

    /// <summary>The accounts that own the buckets of <see cref="Buckets"/>, by bucket.</summary>
    public required ImmutableSortedDictionary<string, string> BucketOwners { get; init; }
}
