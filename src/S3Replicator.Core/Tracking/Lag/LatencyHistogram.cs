using System.Collections.Immutable;
using System.Numerics;

namespace S3Replicator.Core.Tracking.Lag;

/// <summary>
/// How latency is distributed, in fixed buckets: to the millisecond up to 127 ms, and to less than 1 % above it, up to 24 days.
/// Not safe for use by several at once.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>The buckets of one doubling.</summary>
    private const int Steps = 64;

    private const int StepBits = 6;
    private const long Longest = int.MaxValue;
    internal const int Buckets = (31 - StepBits) * Steps + Steps;

    private readonly int[] _counts = new int[Buckets];

    /// <summary>How many were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The longest, in milliseconds.</summary>
    public long Max { get; private set; }

    public void Record(TimeSpan latency)
    {
        var milliseconds = Math.Clamp(latency.Ticks / TimeSpan.TicksPerMillisecond, 0, Longest);
        _counts[IndexOf(milliseconds)]++;
        Count++;
        Max = Math.Max(Max, milliseconds);
    }

    /// <summary>The latency that this share of all was within, in milliseconds; 0 where there are none.</summary>
    public long Quantile(double share)
    {
        var wanted = Rank(share);
        long seen = 0;

        for (var index = 0; index < Buckets && Count > 0; index++)
        {
            seen += _counts[index];

            if (seen >= wanted)
            {
                return Math.Min(LongestIn(index), Max);
            }
        }

        return Max;
    }

    /// <summary>All quantiles in one pass.</summary>
    public LagSummary Summarize()
    {
        Span<double> shares = [0.5, 0.9, 0.99, 0.999];
        Span<double> seconds = stackalloc double[shares.Length];
        var next = 0;
        long seen = 0;

        for (var index = 0; index < Buckets && next < shares.Length && Count > 0; index++)
        {
            seen += _counts[index];

            for (; next < shares.Length && seen >= Rank(shares[next]); next++)
            {
                seconds[next] = Seconds(Math.Min(LongestIn(index), Max));
            }
        }

        return new(seconds[0], seconds[1], seconds[2], seconds[3], Seconds(Max));
    }

    /// <summary>What it holds now, as a value.</summary>
    public LatencyDistribution ToDistribution()
    {
        var buckets = ImmutableArray.CreateBuilder<(int, long)>();

        for (var index = 0; index < Buckets; index++)
        {
            if (_counts[index] > 0)
            {
                buckets.Add((index, _counts[index]));
            }
        }

        return new(buckets.DrainToImmutable(), Max);
    }

    internal static int IndexOf(long milliseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)milliseconds) - StepBits);
        return shift * Steps + (int)(milliseconds >> shift);
    }

    internal static long LongestIn(int index)
    {
        var shift = Math.Max(0, index / Steps - 1);
        return ((index - shift * Steps + 1L) << shift) - 1;
    }

    private long Rank(double share) => Math.Max(1, (long)Math.Ceiling(share * Count));

    private static double Seconds(long milliseconds) => milliseconds / 1000.0;
}
