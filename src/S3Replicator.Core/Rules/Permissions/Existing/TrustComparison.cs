using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Who may assume a role beside who must; pure.</summary>
internal static class TrustComparison
{
    private const string ExternalId = "sts:ExternalId";

    public static IEnumerable<RoleDifference> Of(PolicyStatement required, ImmutableArray<ExistingStatement> existing, bool isWorkerKnown)
    {
        var worker = new TrustedPrincipal(required.Principal!.Values[0], isWorkerKnown);
        var plain = existing.Where(statement => statement.Negation is null).ToList();
        var verdicts = required.Actions.Select(action => (Action: action, Verdict: VerdictOf(action, required, plain, worker)));

        foreach (var group in verdicts.Where(pair => pair.Verdict is not null).GroupBy(pair => pair.Verdict!, pair => pair.Action))
        {
            yield return group.Key with { Actions = [.. group], Resources = [worker.Arn], Add = group.Key.Add is null ? null : required with { Actions = [.. group] } };
        }

        foreach (var statement in existing.Where(statement => statement.Negation is not null))
        {
            yield return new()
            {
                Kind = DifferenceKind.NotCompared,
                IsTrust = true,
                Statement = statement.Name,
                Found = $"The statement has {statement.Negation}. That is not compared.",
                Mend = statement.IsAllow
                    ? "Read it yourself, or trust the worker by a statement of its own."
                    : "Read it yourself: it may shut the worker out.",
                Stops = !statement.IsAllow && !Conditions.IsNeverMet(statement.Conditions),
            };
        }

        foreach (var statement in plain.Where(statement => statement.IsAllow))
        {
            foreach (var difference in Surplus(statement, required, worker))
            {
                yield return difference;
            }
        }
    }

    private static RoleDifference? VerdictOf(string action, PolicyStatement required, List<ExistingStatement> existing, TrustedPrincipal worker)
    {
        var pattern = PolicyPattern.OfAction(action);
        var about = existing.Where(statement => statement.Actions.Any(one => PolicyPattern.OfAction(one).Includes(pattern))).ToLookup(statement => statement.IsAllow);

        if (about[false].FirstOrDefault(statement => worker.IsTouchedBy(statement) && !Conditions.IsNeverMet(statement.Conditions)) is { } denying)
        {
            var condition = denying.Conditions.IsEmpty ? string.Empty : $" under the condition {Conditions.Text(denying.Conditions)}";
            return Difference(DifferenceKind.Denied, $"{denying.Name} denies it{condition}.", "Take the worker out of that Deny; no Allow outweighs it.");
        }

        var trusting = about[true].Where(worker.IsTrustedBy)
            .Select(statement => (statement.Name, Unmet: Conditions.Unmet(statement.Conditions, required.Conditions)))
            .ToList();

        if (trusting.Exists(statement => statement.Unmet.IsEmpty))
        {
            return null;
        }

        if (trusting is [var (name, unmet), ..])
        {
            return unmet is [var one] && one.IsAbout(ExternalId)
                ? OtherExternalId(name, one, required)
                : Difference(
                    DifferenceKind.Conditional, $"{name} allows it, but only under the condition {Conditions.Text(unmet)}.",
                    "If the worker's requests always meet the condition, nothing; otherwise trust it by the statement below.", isAdded: true);
        }

        return about[true].FirstOrDefault(worker.IsTouchedBy) is { } narrower
            ? Difference(
                DifferenceKind.NotCompared, $"{narrower.Name} trusts {TrustedPrincipal.Text(narrower)}, and who the worker is was not said.",
                "Say with --worker-arn whom the worker runs as.") with
            { Stops = false }
            : Difference(DifferenceKind.Missing, "No statement lets the worker do it.", "Trust the worker by the statement below.", isAdded: true);
    }

    private static RoleDifference OtherExternalId(string name, PolicyCondition condition, PolicyStatement required)
    {
        var asked = string.Join(" or ", condition.Values);
        return required.Conditions.Any(one => one.IsAbout(ExternalId))
            ? Difference(
                DifferenceKind.Missing, $"{name} asks for the external id {asked}, and the rules give another.",
                "Give that in the documents' RoleOptions.ExternalId, or trust the worker by the statement below.", isAdded: true)
            : Difference(
                DifferenceKind.Missing, $"{name} asks for the external id {asked}, and not all of the rules' documents give one.",
                $"Give it in each document: RoleOptions: {{ExternalId: {asked}}}.", isAdded: true);
    }

    private static IEnumerable<RoleDifference> Surplus(ExistingStatement statement, PolicyStatement required, TrustedPrincipal worker)
    {
        var others = statement.Principals.SelectMany(principal => principal.Values
            .Where(value => !worker.Is(principal.Type, value))
            .Select(value => (Text: $"{principal.Type} {value}", IsNative: principal.Type is "Service" && NativeReplication.IsService(value))));

        foreach (var group in others.GroupBy(other => other.IsNative, other => other.Text))
        {
            yield return (group.Key
                ? Difference(DifferenceKind.Surplus, "S3's own replication assumes the role as this; the worker does not.", NativeReplication.Mend)
                : Difference(DifferenceKind.Surplus, "The worker does not need that these may assume the role.", "Once nothing else needs it, take them out.")) with
            {
                Statement = statement.Name,
                Actions = statement.Actions,
                Resources = [.. group],
                Stops = false,
            };
        }

        if (worker.IsTrustedBy(statement)
            && required.Conditions.FirstOrDefault(one => one.IsAbout(ExternalId)) is { } id
            && !statement.Conditions.Any(condition => condition.IsAbout(ExternalId)))
        {
            yield return Difference(
                DifferenceKind.Surplus, "The role does not ask for the external id that the rules give.", $"Add the condition {Conditions.Text([id])}.") with
            {
                Statement = statement.Name,
                Actions = statement.Actions,
                Resources = [worker.Arn],
                Stops = false,
            };
        }
    }

    private static RoleDifference Difference(DifferenceKind kind, string found, string mend, bool isAdded = false) => new()
    {
        Kind = kind,
        IsTrust = true,
        Statement = "TrustTheWorker",
        Found = found,
        Mend = mend,
        Add = isAdded ? Added : null,
        Stops = true,
    };

    /// <summary>Stands for the rules' statement until it is known for which actions.</summary>
    private static PolicyStatement Added { get; } = new() { Sid = "TrustTheWorker", Actions = [] };
}
