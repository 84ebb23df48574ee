using System.Collections.Immutable;

namespace S3Replicator.Core.Rules;

/// <summary>How a document's role is assumed through STS.</summary>
public sealed record RoleOptions
{
    /// <summary>Nothing but the role itself.</summary>
    public static RoleOptions Default { get; } = new();

    /// <summary>The external id that the role's trust policy asks for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Session tags, at most 50.</summary>
    public ImmutableSortedDictionary<string, string> SessionTags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How long a session lasts: 900 to 43,200 seconds, 3,600 by default; one hour at most with role chaining (STS AssumeRole).</summary>
    public int DurationSeconds { get; init; } = 3600;

    /// <summary>Whether the session is narrowed to the document's own buckets and prefixes.</summary>
    public bool ScopedSessionPolicy { get; init; }

    /// <summary>A session policy document given as it is, as JSON text.</summary>
    public string? SessionPolicy { get; init; }
}
