namespace S3Replicator.LocalAws.Identity.Policies.Documents;

/// <summary>One statement of a policy; a list that is null was not given.</summary>
internal sealed record PolicyStatement(string? Sid, PolicyEffect Effect)
{
    public PrincipalList? Principals { get; init; }

    public PrincipalList? NotPrincipals { get; init; }

    public IReadOnlyList<string>? Actions { get; init; }

    public IReadOnlyList<string>? NotActions { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }

    public IReadOnlyList<string>? NotResources { get; init; }

    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
}
