using Amazon.S3;
using Amazon.S3.Model;
using S3Replicator.Core.Rules;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor.Buckets;

/// <summary>Judges whether lifecycle rules of the source may take objects away before they are replicated; pure.</summary>
internal static class LifecycleCheck
{
    private const string Check = "lifecycle";

    /// <summary>What is left for an outage after the threshold.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <param name="bucket">The source bucket.</param>
    /// <param name="rule">The replication rule.</param>
    /// <param name="lifecycle">The bucket's lifecycle rules.</param>
    /// <param name="now">The time.</param>
    public static Finding Of(string bucket, ReplicationRule rule, IReadOnlyList<LifecycleRule> lifecycle, DateTimeOffset now)
    {
        var subject = $"{bucket}, rule {rule.Id}";
        var soonest = lifecycle
            .Where(candidate => candidate.Status == LifecycleRuleStatus.Enabled && LifecycleScope.Meets(candidate, rule.Filter))
            .SelectMany(candidate => ActsOf(candidate, rule, now), (candidate, act) => (Lifecycle: candidate, act.What, act.Days))
            .OrderBy(act => act.Days)
            .FirstOrDefault();

        if (soonest.Lifecycle is null || TimeSpan.FromDays(soonest.Days) > rule.Threshold + Margin)
        {
            return Finding.Pass(Check, subject, "nothing expires or is archived within the threshold and a day");
        }

        var least = (int)Math.Floor((rule.Threshold + Margin).TotalDays) + 1;
        return Finding.Warn(
            Check,
            subject,
            FormattableString.Invariant($"lifecycle rule {soonest.Lifecycle.Id} {soonest.What} after {soonest.Days} days, which is not a day more than the threshold"),
            FormattableString.Invariant($"Let it act after {least} days at least (aws s3api put-bucket-lifecycle-configuration --bucket {bucket}; it replaces what is there): what is gone or archived before it is copied has no replica."));
    }

    private static IEnumerable<(string What, int Days)> ActsOf(LifecycleRule lifecycle, ReplicationRule rule, DateTimeOffset now)
    {
        if (DaysOf(lifecycle.Expiration?.Days, lifecycle.Expiration?.Date, now) is { } expires)
        {
            yield return ("expires objects", expires);
        }

        // Noncurrent versions that a latest-only rule would not copy do not matter to it.
        if (rule.Versions != VersionScope.Latest && lifecycle.NoncurrentVersionExpiration?.NoncurrentDays is { } noncurrent and > 0)
        {
            yield return ("expires versions that are no longer current", noncurrent);
        }

        foreach (var transition in (lifecycle.Transitions ?? []).Where(transition => IsArchive(transition.StorageClass)))
        {
            if (DaysOf(transition.Days, transition.Date, now, least: 0) is { } moves)
            {
                yield return ("archives objects", moves);
            }
        }
    }

    /// <summary>A date takes what is older at once, and from then on what comes (S3 User Guide, lifecycle rules based on a date).</summary>
    private static int? DaysOf(int? days, DateTime? date, DateTimeOffset now, int least = 1) =>
        days is { } number && number >= least ? number
        : date is { } from && from != default ? Math.Max(0, (int)(from.ToUniversalTime() - now.UtcDateTime).TotalDays)
        : null;

    private static bool IsArchive(S3StorageClass? storageClass) =>
        storageClass is not null && (storageClass == S3StorageClass.Glacier || storageClass == S3StorageClass.DeepArchive);
}
