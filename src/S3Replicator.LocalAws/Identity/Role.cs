using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity;

/// <summary>An IAM role.</summary>
/// <param name="Arn"><c>arn:aws:iam::ACCOUNT:role/PATH/NAME</c>.</param>
/// <param name="RoleId">The unique id, <c>AROA…</c>.</param>
internal sealed record Role(string Arn, string RoleId)
{
    /// <summary>IAM's default, one hour.</summary>
    public static readonly TimeSpan DefaultMaxSessionDuration = TimeSpan.FromHours(1);

    /// <summary>IAM's upper limit, twelve hours.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    public string AccountId { get; } = Arn.Split(':')[4];

    /// <summary>The name without its path, as session ARNs have it.</summary>
    public string Name { get; } = Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>Who may take the role on; null lets every principal of the role's own account.</summary>
    public PolicyDocument? TrustPolicy { get; init; }

    /// <summary>What the role may do; null lets it do everything. A change holds at once, for sessions that are there too.</summary>
    public IReadOnlyList<PolicyDocument>? PermissionPolicies { get; set; }

    public TimeSpan MaxSessionDuration { get; init; } = DefaultMaxSessionDuration;
}
