using System.Collections.Immutable;
using System.Text;

namespace S3Replicator.Core.Rules.Permissions;

/// <summary>ARNs of buckets and of the objects under prefixes, as policies name them.</summary>
internal static class ObjectResources
{
    /// <summary>The buckets, each once.</summary>
    public static ImmutableArray<string> Buckets(IEnumerable<KeyRange> ranges) =>
        [.. ranges.Select(BucketOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The objects; a prefix that a shorter one covers is left out.</summary>
    public static ImmutableArray<string> Objects(IEnumerable<KeyRange> ranges)
    {
        var all = ranges.Distinct().ToList();
        return [.. all
            .Where(range => !all.Exists(other => other != range && Covers(other, range)))
            .Select(range => $"{BucketOf(range)}/{Escape(range.Prefix)}*")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>One object.</summary>
    public static string Object(string partition, string bucket, string key) => $"{BucketOf(new(partition, bucket, key))}/{Escape(key)}";

    private static string BucketOf(KeyRange range) => $"arn:{range.Partition}:s3:::{range.Bucket}";

    private static bool Covers(KeyRange one, KeyRange other) =>
        string.Equals(one.Bucket, other.Bucket, StringComparison.Ordinal) && other.Prefix.StartsWith(one.Prefix, StringComparison.Ordinal);

    /// <summary>What stands for itself in a key but not in a policy.</summary>
    private static string Escape(string prefix)
    {
        if (prefix.AsSpan().IndexOfAny('*', '?', '$') < 0)
        {
            return prefix;
        }

        var builder = new StringBuilder(prefix.Length + 8);

        foreach (var character in prefix)
        {
            _ = character is '*' or '?' or '$' ? builder.Append("${").Append(character).Append('}') : builder.Append(character);
        }

        return builder.ToString();
    }
}
