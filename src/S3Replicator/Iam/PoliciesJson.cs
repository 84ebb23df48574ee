using System.Collections.Immutable;
using System.Text.Json.Nodes;
using S3Replicator.Core.Rules.Permissions;

namespace S3Replicator.Iam;

/// <summary>Policies as the JSON of the outward contract, each ready for the AWS command line.</summary>
internal static class PoliciesJson
{
    public static string Write(RequiredPolicies policies) => PolicyText.Write(new JsonObject
    {
        ["roles"] = new JsonArray([.. policies.Roles.Select(role => new JsonObject
        {
            ["roleArn"] = role.Arn,
            ["trust"] = role.Trust.ToJson(),
            ["permissions"] = role.Permissions.ToJson(),
            ["maxSessionSeconds"] = role.MaxSessionSeconds,
        })]),
        ["bucketPolicies"] = ByName(policies.Buckets),
        ["keyPolicies"] = ByName(policies.Keys),
        ["queuePolicies"] = ByName(policies.Queues),
        ["worker"] = policies.Worker.ToJson(),
    }) + "\n";

    private static JsonObject ByName(ImmutableSortedDictionary<string, PolicyDocument> policies)
    {
        var json = new JsonObject();

        foreach (var (name, policy) in policies)
        {
            json[name] = policy.ToJson();
        }

        return json;
    }
}
