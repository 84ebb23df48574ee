using Amazon.S3.Model;
using S3Replicator.Doctor.Buckets;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor.Queues;

/// <summary>Follows the events of a source bucket to the worker's queues.</summary>
internal sealed class RouteExamination(BucketExamination source, IReadOnlyList<QueueFacts> queues)
{
    private const string Check = "notifications";

    /// <param name="rules">The enabled rules of the bucket.</param>
    /// <param name="bucketArn">The bucket's ARN.</param>
    /// <param name="owner">The bucket's owner; null where that is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Finding>> RunAsync(
        IReadOnlyList<ReplicationRule> rules, string bucketArn, string? owner, CancellationToken cancellationToken)
    {
        if (queues.Count == 0)
        {
            return [];
        }

        var answer = await source.NotificationsAsync(cancellationToken);
        var routes = (answer.Value?.QueueConfigurations ?? []).Select(RouteOf).ToList();
        var used = queues.Where(queue => routes.Exists(route => route.QueueArn == queue.Arn)).ToList();
        var leadsElsewhere = answer.Value is { EventBridgeConfiguration: not null } or { TopicConfigurations.Count: > 0 };

        // S3 sends to queues of the bucket's own region alone (S3 User Guide, event notification types and destinations).
        var near = queues.Where(queue => queue.Region is null || queue.Region == source.Region).ToList();
        var senders = (used.Count > 0 ? used : near).Where(queue => queue.Arn is not null);
        var findings = new List<Finding> { Region(near, leadsElsewhere) };
        findings.AddRange(leadsElsewhere && used.Count == 0 ? [] : senders.Select(queue => QueuePolicyCheck.Of(queue, new(queue.Arn!, bucketArn, owner))));

        if (answer.Value is null)
        {
            findings.Add(Finding.Warn(
                Check, source.Bucket, $"cannot be looked at: {answer.Code}", $$"""Run doctor as somebody who may look at it: {"Effect":"Allow","Action":"s3:GetBucketNotification","Resource":"{{bucketArn}}"}."""));
            return findings;
        }

        var leading = new SourceRoutes(source.Bucket, source.IsVersioned ?? true, [.. routes.Where(route => used.Exists(queue => queue.Arn == route.QueueArn))])
        {
            LeadsElsewhere = leadsElsewhere,
            QueueArn = (near.FirstOrDefault() ?? queues[0]).Arn,
        };
        findings.AddRange(rules.SelectMany(rule => NotificationChecks.Of(leading, rule)));
        return findings;
    }

    private Finding Region(List<QueueFacts> near, bool leadsElsewhere)
    {
        var subject = $"{source.Bucket} → {string.Join(", ", queues.Select(queue => queue.Name))}";

        if (near.Count > 0)
        {
            return Finding.Pass("queue region", subject, $"{near[0].Name} is in the bucket's region, {source.Region}");
        }

        var found = $"no queue is in the bucket's region, {source.Region}, and S3 notifies only queues there ({string.Join(", ", queues.Select(queue => queue.Region).Distinct(StringComparer.Ordinal))})";
        var mend = $"aws sqs create-queue --region {source.Region} --queue-name {queues[0].Name}, let the bucket notify it, and name it with --queue-url too; or send the bucket's events by EventBridge.";
        return leadsElsewhere ? Finding.Warn("queue region", subject, found, mend) : Finding.Fail("queue region", subject, found, mend);
    }

    private static EventRoute RouteOf(QueueConfiguration entry)
    {
        var filters = entry.Filter?.S3KeyFilter?.FilterRules ?? [];
        return new(
            entry.Queue,
            [.. (entry.Events ?? []).Select(type => type.Value.StartsWith("s3:", StringComparison.Ordinal) ? type.Value[3..] : type.Value)],
            ValueOf("prefix"),
            ValueOf("suffix"));

        string ValueOf(string name) =>
            RouteFilters.Decode(filters.Find(filter => string.Equals(filter.Name, name, StringComparison.OrdinalIgnoreCase))?.Value ?? string.Empty);
    }
}
