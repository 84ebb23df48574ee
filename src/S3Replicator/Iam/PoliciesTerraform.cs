using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using S3Replicator.Core.Rules.Permissions;

namespace S3Replicator.Iam;

/// <summary>Policies as Terraform resources of the AWS provider.</summary>
internal static class PoliciesTerraform
{
    public static string Write(RequiredPolicies policies)
    {
        var names = new ResourceNames();
        var text = new StringBuilder();

        foreach (var role in policies.Roles)
        {
            if (RoleArn.TryParse(role.Arn, out var arn))
            {
                var name = names.Of("role_", arn.Name);
                Resource(text, "aws_iam_role", name, ("name", arn.Name), ("path", arn.Path), ("max_session_duration", role.MaxSessionSeconds), ("assume_role_policy", role.Trust.ToJson()));
                Resource(
                    text, "aws_iam_role_policy", name, ("name", "s3replicator"), ("role", new Reference($"aws_iam_role.{name}.id")), ("policy", role.Permissions.ToJson()));
            }
        }

        foreach (var (bucket, policy) in policies.Buckets)
        {
            text.Append("# In account ").Append(policies.BucketOwners[bucket]).Append(", which owns the bucket.\n");
            Resource(text, "aws_s3_bucket_policy", names.Of("bucket_", bucket), ("bucket", bucket), ("policy", policy.ToJson()));
        }

        foreach (var (key, policy) in policies.Keys)
        {
            text.Append("# To be joined with the key's present policy, which this resource would replace: ").Append(key).Append('\n');
            text.Append("locals {\n");
            Member(text, names.Of("statements_for_key_", key.Split('/')[^1]), policy.ToJson(), width: 0);
            text.Append("}\n\n");
        }

        foreach (var (queue, policy) in policies.Queues)
        {
            var name = names.Of("queue_", queue.Split(':')[^1]);
            Resource(text, "data", "aws_sqs_queue", name, ("name", queue.Split(':')[^1]));
            Resource(text, "aws_sqs_queue_policy", name, ("queue_url", new Reference($"data.aws_sqs_queue.{name}.url")), ("policy", policy.ToJson()));
        }

        Resource(text, "aws_iam_policy", "worker", ("name", "s3replicator-worker"), ("policy", policies.Worker.ToJson()));
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Resource(StringBuilder text, string type, string name, params (string Name, object Value)[] members) =>
        Resource(text, "resource", type, name, members);

    private static void Resource(StringBuilder text, string block, string type, string name, params (string Name, object Value)[] members)
    {
        text.Append(block).Append(" \"").Append(type).Append("\" \"").Append(name).Append("\" {\n");

        // terraform fmt lines up what follows each other on single lines.
        var width = members.Max(member => member.Name.Length);

        foreach (var (member, value) in members)
        {
            Member(text, member, value, width);
        }

        text.Append("}\n\n");
    }

    private static void Member(StringBuilder text, string name, object value, int width)
    {
        text.Append("  ").Append(name.PadRight(width)).Append(" = ").Append(value switch
        {
            Reference reference => reference.Path,
            int number => number.ToString(CultureInfo.InvariantCulture),
            JsonNode json => $"<<-JSON\n{Indent(Escape(PolicyText.Write(json)))}\n  JSON",
            _ => $"\"{Escape(value.ToString()!)}\"",
        }).Append('\n');
    }

    private static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);

    /// <summary>What Terraform would take for one of its own templates.</summary>
    private static string Escape(string text) =>
        text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    private sealed record Reference(string Path);
}
