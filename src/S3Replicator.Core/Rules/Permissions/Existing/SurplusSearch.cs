using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What a role may do that rules do not need; pure.</summary>
internal static class SurplusSearch
{
    public static IEnumerable<RoleDifference> Of(ImmutableArray<Need> needs, IEnumerable<StatementPatterns> existing, NativeRole? native) => existing
        .Where(statement => statement.IsPlain && statement.Statement.IsAllow)
        .SelectMany(statement => Of(needs, statement, native));

    private static IEnumerable<RoleDifference> Of(ImmutableArray<Need> needs, StatementPatterns statement, NativeRole? native)
    {
        var actions = statement.Actions.Select(action => (
            action.Text,
            action.Pattern,
            Needs: needs.Where(need => action.Pattern.Includes(need.ActionPattern)).ToList())).ToList();

        foreach (var unused in actions.Where(action => action.Needs.Count == 0).GroupBy(action => native?.IsFor(action.Pattern) == true, action => action.Text))
        {
            yield return unused.Key
                ? Surplus(
                    statement, [.. unused], [.. statement.Statement.Resources], "S3's own replication needs it; the worker does not.", NativeReplication.Mend)
                : Surplus(
                    statement, [.. unused], [.. statement.Statement.Resources], "The rules need nothing of this.", "Once nothing else needs it, take it out.");
        }

        foreach (var (text, _, needed) in actions.Where(action => action.Pattern.HasWildcards && action.Needs.Count > 0))
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
                yield return Wider(statement, resource, wide);
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

    private static RoleDifference Wider(StatementPatterns statement, ResourcePattern resource, List<List<Need>> actions)
    {
        var needs = actions.SelectMany(action => action).ToLookup(need => need.ResourcePattern.Overlaps(resource), need => need.Resource);
        var isElsewhere = !needs[true].Any();
        var resources = string.Join(", ", needs[!isElsewhere].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return Surplus(
            statement,
            [.. actions.Select(action => action[0].Action)],
            [resource.Text],
            isElsewhere ? $"The rules need it elsewhere, on {resources}." : $"The rules need it on {resources} alone.",
            isElsewhere ? "Once nothing else needs it, take it out." : "Once nothing else needs more, narrow it to these.");
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
