using System.Globalization;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Says which of a rule's criteria leaves an object out.</summary>
internal static class FilterSentence
{
    public static string Of(string key, long? size, RuleFilter filter, Decision decision) => decision.Reason switch
    {
        SkipReason.TagFilterCannotMatchDelete => $"The rule asks for {TagsOf(filter)}, and what was deleted has no tags.",
        SkipReason.TagMismatch when decision.Assumes.HasFlag(ObjectFacts.Tags) =>
            $"The rule asks for {TagsOf(filter)}, and the object's tags are not known.",
        SkipReason.TagMismatch => $"The object does not have {TagsOf(filter)}.",
        _ => OfKeyOrSize(key, size, filter),
    };

    private static string OfKeyOrSize(string key, long? size, RuleFilter filter)
    {
        var excluding = filter.ExcludePrefixes.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
        if (excluding is not null)
        {
            return $"The rule leaves out keys that begin with \"{excluding}\".";
        }

        if (!filter.Suffixes.IsEmpty && !filter.Suffixes.Any(suffix => key.EndsWith(suffix, StringComparison.Ordinal)))
        {
            return $"The key does not end with {string.Join(" or ", filter.Suffixes.Select(suffix => $"\"{suffix}\""))}.";
        }

        var bounds = BoundsOf(filter);
        return size is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"The rule takes objects {bounds}, and this one has {known:N0}.")
            : $"The rule takes objects {bounds}, and the object's size is not known.";
    }

    private static string BoundsOf(RuleFilter filter)
    {
        var bounds = new List<string>(2);
        if (filter.ObjectSizeGreaterThan is { } over)
        {
            bounds.Add(string.Create(CultureInfo.InvariantCulture, $"over {over:N0} bytes"));
        }

        if (filter.ObjectSizeLessThan is { } under)
        {
            bounds.Add(string.Create(CultureInfo.InvariantCulture, $"under {under:N0} bytes"));
        }

        return string.Join(" and ", bounds);
    }

    private static string TagsOf(RuleFilter filter)
    {
        var tags = string.Join(", ", filter.Tags.Select(tag => $"{tag.Key}={tag.Value}"));
        return filter.Tags.Length == 1 ? $"the tag {tags}" : $"the tags {tags}";
    }
}
