using System.Text.Json.Nodes;
using S3Replicator.Core.Rules.Permissions;

namespace S3Replicator.Iam;

/// <summary>Policies as one CloudFormation template, to be deployed in each of the accounts: each makes what is its own.</summary>
internal static class PoliciesCloudFormation
{
    public static string Write(RequiredPolicies policies)
    {
        var names = new ResourceNames();
        var conditions = new JsonObject();
        var resources = new JsonObject();

        foreach (var role in policies.Roles)
        {
            if (RoleArn.TryParse(role.Arn, out var arn))
            {
                resources[names.Of("Role", arn.Name)] = RoleOf(arn, role, ConditionOf(conditions, arn.Account));
            }
        }

        foreach (var (bucket, policy) in policies.Buckets)
        {
            resources[names.Of("BucketPolicy", bucket)] = new JsonObject
            {
                ["Type"] = "AWS::S3::BucketPolicy",
                ["Condition"] = ConditionOf(conditions, policies.BucketOwners[bucket]),
                ["Properties"] = new JsonObject { ["Bucket"] = bucket, ["PolicyDocument"] = policy.ToJson() },
            };
        }

        foreach (var (queue, policy) in policies.Queues)
        {
            resources[names.Of("QueuePolicy", queue.Split(':')[^1])] = QueuePolicyOf(queue, policy, conditions);
        }

        resources["WorkerPolicy"] = WorkerPolicyOf(policies, conditions);

        var template = new JsonObject
        {
            ["AWSTemplateFormatVersion"] = "2010-09-09",
            ["Description"] = "Least-privilege roles and policies for S3Replicator. Deploy it in each account that is named: conditions pick what belongs there.",
        };

        if (policies.Keys.Count > 0)
        {
            // CloudFormation cannot add to the policy of a key that is there.
            template["Metadata"] = new JsonObject
            {
                ["StatementsForKeyPolicies"] = new JsonObject(
                    policies.Keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value.ToJson()["Statement"]!.DeepClone()))),
            };
        }

        if (conditions.Count > 0)
        {
            template["Conditions"] = conditions;
        }

        template["Resources"] = resources;
        template["Outputs"] = new JsonObject { ["WorkerPolicyArn"] = OutputOf(resources["WorkerPolicy"]!) };
        return PolicyText.Write(template) + "\n";
    }

    private static JsonObject RoleOf(RoleArn arn, RequiredRole role, string condition) => new()
    {
        ["Type"] = "AWS::IAM::Role",
        ["Condition"] = condition,
        ["Properties"] = new JsonObject
        {
            ["RoleName"] = arn.Name,
            ["Path"] = arn.Path,
            ["MaxSessionDuration"] = role.MaxSessionSeconds,
            ["AssumeRolePolicyDocument"] = role.Trust.ToJson(),
            ["Policies"] = new JsonArray(new JsonObject { ["PolicyName"] = "s3replicator", ["PolicyDocument"] = role.Permissions.ToJson() }),
        },
    };

    private static JsonObject QueuePolicyOf(string queue, PolicyDocument policy, JsonObject conditions) =>
        queue.Split(':') is ["arn", var partition, "sqs", var region, var account, var name]
            ? new JsonObject
            {
                ["Type"] = "AWS::SQS::QueuePolicy",
                ["Condition"] = ConditionOf(conditions, account),
                ["Properties"] = new JsonObject
                {
                    ["Queues"] = new JsonArray(JsonValue.Create($"https://sqs.{region}.{SuffixOf(partition)}/{account}/{name}")),
                    ["PolicyDocument"] = policy.ToJson(),
                },
            }
            : throw new ArgumentException($"'{queue}' is not the ARN of a queue.", nameof(queue));

    /// <summary>The worker's own identity has a name that only its owner knows, hence a policy to attach to it.</summary>
    private static JsonObject WorkerPolicyOf(RequiredPolicies policies, JsonObject conditions)
    {
        var policy = new JsonObject
        {
            ["Type"] = "AWS::IAM::ManagedPolicy",
            ["Properties"] = new JsonObject { ["PolicyDocument"] = policies.Worker.ToJson() },
        };

        if (policies.WorkerAccount is { } account)
        {
            policy["Condition"] = ConditionOf(conditions, account);
        }

        return policy;
    }

    private static JsonObject OutputOf(JsonNode policy)
    {
        var output = new JsonObject
        {
            ["Description"] = "Attach this policy to the role or user that the worker runs as.",
            ["Value"] = new JsonObject { ["Ref"] = "WorkerPolicy" },
        };

        if (policy["Condition"] is { } condition)
        {
            output["Condition"] = condition.DeepClone();
        }

        return output;
    }

    private static string SuffixOf(string partition) =>
        string.Equals(partition, "aws-cn", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";

    private static string ConditionOf(JsonObject conditions, string account)
    {
        var name = $"InAccount{account}";
        conditions.TryAdd(name, new JsonObject
        {
            ["Fn::Equals"] = new JsonArray(new JsonObject { ["Ref"] = "AWS::AccountId" }, JsonValue.Create(account)),
        });
        return name;
    }
}
