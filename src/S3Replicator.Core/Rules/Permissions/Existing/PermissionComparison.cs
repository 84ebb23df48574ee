using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>What a role may do beside what rules need; pure.</summary>
internal static class PermissionComparison
{
    public static IEnumerable<RoleDifference> Of(ImmutableArray<Need> needs, IReadOnlyCollection<StatementPatterns> existing)
    {
        var plain = existing.Where(statement => statement.IsPlain).ToList();
        var verdicts = needs.Select(need => (Need: need, Verdict: VerdictOf(need, plain))).Where(pair => pair.Verdict is not null);

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

    private static PermissionVerdict? VerdictOf(Need need, List<StatementPatterns> existing)
    {
        var about = existing.Where(statement => statement.IsAbout(need.ActionPattern)).ToLookup(statement => statement.Statement.IsAllow);
        var denying = about[false]
            .Where(statement => !Conditions.IsNeverMet(statement.Statement.Conditions) && statement.Overlaps(need.ResourcePattern))
            .ToList();

        if (denying.Count > 0)
        {
            // What is denied without a condition weighs more.
            var worst = denying.Find(statement => statement.Statement.Conditions.IsEmpty) ?? denying[0];
            return new(DifferenceKind.Denied, worst.Name, Conditions.Text(worst.Statement.Conditions));
        }

        var covering = about[true]
            .Where(statement => statement.Includes(need.ResourcePattern))
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

        var narrower = about[true].FirstOrDefault(statement => statement.Overlaps(need.ResourcePattern));
        return narrower is null ? new(DifferenceKind.Missing) : NarrowerThan(need, narrower);
    }

    private static PermissionVerdict NarrowerThan(Need need, StatementPatterns statement)
    {
        var resources = string.Join(", ", statement.Resources.Where(one => one.Overlaps(need.ResourcePattern)).Select(one => one.Text));

        // Which keys the source objects are under, the rules do not say, but who wrote the statement may have known.
        return need.Resource is "*" && Conditions.Unmet(statement.Statement.Conditions, need.Statement.Conditions) is var unmet
            ? new(DifferenceKind.NotCompared, statement.Name, Conditions.Text(unmet), resources)
            : new(DifferenceKind.Missing, statement.Name, Resources: resources);
    }

    private static IEnumerable<RoleDifference> NotCompared(StatementPatterns statement, ImmutableArray<Need> needs)
    {
        var reasons = statement.Statement.Negation is { } negation
            ? [$"has {negation}"]
            : statement.Unknown.Select(resource => $"is about {resource}, which has a policy variable or is no ARN").ToList();
        var isRelevant = needs.Any(need => statement.IsAbout(need.ActionPattern)
            && (statement.Unknown.Any() || statement.Overlaps(need.ResourcePattern)));

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
