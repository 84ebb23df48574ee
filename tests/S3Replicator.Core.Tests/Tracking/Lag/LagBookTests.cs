using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Tracking.Lag;

public sealed class LagBookTests : IDisposable
{
    private readonly Recorder _recorder = new();
    private readonly TrackedWorld _world;

    public LagBookTests() => _world = new(TimeSpan.FromSeconds(10), _recorder);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_rule_that_has_nothing_to_do_is_told_as_zero()
    {
        _world.Book.Keep(new RuleSet([_world.Bound.Document], "1"));

        var progress = _world.Progress;

        progress.Route.ShouldBe(new RuleRoute("source", "mirror", "docs"));
        (progress.Pending, progress.PendingBytes, progress.Overdue, progress.FailedCount).ShouldBe((0, 0, 0, 0));
        (progress.Lag, progress.LatencyMax).ShouldBe((TimeSpan.Zero, TimeSpan.Zero));
        (progress.Attainment.Share, progress.Attainment.BudgetLeft).ShouldBe((1, 1));
        progress.Forecast.ShouldBe(new MissForecast(0, TimeSpan.Zero, IsMissExpected: false));
    }

    [Fact]
    public async Task Counts_what_is_pending_until_it_ends()
    {
        var first = _world.Accept(TimeSpan.FromSeconds(3), size: 100);
        var second = _world.Accept(TimeSpan.FromSeconds(1), size: 20);

        (_world.Progress.Pending, _world.Progress.PendingBytes).ShouldBe((2, 120));
        _world.Progress.Lag.ShouldBe(TimeSpan.FromSeconds(3));

        await first.CompleteAsync();
        (_world.Progress.Pending, _world.Progress.PendingBytes).ShouldBe((1, 20));
        _world.Progress.Lag.ShouldBe(TimeSpan.FromSeconds(1));

        await second.SkipAsync(SkipReason.SourceVanished);
        (_world.Progress.Pending, _world.Progress.PendingBytes, _world.Progress.Lag).ShouldBe((0, 0, TimeSpan.Zero));
        (_world.Progress.Completed, _world.Progress.Bytes).ShouldBe((1, 100));
    }

    [Fact]
    public async Task Replication_latency_is_how_far_the_destination_is_behind_and_goes_back_to_zero()
    {
        await _world.Accept(TimeSpan.FromSeconds(7)).CompleteAsync();
        _world.Accept(TimeSpan.FromSeconds(2));

        _world.Progress.LatencyMax.ShouldBe(TimeSpan.FromSeconds(7));
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        _world.Progress.LatencyMax.ShouldBe(TimeSpan.FromSeconds(122));
    }

