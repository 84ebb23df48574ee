using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Matching;

/// <summary>Matching as S3's documentation tells it, rule by rule, slow and obvious.</summary>
internal static class ReferenceMatcher
{
    public static IReadOnlyDictionary<string, BoundRule> WinnersByDestination(
        IEnumerable<BoundRule> rules, ObjectEvent source, IReadOnlyList<ObjectTag> tags, bool isDelete) =>
        rules
            .Where(bound => bound.Rule.IsEnabled && Matches(bound.Rule.Filter, source.Key, source.Size, tags, isDelete))
            .GroupBy(bound => bound.Rule.Destination.Bucket, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group
                    .OrderByDescending(bound => bound.Rule.Priority)
                    .ThenBy(bound => bound.Rule.Id, StringComparer.Ordinal)
                    .First(),
                StringComparer.Ordinal);

    private static bool Matches(RuleFilter filter, string key, long? size, IReadOnlyList<ObjectTag> tags, bool isDelete)
    {
        var hasPrefix = key.StartsWith(filter.Prefix, StringComparison.Ordinal);
        var isExcluded = filter.ExcludePrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
        var hasSuffix = filter.Suffixes.Length == 0 || filter.Suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.Ordinal));
        var isOver = filter.ObjectSizeGreaterThan is not { } over || size > over;
        var isUnder = filter.ObjectSizeLessThan is not { } under || size < under;
        var hasTags = filter.Tags.All(tags.Contains) && !(isDelete && filter.Tags.Length > 0);
        return hasPrefix && !isExcluded && hasSuffix && isOver && isUnder && hasTags;
    }
}
