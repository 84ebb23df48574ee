using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Tracking.Lag;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0.5, 0.9, 0.99, 0.999];

    [Property]
    public void A_quantile_is_less_than_one_percent_over_the_exact_one(PositiveInt[] latencies)
    {
        var histogram = new LatencyHistogram();
        var sorted = latencies.Select(latency => (long)latency.Get * 977).Order().ToList();
        sorted.ForEach(latency => histogram.Record(TimeSpan.FromMilliseconds(latency)));

        foreach (var share in Shares.Where(_ => sorted.Count > 0))
        {
            var exact = sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
            histogram.Quantile(share).ShouldBeInRange(exact, exact + exact / 64);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    public void Short_latencies_are_kept_to_the_millisecond(long latency)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(latency));
        histogram.Record(TimeSpan.FromMilliseconds(5000));

        histogram.Quantile(0.5).ShouldBe(latency);
    }

    [Fact]
    public void The_maximum_is_exact()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMilliseconds(1_234_567));
        histogram.Record(TimeSpan.FromMilliseconds(1_000));

        histogram.Summarize().Max.ShouldBe(1234.567);
        histogram.Summarize().P999.ShouldBe(1234.567);
    }

    [Fact]
    public void Without_latencies_everything_is_zero() => new LatencyHistogram().Summarize().ShouldBe(Core.Tracking.LagSummary.None);

    [Fact]
    public void Longer_than_any_bucket_counts_as_the_longest()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromDays(400));
        histogram.Record(TimeSpan.FromTicks(-1));

        histogram.Count.ShouldBe(2);
        histogram.Max.ShouldBe(int.MaxValue);
        histogram.Quantile(0.5).ShouldBe(0);
    }

    [Property]
    public Property Every_bucket_follows_the_one_before_it(NonNegativeInt milliseconds)
    {
        var index = LatencyHistogram.IndexOf(milliseconds.Get);
        return (LatencyHistogram.LongestIn(index) >= milliseconds.Get
            && (index == 0 || LatencyHistogram.LongestIn(index - 1) < milliseconds.Get)).ToProperty();
    }
}
