using System.Collections.Immutable;

namespace S3Replicator.Core.Rules.Validation;

// Which objects pass two filters both.
internal static class FilterOverlap
{
    public static bool Exists(RuleFilter one, RuleFilter other) => Intersect(one, other) is not null;

    // Null where no object can pass both. What is not null may still be empty: sizes and suffixes are not weighed against keys.
    public static RuleFilter? Intersect(RuleFilter one, RuleFilter other)
    {
        if (Longer(one.Prefix, other.Prefix) is not { } prefix)
        {
            return null;
        }

        ImmutableArray<string> excludes = [.. one.ExcludePrefixes, .. other.ExcludePrefixes];
        var tags = Tags(one.Tags, other.Tags);
        var suffixes = Suffixes(one.Suffixes, other.Suffixes);
        var greater = Max(one.ObjectSizeGreaterThan, other.ObjectSizeGreaterThan);
        var less = Min(one.ObjectSizeLessThan, other.ObjectSizeLessThan);
        if (tags is null
            || suffixes is null
            || excludes.Any(exclude => prefix.StartsWith(exclude, StringComparison.Ordinal))
            || (less is not null && (greater ?? -1) >= less.Value - 1))
        {
            return null;
        }

        return new RuleFilter
        {
            Prefix = prefix,
            ExcludePrefixes = excludes,
            Tags = tags.Value,
            Suffixes = suffixes.Value,
            ObjectSizeGreaterThan = greater,
            ObjectSizeLessThan = less,
        };
    }

    private static string? Longer(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) ? one : other.StartsWith(one, StringComparison.Ordinal) ? other : null;

    private static ImmutableArray<ObjectTag>? Tags(ImmutableArray<ObjectTag> one, ImmutableArray<ObjectTag> other)
    {
        // An object has one value for a key.
        foreach (var tag in other)
        {
            if (one.Any(mine => string.Equals(mine.Key, tag.Key, StringComparison.Ordinal) && !string.Equals(mine.Value, tag.Value, StringComparison.Ordinal)))
            {
                return null;
            }
        }

        return [.. one.Union(other)];
    }

    private static ImmutableArray<string>? Suffixes(ImmutableArray<string> one, ImmutableArray<string> other)
    {
        if (one.IsEmpty || other.IsEmpty)
        {
            return one.IsEmpty ? other : one;
        }

        ImmutableArray<string> both =
        [
            .. one.Where(mine => other.Any(theirs => mine.EndsWith(theirs, StringComparison.Ordinal))),
            .. other.Where(theirs => one.Any(mine => theirs.EndsWith(mine, StringComparison.Ordinal))),
        ];
        return both.IsEmpty ? null : both;
    }

    private static long? Max(long? one, long? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    private static long? Min(long? one, long? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}
