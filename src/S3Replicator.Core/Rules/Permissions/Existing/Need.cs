using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>One action on one resource that the rules need.</summary>
internal sealed record Need(PolicyStatement Statement, string Action, PolicyPattern ActionPattern, string Resource, ResourcePattern ResourcePattern)
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
                // What is used under an asterisk are keys alone, so that an asterisk in place of a key's name is as wide.
                var isAnyKey = resource is "*" && statement.Actions.All(action => action.StartsWith("kms:", StringComparison.Ordinal));
                var pattern = ResourcePattern.TryParse(isAnyKey ? $"arn:{partition}:kms:*:*:key/*" : resource)
                    ?? throw new ArgumentException($"{resource} is no resource.", nameof(policy));
                needs.AddRange(actions.Select(action => new Need(statement, action.Text, action.Pattern, resource, pattern)));
            }
        }

        return needs.ToImmutable();
    }
}
