using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>A role as it is beside what rules need.</summary>
public sealed record RoleComparison
{
    /// <summary>The ARN of the role that the rules name; empty where the worker does everything itself.</summary>
    public required string Role { get; init; }

    /// <summary>The ARN of the role that the files describe, where they tell it.</summary>
    public string? Described { get; init; }

    /// <summary>That it is a role for S3's own replication; absent where nothing shows it.</summary>
    public NativeRole? Native { get; init; }

    /// <summary>The differences, those first that hold the worker up.</summary>
    public required ImmutableArray<RoleDifference> Differences { get; init; }

    /// <summary>Whether nothing that was compared holds the worker up.</summary>
    public bool Suffices => !Differences.Any(difference => difference.Stops);

    /// <summary>The statements that the trust policy lacks.</summary>
    public PolicyDocument TrustToAdd => ToAdd(isTrust: true);

    /// <summary>The statements that the permissions lack, as a policy of their own.</summary>
    public PolicyDocument PermissionsToAdd => ToAdd(isTrust: false);

    /// <summary>A name may occur once in a policy.</summary>
    private PolicyDocument ToAdd(bool isTrust) => new([.. Differences
        .Where(difference => difference.IsTrust == isTrust)
        .Select(difference => difference.Add)
        .OfType<PolicyStatement>()
        .GroupBy(statement => statement.Sid, StringComparer.Ordinal)
        .SelectMany(group => group.Select((statement, index) => index == 0
            ? statement
            : statement with { Sid = FormattableString.Invariant($"{statement.Sid}{index + 1}") }))]);
}
