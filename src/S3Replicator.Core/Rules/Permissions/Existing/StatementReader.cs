using System.Collections.Immutable;
using System.Text.Json;

namespace S3Replicator.Core.Rules.Permissions.Existing;

/// <summary>Reads the statements of a policy document.</summary>
internal static class StatementReader
{
    private const string VersionWithVariables = "2012-10-17";

    private static readonly string[] Members =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static bool HasPrincipals(JsonElement policy) => policy.ValueKind == JsonValueKind.Object
        && policy.TryGetProperty("Statement", out var statements)
        && Each(statements).Any(statement => statement.ValueKind == JsonValueKind.Object
            && (statement.TryGetProperty("Principal", out _) || statement.TryGetProperty("NotPrincipal", out _)));

    public static ImmutableArray<ExistingStatement> Read(string file, JsonElement policy, string pointer, bool isTrust)
    {
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("Statement", out var statements))
        {
            throw new PolicyFormatException(pointer, "has no Statement.");
        }

        var hasVariables = policy.TryGetProperty("Version", out var version)
            && version.ValueKind == JsonValueKind.String
            && version.GetString() is VersionWithVariables;
        var isList = statements.ValueKind == JsonValueKind.Array;
        return [.. Each(statements).Select((statement, index) =>
        {
            var place = isList ? FormattableString.Invariant($"{pointer}/Statement/{index}") : $"{pointer}/Statement";
            return Read(file, statement, place, index) is var read && isTrust == IsAboutPrincipals(read, place)
                ? read with { HasVariables = hasVariables }
                : throw new PolicyFormatException(
                    place, isTrust ? "has no Principal, but is part of a trust policy." : "has a Principal, but is part of a role's permissions.");
        })];
    }

    /// <summary>A statement with principals and resources is of neither of a role's policies.</summary>
    private static bool IsAboutPrincipals(ExistingStatement statement, string pointer) =>
        (statement.Principals.IsEmpty, statement.Resources.IsEmpty) switch
        {
            (false, true) => true,
            (true, false) => false,
            (false, false) => throw new PolicyFormatException(
                pointer,
                "has both Principal and Resource, as policies of buckets, queues and keys have.",
                "Give the policies of the role: its trust policy has no Resource, and its permissions have no Principal."),
            (true, true) => throw new PolicyFormatException(pointer, "has neither Principal nor Resource."),
        };

    private static ExistingStatement Read(string file, JsonElement statement, string pointer, int index)
    {
        if (statement.ValueKind != JsonValueKind.Object)
        {
            throw new PolicyFormatException(pointer, "is not a JSON object.");
        }

        if (statement.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Members.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new PolicyFormatException($"{pointer}/{unknown}", $"is no member of a statement. Those are {string.Join(", ", Members)}.");
        }

        var sid = statement.TryGetProperty("Sid", out var given) && given.ValueKind == JsonValueKind.String && given.GetString() is { Length: > 0 } text
            ? text
            : FormattableString.Invariant($"statement {index + 1}");
        var (actions, isNotAction) = OneOf(statement, "Action", pointer);
        var (resources, isNotResource) = OneOf(statement, "Resource", pointer);
        return new()
        {
            Name = $"{file}, {sid}",
            IsAllow = EffectOf(statement, pointer) is "Allow",
            Principals = PrincipalsOf(statement, pointer, out var isNotPrincipal),
            Actions = actions.IsEmpty ? throw new PolicyFormatException(pointer, "has no Action.") : actions,
            Resources = resources,
            Conditions = ConditionsOf(statement, pointer),
            Negation = isNotAction ? "NotAction" : isNotResource ? "NotResource" : isNotPrincipal ? "NotPrincipal" : null,
        };
    }

    private static string EffectOf(JsonElement statement, string pointer) =>
        statement.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() is "Allow" or "Deny"
            ? effect.GetString()!
            : throw new PolicyFormatException($"{pointer}/Effect", "is neither Allow nor Deny.");

    private static (ImmutableArray<string> Values, bool IsNegated) OneOf(JsonElement statement, string name, string pointer)
    {
        if (statement.TryGetProperty("Not" + name, out _))
        {
            return (["*"], true);
        }

        return statement.TryGetProperty(name, out var values) ? (Texts(values, $"{pointer}/{name}"), false) : ([], false);
    }

    private static ImmutableArray<PolicyPrincipal> PrincipalsOf(JsonElement statement, string pointer, out bool isNegated)
    {
        isNegated = statement.TryGetProperty("NotPrincipal", out _);

        if (isNegated)
        {
            return [new("AWS", ["*"])];
        }

        if (!statement.TryGetProperty("Principal", out var principals))
        {
            return [];
        }

        return principals.ValueKind == JsonValueKind.Object
            ? [.. principals.EnumerateObject().Select(one => new PolicyPrincipal(one.Name, Texts(one.Value, $"{pointer}/Principal/{one.Name}")))]
            : [new("AWS", Texts(principals, $"{pointer}/Principal"))];
    }

    private static ImmutableArray<PolicyCondition> ConditionsOf(JsonElement statement, string pointer)
    {
        if (!statement.TryGetProperty("Condition", out var conditions))
        {
            return [];
        }

        return [.. Objects(conditions, $"{pointer}/Condition").SelectMany(
            test => Objects(test.Value, $"{pointer}/Condition/{test.Name}"),
            (test, key) => new PolicyCondition(test.Name, key.Name, Texts(key.Value, $"{pointer}/Condition/{test.Name}/{key.Name}")))];
    }

    private static JsonElement.ObjectEnumerator Objects(JsonElement element, string pointer) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject()
        : throw new PolicyFormatException(pointer, "is not a JSON object.");

    private static ImmutableArray<string> Texts(JsonElement values, string pointer) => [.. Each(values).Select(value => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new PolicyFormatException(pointer, "is neither a text nor a list of texts."),
    })];

    private static JsonElement[] Each(JsonElement oneOrMany) =>
        oneOrMany.ValueKind == JsonValueKind.Array ? [.. oneOrMany.EnumerateArray()] : [oneOrMany];
}
