using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity;

/// <summary>What AssumeRole gave out: a role, taken on for a while under a name.</summary>
internal sealed record RoleSession(Role Role, string SessionName, DateTimeOffset Expiration)
{
    /// <summary>Policies that narrow the role for this session.</summary>
    public IReadOnlyList<PolicyDocument> SessionPolicies { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = EmptyTags;

    /// <summary>Keys of tags that a further role taken on from this session inherits.</summary>
    public IReadOnlyCollection<string> TransitiveTagKeys { get; init; } = [];

    public string? SourceIdentity { get; init; }

    public string Arn => $"arn:aws:sts::{Role.AccountId}:assumed-role/{Role.Name}/{SessionName}";

    public string UserId => $"{Role.RoleId}:{SessionName}";

    private static readonly Dictionary<string, string> EmptyTags = [];
}
