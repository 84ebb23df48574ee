using S3Replicator.Core.Rules;

namespace S3Replicator.Doctor;

/// <summary>Judges whether the events that a rule needs reach the worker's queues; pure.</summary>
internal static class NotificationChecks
{
    private const string Check = "notifications";

    private static readonly string[] Writes = ["Put", "Post", "Copy", "CompleteMultipartUpload"];

    /// <summary>The judgements for one rule.</summary>
    /// <param name="bucket">The source bucket.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="routes">What leads from the bucket to the worker's queues.</param>
    /// <param name="leadsElsewhere">Whether the bucket also sends to EventBridge or SNS, from where events may come too.</param>
    public static IEnumerable<Finding> Of(string bucket, ReplicationRule rule, IReadOnlyList<EventRoute> routes, bool leadsElsewhere)
    {
        foreach (var (name, isNeeded) in EventsOf(rule))
        {
            yield return Judge(bucket, rule, name, isNeeded, routes, leadsElsewhere);
        }
    }

    private static IEnumerable<(string Event, bool IsNeeded)> EventsOf(ReplicationRule rule)
    {
        foreach (var name in Writes)
        {
            yield return ($"ObjectCreated:{name}", true);
        }

        if (rule.DeleteMarkerReplication)
        {
            yield return ("ObjectRemoved:DeleteMarkerCreated", true);
        }

        if (rule.VersionDeletes)
        {
            yield return ("ObjectRemoved:Delete", true);
        }

        if (rule.LifecycleDeletes)
        {
            yield return ("LifecycleExpiration:DeleteMarkerCreated", true);
        }

        if (rule.Archived.Restore)
        {
            yield return ("ObjectRestore:Completed", true);
        }

        if (rule.AclSync)
        {
            yield return ("ObjectAcl:Put", true);
        }

        // On by default, so that its lack is no mistake.
        if (rule.TagSync || rule.LateTagging)
        {
            yield return ("ObjectTagging:Put", rule.LateTagging);
            yield return ("ObjectTagging:Delete", rule.LateTagging);
        }
    }

    private static Finding Judge(
        string bucket, ReplicationRule rule, string name, bool isNeeded, IReadOnlyList<EventRoute> routes, bool leadsElsewhere)
    {
        var subject = $"{bucket}, rule {rule.Id}, {name}";
        var sent = routes.Where(route => route.Events.Any(pattern => Wildcard.Matches(pattern, name, StringComparison.Ordinal))).ToList();

        if (sent.Exists(route => Covers(route, rule.Filter)))
        {
            return Finding.Pass(Check, subject, "sent to the queue");
        }

        var group = name[..(name.IndexOf(':', StringComparison.Ordinal) + 1)] + "*";
        var mend = $"Add s3:{group} for the prefix '{rule.Filter.Prefix}' to the bucket's notification configuration "
            + $"(aws s3api put-bucket-notification-configuration --bucket {bucket}; it replaces what is there).";
        var found = sent.Count > 0
            ? $"sent only for {string.Join(" and ", sent.Select(route => $"'{route.Prefix}*{route.Suffix}'"))}, which is narrower than the rule"
            : "not sent to the queue";

        return leadsElsewhere ? Finding.Warn(Check, subject, $"{found} by the bucket itself; it may come by EventBridge or SNS", mend)
            : isNeeded ? Finding.Fail(Check, subject, found, mend)
            : Finding.Warn(Check, subject, $"{found}: changes of tags will not follow", mend);
    }

    private static bool Covers(EventRoute route, RuleFilter filter) =>
        filter.Prefix.StartsWith(route.Prefix, StringComparison.Ordinal)
        && (route.Suffix.Length == 0
            || (!filter.Suffixes.IsEmpty && filter.Suffixes.All(suffix => suffix.EndsWith(route.Suffix, StringComparison.Ordinal))));
}
