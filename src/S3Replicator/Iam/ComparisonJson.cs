using System.Collections.Immutable;
using System.Text.Json.Nodes;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Rules.Permissions.Existing;

namespace S3Replicator.Iam;

/// <summary>A comparison as JSON; what is to be added is ready for the AWS command line.</summary>
internal static class ComparisonJson
{
    public static string Write(RoleComparison comparison) => PolicyText.Write(new JsonObject
    {
        ["role"] = comparison.Role,
        ["described"] = comparison.Described,
        ["suffices"] = comparison.Suffices,
        ["native"] = comparison.Native is { } native ? Write(native) : null,
        ["differences"] = new JsonArray([.. comparison.Differences.Select(Write)]),
        ["add"] = new JsonObject
        {
            ["trust"] = PolicyOrNull(comparison.TrustToAdd),
            ["permissions"] = PolicyOrNull(comparison.PermissionsToAdd),
        },
    }) + "\n";

    private static JsonObject Write(NativeRole native) => new()
    {
        ["services"] = List(native.Services),
        ["actions"] = new JsonArray([.. native.Actions.Select(action => new JsonObject
        {
            ["action"] = action.Name,
            ["statements"] = List(action.Statements),
            ["instead"] = List(action.Instead),
        })]),
        ["advice"] = NativeAdvice.Text,
    };

    private static JsonObject Write(RoleDifference difference) => new()
    {
        ["kind"] = difference.Kind.ToString(),
        ["policy"] = difference.IsTrust ? "trust" : "permissions",
        ["statement"] = difference.Statement,
        ["actions"] = List(difference.Actions),
        [difference.IsTrust ? "principals" : "resources"] = List(difference.Resources),
        ["found"] = difference.Found,
        ["mend"] = difference.Mend,
        ["stops"] = difference.Stops,
    };

    private static JsonArray List(ImmutableArray<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static JsonObject? PolicyOrNull(PolicyDocument policy) => policy.Statements.IsEmpty ? null : policy.ToJson();
}