    [Fact]
    public async Task Replication_latency_of_what_was_completed_is_forgotten_after_a_minute()
    {
        await _world.Accept(TimeSpan.FromSeconds(7)).CompleteAsync();

        _world.Clock.Advance(TimeSpan.FromSeconds(59));
        _world.Progress.LatencyMax.ShouldBe(TimeSpan.FromSeconds(7));
        _world.Clock.Advance(TimeSpan.FromSeconds(15));
        _world.Progress.LatencyMax.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void What_waits_for_its_next_try_goes_on_counting()
    {
        var blocked = _world.Accept(TimeSpan.FromSeconds(1));

        blocked.Wait(TimeSpan.FromSeconds(30));
        _world.Tracker.LetGo(blocked.Attempt);
        _world.Clock.Advance(TimeSpan.FromSeconds(29));

        _world.Progress.Pending.ShouldBe(1);
        _world.Progress.Lag.ShouldBe(TimeSpan.FromSeconds(30));
        _world.Progress.Retries.ShouldBe(new Dictionary<string, long> { ["Configuration"] = 1 });
    }

    [Fact]
    public void The_next_delivery_of_a_message_goes_on_with_the_operation()
    {
        var blocked = _world.Accept(message: "m");
        blocked.Wait(TimeSpan.FromSeconds(5));

        var again = _world.Accept(message: "m", receiveCount: 2);

        again.Attempt.Pending.ShouldBe(blocked.Attempt.Pending);
        _world.Progress.Pending.ShouldBe(1);
    }

    [Fact]
    public async Task What_another_worker_has_taken_up_is_forgotten_after_a_while()
    {
        _world.Accept().Wait(TimeSpan.FromSeconds(5));

        _world.Clock.Advance(TimeSpan.FromSeconds(36));
        await SweepAsync();

        _world.Progress.Pending.ShouldBe(0);
    }

    [Fact]
    public void What_is_handed_back_to_the_queue_is_pending_here_no_more()
    {
        var operation = _world.Accept();

        _world.Tracker.LetGo(operation.Attempt);

        _world.Progress.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task Tells_once_of_a_pending_operation_that_misses_its_threshold()
    {
        var operation = _world.Accept();
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        await SweepAsync();
        _recorder.Missed.ShouldBeEmpty();

        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await SweepAsync();
        await SweepAsync();

        _recorder.Missed.ShouldHaveSingleItem().Event.ShouldBe(operation.Event);
        _world.Progress.Overdue.ShouldBe(1);
        await operation.CompleteAsync();
        _recorder.Ended.ShouldHaveSingleItem().IsMissTold.ShouldBeTrue();
        (_world.Progress.Within, _world.Progress.Missed, _world.Progress.Overdue).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task The_next_delivery_does_not_tell_of_the_miss_again()
    {
        _world.Accept(message: "m").Wait(TimeSpan.FromSeconds(20));
        _world.Clock.Advance(TimeSpan.FromSeconds(11));
        await SweepAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(9));

        _world.Accept(TimeSpan.FromSeconds(20), message: "m", receiveCount: 2);
        await SweepAsync();

        _recorder.Missed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Attainment_counts_what_was_late_failed_or_is_overdue_against_the_objective()
    {
        _world.Rule = _world.Rule with { Objective = new(Percent: 50, WindowDays: 1) };

        for (var turn = 0; turn < 6; turn++)
        {
            await _world.Accept().CompleteAsync();
        }

        await _world.Accept(TimeSpan.FromSeconds(11)).CompleteAsync();
        await _world.Accept().FailAsync("DstPutObjectNotPermitted");
        _world.Accept(TimeSpan.FromSeconds(12));

        var attained = _world.Progress.Attainment;

        (attained.Within, attained.Missed).ShouldBe((6, 3));
        attained.Share.ShouldBe(6.0 / 9);
        attained.BudgetLeft.ShouldBe(1 - 3 / 4.5, tolerance: 1e-9);
        _world.Progress.Failed.ShouldBe(new Dictionary<string, long> { ["DstPutObjectNotPermitted"] = 1 });
    }

    [Fact]
    public async Task What_has_left_the_window_counts_no_more()
    {
        _world.Rule = _world.Rule with { Objective = new(Percent: 99.9, WindowDays: 1) };
        await _world.Accept(TimeSpan.FromSeconds(11)).CompleteAsync();
        _world.Progress.Attainment.Share.ShouldBe(0);

        _world.Clock.Advance(TimeSpan.FromHours(25));
        await _world.Accept().CompleteAsync();

        _world.Progress.Attainment.Share.ShouldBe(1);
        _world.Progress.Missed.ShouldBe(1);
    }

    [Fact]
    public async Task The_lag_is_corrected_for_a_skewed_clock()
    {
        var eventTime = _world.Clock.GetUtcNow() + TimeSpan.FromMinutes(5);
        _world.Server.Observe(eventTime, _world.Clock.GetUtcNow(), _world.Clock.GetUtcNow());
        var operation = _world.Accept(age: TimeSpan.FromMinutes(-5));
        _world.Clock.Advance(TimeSpan.FromSeconds(2));

        await operation.CompleteAsync();

        _recorder.Ended.ShouldHaveSingleItem().Lag!.Value.TotalSeconds.ShouldBe(2, tolerance: 1);
    }

    [Theory]
    [InlineData(FailureClass.Throttled, DelayCause.Throttled)]
    [InlineData(FailureClass.Configuration, DelayCause.Permission)]
    [InlineData(FailureClass.Transient, DelayCause.Fault)]
    public async Task Says_what_took_most_of_the_time(FailureClass failure, DelayCause cause)
    {
        _world.Accept(TimeSpan.FromSeconds(2), message: "m").Wait(TimeSpan.FromSeconds(8), failure);
        _world.Clock.Advance(TimeSpan.FromSeconds(9));
        var again = _world.Accept(TimeSpan.FromSeconds(11), message: "m", receiveCount: 2);
        _world.Tracker.Started(again.Attempt);
        _world.Clock.Advance(TimeSpan.FromSeconds(3));

        await again.CompleteAsync();

        _recorder.Ended.ShouldHaveSingleItem().Cause.ShouldBe(cause);
    }

    [Fact]
    public async Task Waiting_for_a_turn_is_backlog_and_what_comes_then_is_the_copy()
    {
        var waited = _world.Accept();
        _world.Clock.Advance(TimeSpan.FromSeconds(5));
        _world.Tracker.Started(waited.Attempt);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await waited.CompleteAsync();
        var copied = _world.Accept();
        _world.Tracker.Started(copied.Attempt);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await copied.CompleteAsync();

        _recorder.Ended.Select(end => end.Cause).ShouldBe([DelayCause.Backlog, DelayCause.Copy]);
    }

    [Fact]
    public async Task What_another_worker_had_before_was_delayed_by_what_delays_the_rule_now()
    {
        await _world.Accept(TimeSpan.FromSeconds(60), receiveCount: 2).CompleteAsync();
        _world.Accept(message: "m").Wait(TimeSpan.FromSeconds(1), FailureClass.Throttled);
        await _world.Accept(TimeSpan.FromSeconds(60), receiveCount: 2).CompleteAsync();

        _recorder.Ended.Select(end => end.Cause).ShouldBe([DelayCause.Unknown, DelayCause.Throttled]);
    }

    [Theory]
    [InlineData(50, DelayCause.Backlog)]
    [InlineData(5, DelayCause.Unknown)]
    public async Task Up_to_its_first_delivery_an_operation_waited_in_the_queue(int secondsAfterEvent, DelayCause cause)
    {
        var firstReceived = _world.Clock.GetUtcNow().AddSeconds(secondsAfterEvent - 60);

        await _world.Accept(TimeSpan.FromSeconds(60), receiveCount: 2, firstReceivedAt: firstReceived).CompleteAsync();

        _recorder.Ended.ShouldHaveSingleItem().Cause.ShouldBe(cause);
    }

    [Fact]
    public async Task The_queues_share_of_what_is_pending_goes_by_what_its_messages_held_before()
    {
        for (var turn = 0; turn < 10; turn++)
        {
            await _world.Accept(size: 7).CompleteAsync();
        }

        _world.Tracker.Received(1);
        _world.Book.Queued(1100);

        _world.Progress.PendingInQueue.ShouldBe(1000);
        _world.Progress.PendingBytesInQueue.ShouldBe(7000);
        _world.Progress.Pending.ShouldBe(0);
    }

    [Fact]
    public async Task A_rule_that_is_gone_is_forgotten_once_nothing_of_it_is_pending()
    {
        var operation = _world.Accept();
        _world.Book.Keep(RuleSet.Empty);
        _world.Progress.Pending.ShouldBe(1);

        await operation.CompleteAsync();
        _world.Book.Keep(RuleSet.Empty);

        _world.Book.Snapshot().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_operation_whose_rule_acts_no_more_at_its_next_delivery_has_ended()
    {
        var blocked = _world.Accept(message: "m");
        blocked.Wait(TimeSpan.FromSeconds(5));

        await _world.Tracker.PassedOverAsync(
            blocked.Event, blocked.Decision, SkipReason.RuleDisabled, new("m", 0, 2), "revision", TestContext.Current.CancellationToken);

        _recorder.Ended.ShouldHaveSingleItem().Outcome.Reason.ShouldBe(SkipReason.RuleDisabled);
        _world.Progress.Pending.ShouldBe(0);
    }

    private Task SweepAsync() => _world.Tracker.SweepAsync(TestContext.Current.CancellationToken);

    private sealed class Recorder : IOperationObserver
    {
        public List<EndedOperation> Ended { get; } = [];

        public List<MissedThreshold> Missed { get; } = [];

        public ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken)
        {
            Ended.Add(operation);
            return ValueTask.CompletedTask;
        }

        public ValueTask MissedAsync(MissedThreshold missed, CancellationToken cancellationToken)
        {
            Missed.Add(missed);
            return ValueTask.CompletedTask;
        }
    }
}
