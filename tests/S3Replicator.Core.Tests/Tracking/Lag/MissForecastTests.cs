using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Tracking.Lag;

public sealed class MissForecastTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(60);

    [Fact]
    public void Nothing_pending_takes_no_time() =>
        Of([], queued: 0, perSecond: 0).ShouldBe(new MissForecast(0, TimeSpan.Zero, IsMissExpected: false));

    [Fact]
    public void Those_whose_turn_comes_after_their_deadline_will_miss_it()
    {
        var forecast = Of([1, 2, 3, 4, 5], queued: 0, perSecond: 0.5);

        forecast.ShouldBe(new MissForecast(5, TimeSpan.FromSeconds(10), IsMissExpected: true));
        Of([2, 4, 6, 8, 9.9], queued: 0, perSecond: 0.5).Misses.ShouldBe(1);
        Of([2, 4, 6, 8, 10], queued: 0, perSecond: 0.5).IsMissExpected.ShouldBeFalse();
    }

    [Fact]
    public void Those_that_are_overdue_are_not_forecast() => Of([-2, -1], queued: 0, perSecond: 1).IsMissExpected.ShouldBeFalse();

    [Fact]
    public void A_queue_that_takes_longer_than_the_threshold_will_miss_it()
    {
        Of([], queued: 600, perSecond: 10).IsMissExpected.ShouldBeFalse();
        Of([], queued: 601, perSecond: 10).ShouldBe(new MissForecast(0, TimeSpan.FromSeconds(60.1), IsMissExpected: true));
    }

    [Fact]
    public void While_nothing_ends_everything_will_miss() =>
        Of([5, 50], queued: 10, perSecond: 0).ShouldBe(new MissForecast(2, ClearIn: null, IsMissExpected: true));

    [Fact]
    public void Nothing_is_said_before_there_was_time_for_anything_to_end() =>
        Of([5, 50], queued: 10, perSecond: 0, watchedFor: 14).IsMissExpected.ShouldBeFalse();

    [Fact]
    public void A_rate_near_nothing_is_no_fault() => Of([5], queued: long.MaxValue / 2, perSecond: 1e-300).ClearIn.ShouldBe(TimeSpan.FromDays(365));

    private static MissForecast Of(double[] deadlines, long queued, double perSecond, double watchedFor = 15) => MissForecast.Of(
        deadlines.Select(seconds => Noon.AddSeconds(seconds).UtcTicks).ToArray(), queued, perSecond, TimeSpan.FromSeconds(watchedFor), Threshold, Noon);
}
