using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>What policies depend on beside the rules.</summary>
public sealed record PolicyRequest
{
    /// <summary>The ARN of the identity that the worker runs as; absent means anybody in a role's own account whom that account allows.</summary>
    public string? Worker { get; init; }

    /// <summary>The ARNs of the queues that the worker reads.</summary>
    public ImmutableArray<string> Queues { get; init; } = [];

    /// <summary>The bucket and prefix of the state store, where it is in S3.</summary>
    public (string Bucket, string Prefix)? State { get; init; }
}
