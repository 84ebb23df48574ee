using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What a role may do that rules do not need; pure.</summary>
internal static class SurplusSearch
{
    private const string Narrow = "Once nothing else needs it, take it out.";

    public static IEnumerable<RoleDifference> Of(ImmutableArray<Need> needs, IEnumerable<StatementPatterns> existing) => existing
        .Where(statement => statement.IsPlain && statement.Statement.IsAllow)
        .SelectMany(statement => Of(needs, statement));

    private static IEnumerable<RoleDifference> Of(ImmutableArray<Need> needs, StatementPatterns statement)
    {
        var actions = statement.Actions.Select(action => (
            action.Text,
            action.Pattern.HasWildcards,
            Needs: needs.Where(need => action.Pattern.Includes(need.ActionPattern)).ToList())).ToList();

        if (actions.Where(action => action.Needs.Count == 0).Select(action => action.Text).ToImmutableArray() is { IsEmpty: false } unused)
        {
            yield return Surplus(statement, unused, [.. statement.Statement.Resources], $"The rules need nothing of this.{NativeHint(unused)}", Narrow);
        }

        foreach (var (text, _, needed) in actions.Where(action => action.HasWildcards && action.Needs.Count > 0))
        {
            var names = string.Join(", ", needed.Select(need => need.Action).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            yield return Surplus(
                statement, [text], [.. statement.Statement.Resources], $"The wildcard allows more than the rules need: {names}.", "Name these actions in its place.");
        }

        foreach (var wider in Wider(statement, actions.SelectMany(action => action.Needs)))
        {
            yield return wider;
        }
    }

    /// <summary>What is needed, but not on all of these resources, or only under a condition.</summary>
    private static IEnumerable<RoleDifference> Wider(StatementPatterns statement, IEnumerable<Need> needs)
    {
        var byAction = needs.Distinct().GroupBy(need => need.Action, StringComparer.Ordinal).Select(group => group.ToList()).ToList();

        foreach (var resource in statement.Resources)
        {
            var wide = byAction.Where(action => MayGrant(resource, action) && !action.Exists(need => IsWithin(resource, need))).ToList();

            if (wide.Count > 0)
            {
                var narrower = string.Join(", ", wide.SelectMany(action => action.Select(need => need.Resource)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                yield return Surplus(
                    statement, [.. wide.Select(action => action[0].Action)], [resource.Text], $"The rules need it on {narrower}.", "Once nothing else needs more, narrow it to these.");
            }
        }

        var free = byAction.Where(action => action.TrueForAll(need => !need.Statement.Conditions.IsEmpty
            && !need.Statement.Conditions.All(condition => Conditions.Unmet([condition], statement.Statement.Conditions).IsEmpty))).ToList();

        if (free.Count > 0)
        {
            yield return Surplus(
                statement,
                [.. free.Select(action => action[0].Action)],
                [.. statement.Statement.Resources],
                "It is allowed without the condition under which the rules need it.",
                $"Add the condition {Conditions.Text(free[0][0].Statement.Conditions)}.");
        }
    }

    private static bool IsWithin(ResourcePattern resource, Need need) =>
        string.Equals(resource.Text, need.Resource, StringComparison.Ordinal) || need.ResourcePattern.Includes(resource);

    /// <summary>An action on objects gets nothing from the ARN of a bucket, nor one on buckets from that of objects.</summary>
    private static bool MayGrant(ResourcePattern resource, List<Need> needs)
    {
        if (!needs[0].Action.StartsWith("s3:", StringComparison.Ordinal))
        {
            return true;
        }

        var text = resource.Text;
        var wildcard = text.IndexOf('*', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return needs.Exists(need => need.Resource.Contains('/', StringComparison.Ordinal))
            ? slash >= 0 || wildcard >= 0
            : slash < 0 || (wildcard >= 0 && wildcard < slash);
    }

    private static string NativeHint(ImmutableArray<string> actions) =>
        actions.Any(action => NativeReplication.IsOnlyNative(action)) ? " S3's own replication does, and nothing else." : string.Empty;

    private static RoleDifference Surplus(
        StatementPatterns statement, ImmutableArray<string> actions, ImmutableArray<string> resources, string found, string mend) => new()
        {
            Kind = DifferenceKind.Surplus,
            Statement = statement.Name,
            Actions = actions,
            Resources = resources,
            Found = found,
            Mend = mend,
            Stops = false,
        };
}
