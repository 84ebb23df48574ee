using System.Text.Json;

namespace S3Replicator.Tests.Documents;

/// <summary>What a permission policy of plain statements allows.</summary>
public sealed class RolePolicy
{
    public RolePolicy(string json) => Allowed =
        (from statement in JsonDocument.Parse(json).RootElement.GetProperty("Statement").EnumerateArray()
         where statement.GetProperty("Effect").GetString() == "Allow"
         from action in TextsOf(statement.GetProperty("Action"))
         from resource in TextsOf(statement.GetProperty("Resource"))
         select (action, resource)).ToHashSet();

    /// <summary>Each action on each resource, once.</summary>
    public IReadOnlySet<(string Action, string Resource)> Allowed { get; }

    private static IEnumerable<string> TextsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];
}
