using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Identity.Policies;

/// <summary>Decides whether a statement speaks of a request, its principal left aside.</summary>
internal static class StatementMatch
{
    public static bool Covers(
        PolicyStatement statement, string action, string? resource, AuthorizationContext context, bool hasVariables) =>
        CoversAction(statement, action)
        && CoversResource(statement, resource, context, hasVariables)
        && HoldsAll(statement, context, hasVariables);

    private static bool CoversAction(PolicyStatement statement, string action) =>
        statement.Actions is { } actions ? AnyAction(actions, action) : !AnyAction(statement.NotActions!, action);

    private static bool AnyAction(IReadOnlyList<string> patterns, string action)
    {
        foreach (var pattern in patterns)
        {
            if (WildcardPattern.Matches(pattern, action, ignoreCase: true))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CoversResource(PolicyStatement statement, string? resource, AuthorizationContext context, bool hasVariables)
    {
        if (resource is null || (statement.Resources is null && statement.NotResources is null))
        {
            return true;
        }

        return statement.Resources is { } resources
            ? AnyResource(resources, resource, context, hasVariables)
            : !AnyResource(statement.NotResources!, resource, context, hasVariables);
    }

    private static bool AnyResource(
        IReadOnlyList<string> patterns, string resource, AuthorizationContext context, bool hasVariables)
    {
        foreach (var pattern in patterns)
        {
            var expanded = hasVariables ? context.Expand(pattern) : pattern;
            if (expanded is not null && WildcardPattern.Matches(expanded, resource))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsAll(PolicyStatement statement, AuthorizationContext context, bool hasVariables)
    {
        foreach (var condition in statement.Conditions)
        {
            if (!ConditionEvaluation.Holds(condition, context, hasVariables))
            {
                return false;
            }
        }

        return true;
    }
}
