using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>One action on one resource that the rules need.</summary>
/// <param name="Statement">The statement that asks for it.</param>
/// <param name="Action">The action.</param>
/// <param name="ActionPattern">The same, to be compared.</param>
/// <param name="Resource">The resource as the statement names it.</param>
/// <param name="ResourcePattern">The same, to be compared.</param>
/// <param name="IsAnyKey">Whether it is a key that the rules do not name, or not by its ARN.</param>
internal sealed record Need(
    PolicyStatement Statement, string Action, PolicyPattern ActionPattern, string Resource, ResourcePattern ResourcePattern, bool IsAnyKey)
{
    /// <summary>All that a policy's statements come to.</summary>
    /// <param name="policy">The policy that the rules need.</param>
    /// <param name="partition">The partition of the role, such as <c>aws</c>.</param>
    public static ImmutableArray<Need> Of(PolicyDocument policy, string partition)
    {
        var needs = ImmutableArray.CreateBuilder<Need>();

        foreach (var statement in policy.Statements)
        {
            var actions = statement.Actions.Select(action => (Text: action, Pattern: PolicyPattern.OfAction(action))).ToList();

            foreach (var resource in statement.Resources)
            {
                // An asterisk in place of a key's name is as wide as one in place of its ARN.
                var isAnyKey = !resource.StartsWith("arn:", StringComparison.Ordinal)
                    && statement.Actions.All(action => action.StartsWith("kms:", StringComparison.Ordinal));
                var pattern = ResourcePattern.TryParse(isAnyKey ? $"arn:{partition}:kms:*:*:key/*" : resource)
                    ?? throw new ArgumentException($"{resource} is no resource.", nameof(policy));
                needs.AddRange(actions.Select(action => new Need(statement, action.Text, action.Pattern, resource, pattern, isAnyKey)));
            }
        }

        return needs.ToImmutable();
    }
}
