using Amazon.S3.Model;
using S3Replicator.Core.Rules;

namespace S3Replicator.Doctor.Buckets;

/// <summary>Whether a lifecycle rule can meet an object that a replication rule is for; pure.</summary>
internal static class LifecycleScope
{
    public static bool Meets(LifecycleRule lifecycle, RuleFilter filter)
    {
        var conditions = lifecycle.Filter?.And is { } and
            ? new Conditions(and.Prefix, and.Tags ?? [], and.ObjectSizeGreaterThan, and.ObjectSizeLessThan)
            : new Conditions(
#pragma warning disable CS0618 // Configurations from before filters still carry it.
                lifecycle.Filter?.Prefix ?? lifecycle.Prefix,
#pragma warning restore CS0618
                lifecycle.Filter?.Tag is { } tag ? [tag] : [],
                lifecycle.Filter?.ObjectSizeGreaterThan,
                lifecycle.Filter?.ObjectSizeLessThan);
        return PrefixesMeet(conditions.Prefix ?? string.Empty, filter.Prefix)
            && !conditions.Tags.Exists(tag => filter.Tags.Any(wanted => wanted.Key == tag.Key && wanted.Value != tag.Value))
            && IsLess(conditions.GreaterThan, filter.ObjectSizeLessThan)
            && IsLess(filter.ObjectSizeGreaterThan, conditions.LessThan);
    }

    private static bool PrefixesMeet(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    /// <summary>Whether a size may be over the one and under the other.</summary>
    private static bool IsLess(long? over, long? under) => over is not { } least || under is not { } most || least + 1 < most;

    private sealed record Conditions(string? Prefix, List<Tag> Tags, long? GreaterThan, long? LessThan);
}
