using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>What policies depend on beside the rules.</summary>
public sealed record PolicyRequest
{
    /// <summary>The ARN of the identity that the worker runs as; absent means anybody in a role's own account whom that account allows.</summary>
    public string? Worker { get; init; }

    /// <summary>The ARNs of the queues that the worker reads.</summary>
    public ImmutableArray<string> Queues { get; init; } = [];

    /// <summary>The ARNs of the queues that are told of operations.</summary>
    public ImmutableArray<string> EventsQueues { get; init; } = [];

    /// <summary>The rule documents that are read from S3, each a bucket with the object's key, or with null for the bucket's own replication configuration.</summary>
    public ImmutableArray<(string Bucket, string? Key)> RuleSources { get; init; } = [];

    /// <summary>The ARNs of the KMS keys that queues, the state's bucket or rule documents in S3 are encrypted with.</summary>
    public ImmutableArray<string> WorkerKeys { get; init; } = [];

    /// <summary>The bucket and prefix of the state store, where it is in S3.</summary>
    public (string Bucket, string Prefix)? State { get; init; }
}
