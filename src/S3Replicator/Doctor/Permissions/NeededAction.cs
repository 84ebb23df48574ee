using S3Replicator.Core.Rules.Permissions;

namespace S3Replicator.Doctor.Permissions;

/// <summary>One action of S3's that must be allowed in one place.</summary>
internal sealed record NeededAction(string Action, S3Place Place)
{
    /// <summary>Each action of the statements in each of their places, once.</summary>
    public static IReadOnlyList<NeededAction> Of(IEnumerable<PolicyStatement> statements) =>
    [
        .. (from statement in statements
            from place in statement.Resources.Select(S3Place.Parse).OfType<S3Place>()
            from action in statement.Actions
            select new NeededAction(action, place)).Distinct(),
    ];
}
