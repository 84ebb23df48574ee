using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>One statement that allows something.</summary>
public sealed record PolicyStatement
{
    /// <summary>The statement's name within its policy: letters and digits.</summary>
    public required string Sid { get; init; }

    /// <summary>Whom it is about; absent in the policy of a role.</summary>
    public PolicyPrincipal? Principal { get; init; }

    /// <summary>The actions, in order of name.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>The resources' ARNs; none in a trust policy.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>The conditions; all of them must hold.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];
}
