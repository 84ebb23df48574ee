using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Tracking.Lag;

public sealed class LatencyDistributionTests
{
    [Property]
    public bool Merged_it_is_that_of_all_latencies_together(NonNegativeInt[] one, NonNegativeInt[] other) =>
        LatencyDistribution.Merge(Of(one), Of(other)).Equals(Of([.. one, .. other]));

    [Property]
    public bool The_order_of_merging_makes_no_difference(NonNegativeInt[] one, NonNegativeInt[] two, NonNegativeInt[] three)
    {
        var (a, b, c) = (Of(one), Of(two), Of(three));
        return LatencyDistribution.Merge(a, b).Equals(LatencyDistribution.Merge(b, a))
            && LatencyDistribution.Merge(LatencyDistribution.Merge(a, b), c).Equals(LatencyDistribution.Merge(a, LatencyDistribution.Merge(b, c)))
            && LatencyDistribution.Merge(a, LatencyDistribution.None).Equals(a);
    }

    [Property]
    public void It_says_what_the_histogram_says(NonNegativeInt[] latencies)
    {
        var histogram = Record(latencies);

        histogram.ToDistribution().Summarize().ShouldBe(histogram.Summarize());
        histogram.ToDistribution().Count.ShouldBe(histogram.Count);
    }

    [Property]
    public void As_text_it_stays_the_same(NonNegativeInt[] latencies)
    {
        var distribution = Of(latencies);

        JsonSerializer.Deserialize<LatencyDistribution>(JsonSerializer.Serialize(distribution)).ShouldBe(distribution);
    }

    [Fact]
    public void As_text_it_is_short()
    {
        var random = new Random(1);
        var histogram = new LatencyHistogram();

        for (var i = 0; i < 1_000_000; i++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(100 + random.Next(2_000)));
        }

        JsonSerializer.Serialize(histogram.ToDistribution()).Length.ShouldBeLessThan(2_500);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("[1,0,1]")]
    [InlineData("[1,1,0]")]
    [InlineData("[1,1,-1]")]
    [InlineData("[1,1665,1]")]
    [InlineData("[1,1664,1,1,1]")]
    [InlineData("[1,9223372036854775807,1]")]
    [InlineData("[1,1,9223372036854775807]")]
    [InlineData("[9223372036854775807]")]
    [InlineData("[1,\"1\",1]")]
    [InlineData("[1,[1],1]")]
    [InlineData("[1,1.5,1]")]
    public void What_is_none_is_refused(string text) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<LatencyDistribution>(text));

    private static LatencyDistribution Of(NonNegativeInt[] latencies) => Record(latencies).ToDistribution();

    private static LatencyHistogram Record(NonNegativeInt[] latencies)
    {
        var histogram = new LatencyHistogram();

        foreach (var latency in latencies)
        {
            histogram.Record(TimeSpan.FromMilliseconds(latency.Get * 977L));
        }

        return histogram;
    }
}
