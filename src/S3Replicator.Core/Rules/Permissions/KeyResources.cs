using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>KMS keys as policies name them: IAM knows a key by its own ARN alone, and an alias by a condition.</summary>
internal static class KeyResources
{
    private const string AliasStart = "alias/";

    /// <summary>The statements that let replicas be encrypted under keys that rules name as ARNs, ids or aliases.</summary>
    public static ImmutableArray<PolicyStatement> Encrypt(IEnumerable<BoundRule> rules)
    {
        var keys = rules.Where(rule => rule.Rule.Destination.ReplicaKmsKeyId is not null).Select(Read).ToList();
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        Add(statements, "EncryptReplicas", keys.Where(key => key.Alias is null).Select(key => key.Resource), aliases: []);
        Add(
            statements,
            "EncryptReplicasByAlias",
            keys.Where(key => key.Alias is not null).Select(key => key.Resource),
            [.. keys.Select(key => key.Alias).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        return statements.ToImmutable();
    }

    /// <summary>The condition that a key is used by S3, in any region of the partition.</summary>
    public static PolicyCondition ThroughS3(string partition) => new(
        "StringLike", "kms:ViaService", [string.Equals(partition, "aws-cn", StringComparison.Ordinal) ? "s3.*.amazonaws.com.cn" : "s3.*.amazonaws.com"]);

    private static void Add(
        ImmutableArray<PolicyStatement>.Builder statements, string sid, IEnumerable<string> resources, ImmutableArray<string> aliases)
    {
        if (resources.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray() is { IsEmpty: false } known)
        {
            statements.Add(new()
            {
                Sid = sid,
                Actions = [.. Actions.Encrypt],
                Resources = known,
                Conditions = aliases.IsEmpty ? [] : [new("ForAnyValue:StringEquals", "kms:ResourceAliases", aliases)],
            });
        }
    }

    /// <summary>A key without an ARN is one of the caller's own account, in the region of the request.</summary>
    private static (string Resource, string? Alias) Read(BoundRule rule)
    {
        var given = rule.Rule.Destination.ReplicaKmsKeyId!;
        var account = RoleArn.TryParse(rule.Document.Role, out var role) ? role.Account : "*";

        return given.Split(':', 6) switch
        {
            [var arn, var partition, var kms, var region, var owner, var name] when name.StartsWith(AliasStart, StringComparison.Ordinal) =>
                ($"{arn}:{partition}:{kms}:{region}:{owner}:key/*", name),
            [_, _, _, _, _, _] => (given, null),
            _ when given.StartsWith(AliasStart, StringComparison.Ordinal) => ($"arn:{rule.Rule.Destination.Partition}:kms:*:{account}:key/*", given),
            _ => ($"arn:{rule.Rule.Destination.Partition}:kms:*:{account}:key/{given}", null),
        };
    }
}
