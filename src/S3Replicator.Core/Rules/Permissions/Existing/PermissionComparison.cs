using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What a role may do beside what rules need; pure.</summary>
internal static class PermissionComparison
{
    public static IEnumerable<RoleDifference> Of(ImmutableArray<Need> needs, IReadOnlyCollection<StatementPatterns> existing)
    {
        var plain = existing.Where(statement => statement.IsPlain).ToList();
        var named = needs.Select(need => need.Resource).ToHashSet(StringComparer.Ordinal);
        var verdicts = needs.Select(need => (Need: need, Verdict: VerdictOf(need, plain, named))).Where(pair => pair.Verdict is not null);

        foreach (var group in verdicts.GroupBy(pair => (pair.Need.Statement, pair.Verdict)))
        {
            var byAction = group
                .GroupBy(pair => pair.Need.Action, pair => pair.Need.Resource, StringComparer.Ordinal)
                .GroupBy(action => string.Join('\n', action), StringComparer.Ordinal);

            foreach (var alike in byAction)
            {
                yield return group.Key.Verdict!.ToDifference(group.Key.Statement, [.. alike.Select(action => action.Key)], [.. alike.First()]);
            }
        }

        foreach (var difference in existing.SelectMany(statement => NotCompared(statement, needs)))
        {
            yield return difference;
        }
    }

    private static PermissionVerdict? VerdictOf(Need need, List<StatementPatterns> existing, HashSet<string> named)
    {
        var about = existing.Where(statement => statement.IsAbout(need.ActionPattern)).ToLookup(statement => statement.Statement.IsAllow);
        var denying = about[false]
            .Where(statement => !Conditions.IsNeverMet(statement.Statement.Conditions) && statement.OverlapsResourceOf(need))
            .ToList();

        if (denying.Count > 0)
        {
            // What is denied without a condition weighs more.
            var worst = denying.Find(statement => statement.Statement.Conditions.IsEmpty) ?? denying[0];
            return new(DifferenceKind.Denied, worst.Name, Conditions.Text(worst.Statement.Conditions));
        }

        var covering = about[true]
            .Where(statement => statement.IncludesResourceOf(need))
            .Select(statement => (statement.Name, Unmet: Conditions.Unmet(statement.Statement.Conditions, need.Statement.Conditions)))
            .ToList();

        if (covering.Exists(statement => statement.Unmet.IsEmpty))
        {
            return null;
        }

        if (covering is [var conditional, ..])
        {
            return new(DifferenceKind.Conditional, conditional.Name, Conditions.Text(conditional.Unmet));
        }

        return about[true].Select(statement => NarrowerThan(need, statement, named)).FirstOrDefault(verdict => verdict is not null)
            ?? new(DifferenceKind.Missing);
    }

    private static PermissionVerdict? NarrowerThan(Need need, StatementPatterns statement, HashSet<string> named)
    {
        // Keys that the rules name for replicas are not those of the source objects.
        var resources = string.Join(", ", statement.Resources
            .Where(resource => resource.Overlaps(need.ResourcePattern) && !(need.IsAnyKey && named.Contains(resource.Text)))
            .Select(resource => resource.Text));

        if (resources.Length == 0)
        {
            return null;
        }

        // Which keys these are, the rules do not say, but who wrote the statement may have known.
        return need.IsAnyKey
            ? new(DifferenceKind.NotCompared, statement.Name, Conditions.Text(Conditions.Unmet(statement.Statement.Conditions, need.Statement.Conditions)), resources)
            : new(DifferenceKind.Missing, statement.Name, Resources: resources);
    }

    private static IEnumerable<RoleDifference> NotCompared(StatementPatterns statement, ImmutableArray<Need> needs)
    {
        var unknown = statement.Unknown.Except(needs.Select(need => need.Resource), StringComparer.Ordinal).ToList();
        var reasons = statement.Statement.Negation is { } negation
            ? [$"has {negation}"]
            : unknown.Select(resource => $"is about {resource}, which has a policy variable or is no ARN").ToList();
        var isRelevant = needs.Any(need => statement.IsAbout(need.ActionPattern)
            && (unknown.Count > 0 || statement.OverlapsResourceOf(need)));

        if (reasons.Count == 0 || !isRelevant || (!statement.Statement.IsAllow && Conditions.IsNeverMet(statement.Statement.Conditions)))
        {
            yield break;
        }

        yield return new()
        {
            Kind = DifferenceKind.NotCompared,
            Statement = statement.Name,
            Found = $"The statement {string.Join(" and ", reasons)}. That is not compared.",
            Mend = statement.Statement.IsAllow
                ? "Read it yourself: it may allow what is said to be missing. A statement of its own for what the rules need leaves no doubt."
                : "Read it yourself: it may deny what the rules need.",
            Stops = !statement.Statement.IsAllow,
        };
    }
}
