using Amazon.S3;
using Amazon.S3.Model;
using ReplicationRule = S3Replicator.Core.Rules.ReplicationRule;

namespace S3Replicator.Doctor;

/// <summary>Judges whether lifecycle rules of the source may take objects away before they are replicated; pure.</summary>
internal static class LifecycleCheck
{
    private const string Check = "lifecycle";

    public static Finding Of(string bucket, ReplicationRule rule, IReadOnlyList<LifecycleRule> lifecycle)
    {
        var subject = $"{bucket}, rule {rule.Id}";
        var soon = lifecycle.FirstOrDefault(candidate =>
            candidate.Status == LifecycleRuleStatus.Enabled && DaysOf(candidate) is { } days && TimeSpan.FromDays(days) <= rule.Threshold + TimeSpan.FromDays(1));

        return soon is null
            ? Finding.Pass(Check, subject, "nothing expires or moves within the threshold")
            : Finding.Warn(
                Check, subject, FormattableString.Invariant($"lifecycle rule {soon.Id} acts after {DaysOf(soon)} days, about as soon as the rule's threshold"),
                "Let it act later, or set a shorter threshold: what expires or is archived before it is copied has no replica.");
    }

    private static int? DaysOf(LifecycleRule rule) => rule.Transitions?
        .Where(transition => transition.StorageClass == S3StorageClass.Glacier || transition.StorageClass == S3StorageClass.DeepArchive)
        .Select(transition => transition.Days)
        .Append(rule.Expiration?.Days)
        .Where(days => days is not null)
        .Min() ?? rule.Expiration?.Days;
}
