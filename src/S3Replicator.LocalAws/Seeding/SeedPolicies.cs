using System.Text.Json;
using S3Replicator.LocalAws.Identity.Policies.Documents;

namespace S3Replicator.LocalAws.Seeding;

/// <summary>Policies in a seed file: objects, or text that holds one.</summary>
internal static class SeedPolicies
{
    public static PolicyDocument? ReadOptional(JsonElement? policy, PolicyKind kind, string member) =>
        policy is { ValueKind: not JsonValueKind.Null } there ? Read(there, kind, member) : null;

    public static IReadOnlyList<PolicyDocument>? ReadAll(IReadOnlyList<JsonElement>? policies, string member) =>
        policies is null ? null : [.. policies.Select(policy => Read(policy, PolicyKind.Identity, member))];

    private static PolicyDocument Read(JsonElement policy, PolicyKind kind, string member)
    {
        var text = policy.ValueKind == JsonValueKind.String ? policy.GetString()! : policy.GetRawText();
        var parse = PolicyParser.Parse(text, kind);
        return parse.Document ?? throw new FormatException($"\"{member}\" is no policy: {parse.Error}");
    }
}
