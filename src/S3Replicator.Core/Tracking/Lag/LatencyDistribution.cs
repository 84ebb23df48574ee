using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>How latency is distributed, as a value: merging those of several workers gives what one worker would have that had done it all.</summary>
[JsonConverter(typeof(LatencyDistributionConverter))]
public sealed class LatencyDistribution : IEquatable<LatencyDistribution>
{
    private static readonly double[] Shares = [0.5, 0.9, 0.99, 0.999];

    internal LatencyDistribution(ImmutableArray<(int Index, long Count)> buckets, long max)
    {
        Buckets = buckets;
        MaxMilliseconds = max;
        Count = buckets.Sum(bucket => bucket.Count);
    }

    /// <summary>Where there are none.</summary>
    public static LatencyDistribution None { get; } = new([], max: 0);

    /// <summary>How many latencies it is of.</summary>
    public long Count { get; }

    /// <summary>The longest, in milliseconds.</summary>
    public long MaxMilliseconds { get; }

    /// <summary>Those buckets of <see cref="LatencyHistogram"/> that are not empty, in order.</summary>
    internal ImmutableArray<(int Index, long Count)> Buckets { get; }

    /// <summary>The distribution of both together, exactly.</summary>
    public static LatencyDistribution Merge(LatencyDistribution one, LatencyDistribution other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var merged = new SortedDictionary<int, long>();

        foreach (var (index, count) in one.Buckets.Concat(other.Buckets))
        {
            merged[index] = merged.GetValueOrDefault(index) + count;
        }

        return new([.. merged.Select(bucket => (bucket.Key, bucket.Value))], Math.Max(one.MaxMilliseconds, other.MaxMilliseconds));
    }

    /// <summary>All quantiles in one pass.</summary>
    public LagSummary Summarize()
    {
        Span<double> seconds = stackalloc double[Shares.Length];
        var next = 0;
        long seen = 0;

        foreach (var (index, count) in Buckets)
        {
            seen += count;

            for (; next < Shares.Length && seen >= Math.Max(1, (long)Math.Ceiling(Shares[next] * Count)); next++)
            {
                seconds[next] = Math.Min(LatencyHistogram.LongestIn(index), MaxMilliseconds) / 1000.0;
            }
        }

        return new(seconds[0], seconds[1], seconds[2], seconds[3], MaxMilliseconds / 1000.0);
    }

    /// <inheritdoc />
    public bool Equals(LatencyDistribution? other) =>
        other is not null && MaxMilliseconds == other.MaxMilliseconds && Buckets.AsSpan().SequenceEqual(other.Buckets.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LatencyDistribution);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Count, MaxMilliseconds, Buckets.Length);
}
