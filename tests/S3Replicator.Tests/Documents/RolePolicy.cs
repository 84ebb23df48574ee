using System.Text.Json;

namespace S3Replicator.Tests.Documents;

/// <summary>What a permission policy of plain statements allows.</summary>
public sealed class RolePolicy
{
    private readonly List<(string Action, string Resource)> _allowed = [];

    public RolePolicy(string json)
    {
        foreach (var statement in JsonDocument.Parse(json).RootElement.GetProperty("Statement").EnumerateArray())
        {
            statement.GetProperty("Effect").GetString().ShouldBe("Allow");
            _allowed.AddRange(
                from action in TextsOf(statement.GetProperty("Action"))
                from resource in TextsOf(statement.GetProperty("Resource"))
                select (action, resource));
        }
    }

    public IEnumerable<string> Actions => _allowed.Select(allowed => allowed.Action).Distinct(StringComparer.Ordinal);

    /// <summary>Whether an action on a bucket or on an object is allowed.</summary>
    public bool Allows(string action, string arn) => _allowed.Exists(allowed =>
        allowed.Action == action
        && (allowed.Resource == arn || (allowed.Resource.EndsWith("/*", StringComparison.Ordinal) && arn.StartsWith(allowed.Resource[..^1], StringComparison.Ordinal))));

    private static IEnumerable<string> TextsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.GetString()!) : [value.GetString()!];
}
