using S3Replicator.Core.Queueing;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Queueing;

public sealed class DrainWatchTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryQueue _queue;
    private readonly PumpActivity _activity = new();

    public DrainWatchTests() => _queue = new(_clock);

    [Fact]
    public async Task Ends_once_the_queue_has_been_empty_for_the_quiet_time() =>
        (await ElapsedUntilDrainedAsync()).ShouldBeInRange(Quiet, 2 * Quiet);

    [Fact]
    public async Task Waits_for_what_another_worker_left_hidden()
    {
        _queue.Send("a");
        await _queue.ReceiveAsync(1, TimeSpan.Zero, Visibility, CancellationToken.None);

        (await IsDrainedWithinAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();
    }

    [Fact]
    public async Task Waits_for_what_is_in_hand()
    {
        _activity.Received(1);

        (await IsDrainedWithinAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();
    }

    [Fact]
    public async Task Is_not_held_up_by_messages_that_cannot_be_read()
    {
        _queue.Send("?");
        var received = await _queue.ReceiveAsync(1, TimeSpan.Zero, Visibility, CancellationToken.None);
        _activity.Received(1);
        _activity.Settled(received[0], Disposition.LeaveForRedrive, _clock.GetTimestamp());

        (await IsDrainedWithinAsync(3 * Quiet)).ShouldBeTrue();
    }

    [Fact]
    public async Task Does_not_wait_for_them_to_come_again()
    {
        _queue.Send("?");
        await LeaveOneAsync();
        var second = 0;

        (await IsDrainedWithinAsync(4 * Visibility, quiet: 2 * Visibility, onSecond: () => ++second % 61 == 0 ? LeaveOneAsync() : Task.CompletedTask)).ShouldBeTrue();
    }

    [Fact]
    public async Task Is_not_held_up_by_messages_that_are_held()
    {
        await HoldOneAsync(_activity);

        (await IsDrainedWithinAsync(3 * Quiet)).ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_those_beside_the_ones_that_are_held()
    {
        await HoldOneAsync(_activity);
        _queue.Send("b");

        (await IsDrainedWithinAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();
    }

    [Fact]
    public async Task Does_not_wait_for_more_where_as_many_are_held_as_can_be()
    {
        var full = new PumpActivity { Capacity = 1 };
        await HoldOneAsync(full);
        _queue.Send("b");

        (await IsDrainedWithinAsync(3 * Quiet, full)).ShouldBeTrue();
    }

    private async Task LeaveOneAsync()
    {
        var received = await _queue.ReceiveAsync(1, TimeSpan.Zero, Visibility, CancellationToken.None);
        _activity.Received(1);
        _activity.Settled(received[0], Disposition.LeaveForRedrive, _clock.GetTimestamp());
    }

    private async Task HoldOneAsync(PumpActivity activity)
    {
        _queue.Send("a");
        await _queue.ReceiveAsync(1, TimeSpan.Zero, TimeSpan.FromHours(1), CancellationToken.None);
        activity.Received(1);
        activity.Held();
    }

    private async Task<bool> IsDrainedWithinAsync(
        TimeSpan time, PumpActivity? activity = null, TimeSpan? quiet = null, Func<Task>? onSecond = null)
    {
        using var stop = new CancellationTokenSource();
        var waiting = new DrainWatch([(_queue, activity ?? _activity)], quiet ?? Quiet, Visibility, _clock).WaitAsync(stop.Token);
        var steps = (int)time.TotalSeconds;

        for (var step = 0; step < steps && !waiting.IsCompleted; step++)
        {
            await _clock.NextTimerAsync(TestContext.Current.CancellationToken);
            await (onSecond?.Invoke() ?? Task.CompletedTask);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var isDrained = waiting.IsCompleted;
        await stop.CancelAsync();
        return isDrained;
    }

    private async Task<TimeSpan> ElapsedUntilDrainedAsync()
    {
        var started = _clock.GetUtcNow();
        (await IsDrainedWithinAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue();
        return _clock.GetUtcNow() - started;
    }
}
