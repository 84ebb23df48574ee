using S3Replicator.Core.Rules;

namespace S3Replicator.Doctor.Queues;

/// <summary>Judges whether the events that a rule needs reach the worker's queues; pure.</summary>
internal static class NotificationChecks
{
    private const string Check = "notifications";

    /// <summary>The judgements for one rule.</summary>
    /// <param name="source">The source bucket's notifications.</param>
    /// <param name="rule">The rule.</param>
    public static IEnumerable<Finding> Of(SourceRoutes source, ReplicationRule rule) =>
        EventNeeds.Of(rule, source.IsVersioned).Select(need => Judge(source, rule, need.Event, need.IsNeeded));

    private static Finding Judge(SourceRoutes source, ReplicationRule rule, string name, bool isNeeded)
    {
        var subject = $"{source.Bucket}, rule {rule.Id}, {name}";
        var sent = source.Routes.Where(route => route.Events.Any(pattern => Wildcard.Matches(pattern, name, StringComparison.Ordinal))).ToList();

        if (Cover(sent, rule.Filter))
        {
            return Finding.Pass(Check, subject, "sent to the queue");
        }

        var found = sent.Count > 0
            ? $"sent only for {string.Join(" and ", sent.Select(route => $"'{route.Prefix}*{route.Suffix}'"))}, which is narrower than the rule"
            : "not sent to the queue";
        var mend = MendOf(source, rule, name);
        return source.LeadsElsewhere ? Finding.Warn(Check, subject, $"{found} by the bucket itself; it may come by EventBridge or SNS", mend)
            : isNeeded ? Finding.Fail(Check, subject, found, mend)
            : Finding.Warn(Check, subject, $"{found}: changes of tags will not follow", mend);
    }

    private static string MendOf(SourceRoutes source, ReplicationRule rule, string name)
    {
        var filter = rule.Filter.Prefix.Length == 0
            ? string.Empty
            : $$$""","Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"{{{RouteFilters.Encode(rule.Filter.Prefix)}}}"}]}}""";
        var group = name[..(name.IndexOf(':', StringComparison.Ordinal) + 1)] + "*";
        return $$"""Add {"QueueArn":"{{source.QueueArn ?? "ARN"}}","Events":["s3:{{group}}"]{{filter}}} to QueueConfigurations of the bucket's notifications """
            + $"(aws s3api put-bucket-notification-configuration --bucket {source.Bucket}; it replaces what is there).";
    }

    /// <summary>Whether the routes together send all that the filter lets pass: a key has to end in one of the suffixes, each of which may have a route of its own.</summary>
    private static bool Cover(List<EventRoute> routes, RuleFilter filter)
    {
        var fitting = routes.Where(route => filter.Prefix.StartsWith(route.Prefix, StringComparison.Ordinal)).ToList();
        return filter.Suffixes.IsEmpty
            ? fitting.Exists(route => route.Suffix.Length == 0)
            : filter.Suffixes.All(suffix => fitting.Exists(route => suffix.EndsWith(route.Suffix, StringComparison.Ordinal)));
    }
}
