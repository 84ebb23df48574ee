using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>Works out from rules who must be allowed what; pure.</summary>
public static class RequiredPolicySet
{
    // IAM's own least for MaxSessionDuration.
    private const int ShortestLimit = 3600;

    /// <summary>The policies.</summary>
    public static RequiredPolicies Of(RuleSet rules, PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var byRole = rules.Documents.Where(document => document.Role is not null).GroupBy(document => document.Role!, StringComparer.Ordinal).ToList();
        var foreign = ForeignBuckets.Of(rules, request.Worker);

        return new()
        {
            Roles = [.. byRole.Select(group => RoleOf(group.Key, [.. group], request))],
            Buckets = foreign.ToImmutableSortedDictionary(bucket => bucket.Key, ForeignBuckets.PolicyOf, StringComparer.Ordinal),
            BucketOwners = foreign.ToImmutableSortedDictionary(bucket => bucket.Key, bucket => bucket.First().Owner, StringComparer.Ordinal),
            Keys = ForeignKeys(rules).ToImmutableSortedDictionary(group => group.Key, KeyPolicyOf, StringComparer.Ordinal),
            Queues = request.Queues.Distinct(StringComparer.Ordinal)
                .ToImmutableSortedDictionary(queue => queue, queue => QueuePolicyOf(queue, rules), StringComparer.Ordinal),
            Worker = new(WorkerPermissions.Of(rules, request)),
            WorkerAccount = (request.Worker ?? request.Queues.FirstOrDefault())?.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? account : null,
        };
    }

    private static RequiredRole RoleOf(string role, IReadOnlyCollection<ReplicationDocument> documents, PolicyRequest request) => new(
        role,
        RoleTrust.Of(documents, request.Worker ?? AccountOf(role)),
        new(RolePermissions.Of(documents)),
        Math.Max(ShortestLimit, documents.Max(document => document.RoleOptions.DurationSeconds)));

    /// <summary>A whole account as a principal lets the account say which of its identities.</summary>
    private static string AccountOf(string role) =>
        RoleArn.TryParse(role, out var arn) ? $"arn:{arn.Partition}:iam::{arn.Account}:root" : role;

    private static IEnumerable<IGrouping<string, BoundRule>> ForeignKeys(RuleSet rules) => rules.Documents
        .SelectMany(document => document.Rules, (document, rule) => new BoundRule(document, rule, Index: 0))
        .Where(rule => rule.Rule is { IsEnabled: true, SseKmsEncryptedObjects: true, Destination.ReplicaKmsKeyId: not null }
            && RoleArn.TryParse(rule.Document.Role, out var arn)
            && rule.Rule.Destination.ReplicaKmsKeyId.Split(':') is [_, _, _, _, var owner, ..]
            && !string.Equals(owner, arn.Account, StringComparison.Ordinal))
        .GroupBy(rule => rule.Rule.Destination.ReplicaKmsKeyId!, StringComparer.Ordinal);

    // In a key's own policy the key is named by an asterisk.
    private static PolicyDocument KeyPolicyOf(IGrouping<string, BoundRule> rules) => new([
        new()
        {
            Sid = "EncryptReplicas",
            Principal = new("AWS", [.. rules.Select(rule => rule.Document.Role!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
            Actions = [.. Actions.Encrypt],
            Resources = ["*"],
            Conditions = [KeyResources.ThroughS3(rules.Key.Split(':')[1])],
        },
    ]);

    private static PolicyDocument QueuePolicyOf(string queue, RuleSet rules)
    {
        var accounts = rules.Documents
            .Select(document => document.SourceAccount ?? (RoleArn.TryParse(document.Role, out var arn) ? arn.Account : null))
            .ToHashSet(StringComparer.Ordinal);
        var buckets = rules.Documents.Select(document => KeyRange.SourceOf(new(document, document.Rules[0], Index: 0)));
        var conditions = ImmutableArray.Create(new PolicyCondition("ArnEquals", "aws:SourceArn", ObjectResources.Buckets(buckets)));

        // Where the owner of one source is not known, the condition would refuse its events.
        if (!accounts.Contains(null))
        {
            conditions = conditions.Add(new("StringEquals", "aws:SourceAccount", [.. accounts.OfType<string>().Order(StringComparer.Ordinal)]));
        }

        return new([
            new()
            {
                Sid = "LetS3Send",
                Principal = new("Service", ["s3.amazonaws.com"]),
                Actions = ["sqs:SendMessage"],
                Resources = [queue],
                Conditions = conditions,
            },
        ]);
    }
}
