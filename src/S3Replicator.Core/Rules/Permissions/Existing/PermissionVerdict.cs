using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Why something that is needed is not surely allowed; the same words are told once for all that they are true of.</summary>
/// <param name="Kind">The kind of difference.</param>
/// <param name="Within">The statement that it hangs on, where there is one.</param>
/// <param name="Condition">The conditions that it hangs on.</param>
/// <param name="Resources">The narrower resources on which it is allowed.</param>
internal sealed record PermissionVerdict(DifferenceKind Kind, string? Within = null, string Condition = "", string Resources = "")
{
    private string UnderCondition => Condition.Length > 0 ? $" under the condition {Condition}" : string.Empty;

    public RoleDifference ToDifference(PolicyStatement statement, ImmutableArray<string> actions, ImmutableArray<string> resources) => new()
    {
        Kind = Kind,
        Statement = statement.Sid,
        Actions = actions,
        Resources = resources,
        Found = Found,
        Mend = MendOf(statement),
        Add = Kind is DifferenceKind.Missing or DifferenceKind.Conditional ? statement with { Actions = actions, Resources = resources } : null,
        Stops = Kind != DifferenceKind.NotCompared,
    };

    private string Found => (Kind, Within) switch
    {
        (DifferenceKind.Denied, _) => $"{Within} denies it{UnderCondition}.",
        (DifferenceKind.Conditional, _) => $"{Within} allows it, but only{UnderCondition}.",
        (_, null) => "No statement allows it.",
        _ => $"{Within} allows it, but only on {Resources}{UnderCondition}.",
    };

    private string MendOf(PolicyStatement statement) => Kind switch
    {
        DifferenceKind.Denied => Condition.Length > 0
            ? "See to it that the worker's requests never meet the condition, or take these actions and resources out of that Deny; no Allow outweighs it."
            : "Take these actions and resources out of that Deny; no Allow outweighs it.",
        DifferenceKind.Conditional => "If the worker's requests always meet the condition, nothing; otherwise allow it by the statement below.",
        DifferenceKind.NotCompared =>
            "The rules do not name the keys by their ARNs. If these are the ones, nothing; otherwise allow it on those, too.",
        _ when statement.Conditions.IsEmpty => "Allow it by the statement below.",
        _ => $"Allow it by the statement below, under the condition {Conditions.Text(statement.Conditions)}.",
    };
}
