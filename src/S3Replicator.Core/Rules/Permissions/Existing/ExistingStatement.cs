using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>One statement of a policy that is there.</summary>
public sealed record ExistingStatement
{
    /// <summary>Its file, and its Sid or its number within the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it allows; otherwise it denies.</summary>
    public required bool IsAllow { get; init; }

    /// <summary>Whom it is about; none in the policy of permissions.</summary>
    public ImmutableArray<PolicyPrincipal> Principals { get; init; } = [];

    /// <summary>The actions, with wildcards; <c>*</c> where it has NotAction.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>The resources, with wildcards; <c>*</c> where it has NotResource.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>The conditions; all of them must hold.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>Whether the policy's version knows policy variables.</summary>
    public bool HasVariables { get; init; } = true;

    /// <summary>NotAction, NotResource or NotPrincipal, which are not compared; absent otherwise.</summary>
    public string? Negation { get; init; }
}
