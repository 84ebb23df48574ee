using S3Replicator.Core.Tracking;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking;

public sealed class ServerClockTests
{
    private readonly ManualTimeProvider _local = new(new(2026, 1, 2, 3, 4, 5, 250, TimeSpan.Zero));
    private readonly ServerClock _clock;

    public ServerClockTests() => _clock = new(_local);

    [Fact]
    public void Without_answers_it_is_the_local_time()
    {
        _clock.Skew.ShouldBe(TimeSpan.Zero);
        _clock.UtcNow.ShouldBe(_local.GetUtcNow());
    }

    [Fact]
    public void Clocks_that_agree_to_the_second_are_not_corrected()
    {
        for (var turn = 0; turn < 50; turn++)
        {
            Answer(TimeSpan.Zero, took: TimeSpan.FromMilliseconds(20));
            _local.Advance(TimeSpan.FromMilliseconds(137));
        }

        _clock.Skew.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(7.3)]
    [InlineData(-7.3)]
    [InlineData(0.9)]
    [InlineData(3600)]
    public void A_skew_is_found_to_a_fraction_of_the_second_that_headers_are_cut_to(double seconds)
    {
        for (var turn = 0; turn < 100; turn++)
        {
            Answer(TimeSpan.FromSeconds(seconds), took: TimeSpan.FromMilliseconds(20));
            _local.Advance(TimeSpan.FromMilliseconds(137));
        }

        _clock.Skew.TotalSeconds.ShouldBe(seconds, tolerance: 0.1);
        (_clock.UtcNow - _local.GetUtcNow()).ShouldBe(_clock.Skew);
    }

    [Fact]
    public void An_answer_that_took_long_says_little()
    {
        Answer(TimeSpan.FromSeconds(7), took: TimeSpan.FromMinutes(20));

        _clock.Skew.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_clock_that_is_set_right_is_believed_again()
    {
        Answer(TimeSpan.FromSeconds(60), TimeSpan.Zero);
        _clock.Skew.TotalSeconds.ShouldBe(60, tolerance: 1);

        _local.Advance(TimeSpan.FromSeconds(1));
        Answer(TimeSpan.Zero, TimeSpan.Zero);

        _clock.Skew.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void What_was_seen_long_ago_counts_no_more()
    {
        Answer(TimeSpan.FromSeconds(2), TimeSpan.Zero);
        _local.Advance(TimeSpan.FromMinutes(6));
        Answer(TimeSpan.FromSeconds(1.2), TimeSpan.Zero);
        _local.Advance(TimeSpan.FromMinutes(6));

        for (var turn = 0; turn < 10; turn++)
        {
            Answer(TimeSpan.Zero, TimeSpan.Zero);
            _local.Advance(TimeSpan.FromMilliseconds(137));
        }

        _clock.Skew.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_few_observations_in_a_second_are_enough()
    {
        _clock.IsDue(_local.GetUtcNow()).ShouldBeTrue();
        Answer(TimeSpan.Zero, TimeSpan.Zero);

        _clock.IsDue(_local.GetUtcNow()).ShouldBeFalse();
        _local.Advance(TimeSpan.FromMilliseconds(100));
        _clock.IsDue(_local.GetUtcNow()).ShouldBeTrue();
    }

    private void Answer(TimeSpan skew, TimeSpan took)
    {
        var sent = _local.GetUtcNow();
        var server = sent + took / 2 + skew;
        _local.Advance(took);
        _clock.Observe(server.AddTicks(-(server.UtcTicks % TimeSpan.TicksPerSecond)), sent, _local.GetUtcNow());
    }
}
