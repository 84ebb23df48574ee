using HdrHistogram;

namespace S3Replicator.Core.Tracking;

/// <summary>How replication latency is distributed, to the millisecond, in bounded memory.</summary>
internal sealed class LagHistogram
{
    private const double MillisecondsInSecond = 1000;

    /// <summary>14 days, after which SQS drops a message.</summary>
    private const long LongestMilliseconds = 14L * 24 * 3600 * 1000;

    private readonly LongConcurrentHistogram _histogram = new(1, LongestMilliseconds, 3);

    public void Record(TimeSpan lag) =>
        _histogram.RecordValue(Math.Clamp((long)lag.TotalMilliseconds, 0, LongestMilliseconds));

    public LagSummary Summarize() => _histogram.TotalCount == 0
        ? new(0, 0, 0)
        : new(
            _histogram.GetValueAtPercentile(50) / MillisecondsInSecond,
            _histogram.GetValueAtPercentile(99) / MillisecondsInSecond,
            _histogram.GetMaxValue() / MillisecondsInSecond);
}
