using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>An IAM policy that only allows.</summary>
public sealed record PolicyDocument(ImmutableArray<PolicyStatement> Statements)
{
    private const string Version = "2012-10-17";

    /// <summary>The policy as JSON in IAM's own form.</summary>
    public JsonObject ToJson() => new()
    {
        ["Version"] = Version,
        ["Statement"] = new JsonArray([.. Statements.Select(Write)]),
    };

    private static JsonObject Write(PolicyStatement statement)
    {
        var json = new JsonObject { ["Sid"] = statement.Sid, ["Effect"] = "Allow" };

        if (statement.Principal is { } principal)
        {
            json["Principal"] = new JsonObject { [principal.Type] = OneOrMany(principal.Values) };
        }

        json["Action"] = OneOrMany(statement.Actions);

        if (!statement.Resources.IsEmpty)
        {
            json["Resource"] = OneOrMany(statement.Resources);
        }

        if (!statement.Conditions.IsEmpty)
        {
            json["Condition"] = Write(statement.Conditions);
        }

        return json;
    }

    private static JsonObject Write(ImmutableArray<PolicyCondition> conditions)
    {
        var json = new JsonObject();

        foreach (var condition in conditions)
        {
            var keys = json[condition.Operator]?.AsObject() ?? [];
            keys[condition.Key] = OneOrMany(condition.Values);
            json[condition.Operator] = keys;
        }

        return json;
    }

    private static JsonNode OneOrMany(ImmutableArray<string> values) =>
        values is [var one] ? JsonValue.Create(one) : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
}
