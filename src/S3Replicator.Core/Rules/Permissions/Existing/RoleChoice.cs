using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Which role of the rules files are compared with.</summary>
public sealed record RoleChoice
{
    /// <summary>What the rules need of it; absent where none can be chosen.</summary>
    public RequiredRole? Required { get; private init; }

    /// <summary>The role as the files describe it.</summary>
    public ExistingRole Existing { get; private init; } = new();

    /// <summary>Why none can be chosen; absent where one is.</summary>
    public string? Problem { get; private init; }

    /// <summary>What mends that.</summary>
    public string? Mend { get; private init; }

    /// <summary>Chooses by the ARN that is given, else by what the files say, else the only one.</summary>
    /// <param name="required">What the rules need.</param>
    /// <param name="worker">The ARN of the worker's identity, if it is known.</param>
    /// <param name="parts">What the files say.</param>
    /// <param name="role">The ARN of the rules' role in whose place the files' role shall stand.</param>
    public static RoleChoice Choose(RequiredPolicies required, string? worker, IReadOnlyCollection<ExistingPart> parts, string? role)
    {
        ArgumentNullException.ThrowIfNull(required);
        ArgumentNullException.ThrowIfNull(parts);
        var candidates = CandidatesOf(required, worker);
        var names = string.Join(", ", candidates.Select(candidate => candidate.Arn));
        var told = parts.Select(part => part.Arn).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        IEnumerable<RequiredRole> chosen = (role, told.Count > 0 && candidates is not [{ Arn: "" }]) switch
        {
            (not null, _) => candidates.Where(candidate => string.Equals(candidate.Arn, role, StringComparison.Ordinal)),
            (null, true) => candidates.Where(candidate => told.Contains(candidate.Arn, StringComparer.Ordinal)),
            _ => required.Roles.IsEmpty ? candidates : required.Roles,
        };
        return (chosen.ToList(), role, told) switch
        {
            ([var one], _, _) => Of(one, parts, role),
            ([], not null, _) => No($"The rules name no role {role}.", $"They name {names}."),
            ([], null, _) => No(
                $"The files describe {string.Join(", ", told)}, and the rules name {names}.",
                "Say with --role which of the rules' roles it shall stand in for."),
            (_, null, []) => No($"The rules name several roles: {names}.", "Say with --role which of them the files describe, or give what `aws iam get-role` prints."),
            _ => No($"The files describe several roles that the rules name: {string.Join(", ", told)}.", "Say with --role which of them to compare."),
        };
    }

    private static ImmutableArray<RequiredRole> CandidatesOf(RequiredPolicies required, string? worker) =>
        required.Roles.IsEmpty || worker is not null
            ? [.. required.Roles, new(worker ?? string.Empty, new([]), required.Worker)]
            : required.Roles;

    private static RoleChoice Of(RequiredRole chosen, IReadOnlyCollection<ExistingPart> parts, string? role)
    {
        var isWorker = chosen.Trust.Statements.IsEmpty;
        var own = parts.Where(part => !part.IsOneOfSeveral
            || (part.IsWorker ? isWorker : string.Equals(part.Arn, chosen.Arn, StringComparison.Ordinal))).ToList();
        var arns = own.Select(part => part.Arn).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var names = own.Select(part => part.RoleName ?? NameOf(part.Arn)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

        if (own.Count == 0)
        {
            return No($"The files hold nothing about {chosen.Arn}.", "Give its trust policy and its permissions.");
        }

        if (arns.Count > 1 || names.Count > 1)
        {
            return No($"The files describe more than one role: {string.Join(", ", arns.Count > 1 ? arns : names)}.", "Give the files of one role.");
        }

        return role is null && names is [var name] && NameOf(chosen.Arn) is { } wanted && !string.Equals(name, wanted, StringComparison.Ordinal)
            ? No($"The files describe the role {name}, and the rules name {chosen.Arn}.", $"If it shall stand in for that, say so with --role {chosen.Arn}.")
            : new()
            {
                Required = chosen,
                Existing = new()
                {
                    Arn = arns is [var arn] ? arn : null,
                    Trust = own.Exists(part => part.Trust is not null) ? [.. own.SelectMany(part => part.Trust ?? [])] : null,
                    Permissions = [.. own.SelectMany(part => part.Permissions ?? [])],
                    Boundaries = [.. own.Select(part => part.Boundary).OfType<string>()],
                },
            };
    }

    private static string? NameOf(string? arn) => RoleArn.TryParse(arn, out var parsed) ? parsed.Name : null;

    private static RoleChoice No(string problem, string mend) => new() { Problem = problem, Mend = mend };
}
