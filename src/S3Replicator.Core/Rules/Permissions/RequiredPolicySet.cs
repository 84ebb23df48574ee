using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>Works out from rules who must be allowed what; pure.</summary>
public static class RequiredPolicySet
{
    /// <summary>The policies.</summary>
    public static RequiredPolicies Of(RuleSet rules, PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var byRole = rules.Documents.Where(document => document.Role is not null).GroupBy(document => document.Role!, StringComparer.Ordinal).ToList();
        var foreign = ForeignRules(rules).ToLookup(rule => rule.Rule.Destination.Bucket, StringComparer.Ordinal);

        return new()
        {
            Roles = [.. byRole.Select(group => RoleOf(group.Key, [.. group], request))],
            Buckets = foreign.ToImmutableSortedDictionary(group => group.Key, BucketPolicyOf, StringComparer.Ordinal),
            BucketOwners = foreign.ToImmutableSortedDictionary(
                group => group.Key, group => group.First().Rule.Destination.Account!, StringComparer.Ordinal),
            Keys = ForeignKeys(rules).ToImmutableSortedDictionary(group => group.Key, KeyPolicyOf, StringComparer.Ordinal),
            Queues = request.Queues.ToImmutableSortedDictionary(queue => queue, queue => QueuePolicyOf(queue, rules), StringComparer.Ordinal),
            Worker = WorkerOf(rules, request, [.. byRole.Select(group => group.Key)]),
        };
    }

    private static RequiredRole RoleOf(string role, IReadOnlyCollection<ReplicationDocument> documents, PolicyRequest request) => new(
        role, RoleTrust.Of(documents, request.Worker ?? AccountOf(role)), new(RolePermissions.Of(documents)));

    /// <summary>A whole account as a principal lets the account say which of its identities.</summary>
    private static string AccountOf(string role) =>
        RoleArn.TryParse(role, out var arn) ? $"arn:{arn.Partition}:iam::{arn.Account}:root" : role;

    private static IEnumerable<BoundRule> ForeignRules(RuleSet rules) => rules.Documents
        .SelectMany(document => document.Rules, (document, rule) => new BoundRule(document, rule, Index: 0))
        .Where(rule => rule.Rule.IsEnabled
            && RoleArn.TryParse(rule.Document.Role, out var arn)
            && rule.Rule.Destination.Account is { } owner
            && !string.Equals(owner, arn.Account, StringComparison.Ordinal));

    private static PolicyDocument BucketPolicyOf(IGrouping<string, BoundRule> rules) => new([.. rules
        .GroupBy(rule => rule.Document.Role!, StringComparer.Ordinal)
        .SelectMany((group, index) => RolePermissions.OfDestination([.. group]).Select(statement => statement with
        {
            Sid = index == 0 ? statement.Sid : FormattableString.Invariant($"{statement.Sid}{index + 1}"),
            Principal = new("AWS", [group.Key]),
        }))]);

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
            Conditions = [new("StringLike", "kms:ViaService", ["s3.*.amazonaws.com"])],
        },
    ]);

    private static PolicyDocument QueuePolicyOf(string queue, RuleSet rules)
    {
        var accounts = rules.Documents.Select(document => RoleArn.TryParse(document.Role, out var arn) ? arn.Account : null).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var buckets = rules.Documents.Select(document => KeyRange.SourceOf(new(document, document.Rules[0], Index: 0)));
        var conditions = ImmutableArray.Create(new PolicyCondition("ArnEquals", "aws:SourceArn", ObjectResources.Buckets(buckets)));

        if (accounts.Count > 0)
        {
            conditions = conditions.Add(new("StringEquals", "aws:SourceAccount", [.. accounts.Order(StringComparer.Ordinal)]));
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

    private static PolicyDocument WorkerOf(RuleSet rules, PolicyRequest request, ImmutableArray<string> roles)
    {
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();

        if (!request.Queues.IsEmpty)
        {
            statements.Add(new()
            {
                Sid = "ReadQueues",
                Actions = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
                Resources = request.Queues,
            });
        }

        if (!roles.IsEmpty)
        {
            var isTagged = rules.Documents.Any(document => !document.RoleOptions.SessionTags.IsEmpty);
            statements.Add(new()
            {
                Sid = "AssumeRoles",
                Actions = isTagged ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"],
                Resources = roles,
            });
        }

        if (request.State is { } state)
        {
            AddState(statements, new("aws", state.Bucket, state.Prefix));
        }

        // Without a role the worker does everything itself.
        statements.AddRange(RolePermissions.Of(rules.Documents.Where(document => document.Role is null)));
        return new(statements.ToImmutable());
    }

    private static void AddState(ImmutableArray<PolicyStatement>.Builder statements, KeyRange state)
    {
        statements.Add(new()
        {
            Sid = "KeepState",
            Actions = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            Resources = ObjectResources.Objects([state]),
        });
        statements.Add(new() { Sid = "ListState", Actions = ["s3:ListBucket"], Resources = ObjectResources.Buckets([state]) });
    }
}
