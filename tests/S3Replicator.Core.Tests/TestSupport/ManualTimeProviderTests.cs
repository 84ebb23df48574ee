using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.TestSupport;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Tells_of_a_delay_so_that_a_test_can_end_it()
    {
        var work = Task.Delay(TimeSpan.FromSeconds(20), _clock, TestContext.Current.CancellationToken);

        (await _clock.NextTimerAsync(TestContext.Current.CancellationToken)).ShouldBe(TimeSpan.FromSeconds(20));
        work.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(20));

        await work;
    }

    [Fact]
    public async Task Waits_for_a_timer_that_is_armed_later()
    {
        var armed = _clock.NextTimerAsync(TestContext.Current.CancellationToken);
        armed.IsCompleted.ShouldBeFalse();

        var work = Task.Delay(TimeSpan.FromSeconds(1), _clock, TestContext.Current.CancellationToken);

        (await armed).ShouldBe(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await work;
    }

    [Fact]
    public async Task Passes_over_timers_until_the_wanted_one_is_armed()
    {
        await using var other = _clock.CreateTimer(_ => { }, null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        await using var wanted = _clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(7), Timeout.InfiniteTimeSpan);

        await _clock.TimerOfAsync(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Tells_of_a_timer_that_is_armed_by_a_change_and_not_of_one_that_never_fires()
    {
        await using var timer = _clock.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        (await _clock.NextTimerAsync(TestContext.Current.CancellationToken)).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Measures_elapsed_time_rightly_with_a_frequency_of_its_own()
    {
        var start = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1234));

        _clock.GetElapsedTime(start).ShouldBe(TimeSpan.FromMilliseconds(1234));
        (_clock.GetTimestamp() - start).ShouldNotBe(TimeSpan.FromMilliseconds(1234).Ticks);
    }
}
