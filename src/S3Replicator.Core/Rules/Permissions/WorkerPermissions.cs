using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>The least that the worker's own identity must be allowed; pure.</summary>
internal static class WorkerPermissions
{
    /// <summary>The statements for the rules and for what the worker is started with.</summary>
    public static ImmutableArray<PolicyStatement> Of(RuleSet rules, PolicyRequest request)
    {
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        AddQueues(statements, request);
        AddRoles(statements, rules);
        AddRuleSources(statements, request.RuleSources, PartitionOf(rules));

        if (request.State is { } state)
        {
            AddState(statements, new(PartitionOf(rules), state.Bucket, state.Prefix));
        }

        if (!request.WorkerKeys.IsEmpty)
        {
            statements.Add(new() { Sid = "UseKeys", Actions = [.. Actions.Encrypt], Resources = request.WorkerKeys });
        }

        // Without a role the worker does everything itself.
        statements.AddRange(RolePermissions.Of(rules.Documents.Where(document => document.Role is null)));
        return statements.ToImmutable();
    }

    private static void AddQueues(ImmutableArray<PolicyStatement>.Builder statements, PolicyRequest request)
    {
        if (!request.Queues.IsEmpty)
        {
            statements.Add(new()
            {
                Sid = "ReadQueues",
                Actions = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
                Resources = request.Queues,
            });
        }

        if (!request.EventsQueues.IsEmpty)
        {
            statements.Add(new() { Sid = "TellOfOperations", Actions = ["sqs:SendMessage"], Resources = request.EventsQueues });
        }
    }

    private static void AddRoles(ImmutableArray<PolicyStatement>.Builder statements, RuleSet rules)
    {
        var roles = rules.Documents.Select(document => document.Role).OfType<string>().Distinct(StringComparer.Ordinal).ToImmutableArray();

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
    }

    private static void AddRuleSources(
        ImmutableArray<PolicyStatement>.Builder statements, ImmutableArray<(string Bucket, string? Key)> sources, string partition)
    {
        // Not s3:ListBucket: HeadBucket tells the bucket's region to whom it refuses all else, too.
        var objects = sources.Where(source => source.Key is not null).Select(source => ObjectResources.Object(partition, source.Bucket, source.Key!));
        Add(statements, "ReadRules", "s3:GetObject", objects);
        var buckets = sources.Where(source => source.Key is null).Select(source => new KeyRange(partition, source.Bucket, string.Empty));
        Add(statements, "ReadRulesOfBuckets", "s3:GetReplicationConfiguration", ObjectResources.Buckets(buckets));
    }

    private static void Add(ImmutableArray<PolicyStatement>.Builder statements, string sid, string action, IEnumerable<string> resources)
    {
        if (resources.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray() is { IsEmpty: false } known)
        {
            statements.Add(new() { Sid = sid, Actions = [action], Resources = known });
        }
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

    private static string PartitionOf(RuleSet rules) =>
        rules.Documents.SelectMany(document => document.Rules).Select(rule => rule.Destination.Partition).FirstOrDefault() ?? "aws";
}
