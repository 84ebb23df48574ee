using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Queueing;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Queueing;

public sealed class MessagePumpTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CancellationTokenSource _stopReceiving = new();
    private readonly CancellationTokenSource _stopWorking = new();
    private readonly QueueOptions _options = new() { SettleWithin = TimeSpan.Zero };
    private readonly InMemoryQueue _queue;

    public MessagePumpTests() => _queue = new(_clock);

    public void Dispose()
    {
        _stopReceiving.Dispose();
        _stopWorking.Dispose();
    }

    [Fact]
    public async Task Deletes_a_message_when_its_work_is_done()
    {
        _queue.Send("a");

        await RunUntilAsync((_, _) => Task.FromResult(Disposition.Delete), () => _queue.Count == 0);

        _queue.DeleteBatches.ShouldBe([1]);
    }

    [Fact]
    public async Task Deletes_ten_messages_with_one_request()
    {
        for (var i = 0; i < 10; i++)
        {
            _queue.Send("a");
        }

        await RunUntilAsync((_, _) => Task.FromResult(Disposition.Delete), () => _queue.Count == 0);

        _queue.DeleteBatches.Sum().ShouldBe(10);
        _queue.DeleteBatches.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Deletes_again_what_the_queue_refused_to_delete()
    {
        _queue.Send("a");
        _queue.DeleteFaults = 2;

        await RunUntilAsync((_, _) => Task.FromResult(Disposition.Delete), () => _queue.Count == 0);

        _queue.DeleteBatches.ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task Releases_a_message_for_as_long_as_the_handler_says()
    {
        _queue.Send("a");

        await RunUntilAsync(
            (_, _) => Task.FromResult(Disposition.Release(TimeSpan.FromSeconds(7))), () => _queue.VisibilityChanges.Count == 1);

        _queue.VisibilityChanges[0].VisibilityTimeout.ShouldBe(TimeSpan.FromSeconds(7));
        _queue.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_an_unreadable_message_as_it_is_and_names_it()
    {
        var id = _queue.Send("?");
        MessagePump? pump = null;

        await RunUntilAsync(
            (_, _) => Task.FromResult(Disposition.LeaveForRedrive), () => pump!.Activity.LeftForRedrive.Count == 1, created => pump = created);

        pump!.Activity.LeftForRedrive.Keys.ShouldBe([id]);
        _queue.DeleteBatches.ShouldBeEmpty();
        _queue.VisibilityChanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task Takes_up_again_a_message_whose_handler_threw()
    {
        _queue.Send("a");

        await RunUntilAsync(
            (_, _) => throw new InvalidOperationException("a defect"), () => _queue.VisibilityChanges.Count == 1);

        _queue.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Goes_on_receiving_after_a_failed_receive()
    {
        _queue.ReceiveFaults.Enqueue(new IOException("no network"));
        _queue.Send("a");

        await RunUntilAsync((_, _) => Task.FromResult(Disposition.Delete), () => _queue.Count == 0);
    }

    [Fact]
    public async Task Receives_with_more_receivers_while_batches_are_full()
    {
        for (var i = 0; i < 200; i++)
        {
            _queue.Send("a");
        }

        await RunUntilAsync((_, _) => Task.FromResult(Disposition.Delete), () => _queue is { Count: 0, MostReceiving: > 1 });
    }

    [Fact]
    public async Task Never_holds_more_messages_than_allowed()
    {
        _options.MaxInHand = 20;
        var inHand = 0;
        var most = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        for (var i = 0; i < 100; i++)
        {
            _queue.Send("a");
        }

        await RunUntilAsync(
            async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inHand));

                if (inHand == 20)
                {
                    gate.TrySetResult();
                }

                await gate.Task;
                Interlocked.Decrement(ref inHand);
                return Disposition.Delete;
            },
            () => _queue.Count == 0);

        most.ShouldBe(20);
    }

    [Fact]
    public async Task Finishes_what_is_in_hand_when_told_to_stop_receiving()
    {
        _queue.Send("a");
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource<Disposition>();
        using var pump = CreatePump((_, _) =>
        {
            started.TrySetResult();
            return finish.Task;
        });
        var running = pump.RunAsync(_stopReceiving.Token, _stopWorking.Token);
        await started.Task;

        await _stopReceiving.CancelAsync();
        _queue.Send("too late");
        finish.SetResult(Disposition.Delete);
        await AdvanceUntilAsync(() => running.IsCompleted);

        _queue.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Releases_at_once_what_is_in_hand_when_the_shutdown_budget_is_spent()
    {
        _queue.Send("a");
        var started = new TaskCompletionSource();
        using var pump = CreatePump(async (_, token) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
            return Disposition.Delete;
        });
        var running = pump.RunAsync(_stopReceiving.Token, _stopWorking.Token);
        await started.Task;

        await _stopReceiving.CancelAsync();
        await _stopWorking.CancelAsync();
        await AdvanceUntilAsync(() => running.IsCompleted);

        _queue.VisibilityChanges.ShouldHaveSingleItem().VisibilityTimeout.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Keeps_a_message_hidden_while_it_is_worked_on()
    {
        _queue.Send("a");
        var finish = new TaskCompletionSource<Disposition>();

        await RunUntilAsync(
            (_, _) => finish.Task,
            () =>
            {
                if (_queue.VisibilityChanges.Count >= 3)
                {
                    finish.TrySetResult(Disposition.Delete);
                }

                return _queue.Count == 0;
            });

        _queue.VisibilityChanges.ShouldAllBe(change => change.VisibilityTimeout == _options.VisibilityTimeout);
    }

    [Fact]
    public async Task Cancels_the_work_on_a_message_that_is_no_longer_in_hand_and_does_not_settle_it()
    {
        _queue.Send("a");
        _queue.RefusesVisibility = true;
        var cancelled = false;

        await RunUntilAsync(
            async (_, token) =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                }
                finally
                {
                    cancelled = true;
                }

                return Disposition.Delete;
            },
            () => cancelled);

        _queue.DeleteBatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Holds_a_message_until_it_stops_and_then_releases_it_at_once()
    {
        _queue.Send("a");
        var handled = 0;
        MessagePump? pump = null;
        var start = _clock.GetUtcNow();

        await RunUntilAsync(
            (_, _) =>
            {
                handled++;
                return Task.FromResult(Disposition.Hold);
            },
            () => _clock.GetUtcNow() - start > 10 * _options.VisibilityTimeout && pump!.Activity is { HeldCount: 1, InHandCount: 1 },
            created => pump = created);

        handled.ShouldBe(1);
        _queue.DeleteBatches.ShouldBeEmpty();
        _queue.VisibilityChanges[^1].VisibilityTimeout.ShouldBe(TimeSpan.Zero);
        pump!.Activity.InHandCount.ShouldBe(0);
        pump.Activity.HeldCount.ShouldBe(0);
    }

    private MessagePump CreatePump(Func<QueueMessage, CancellationToken, Task<Disposition>> handle) => new(
        _queue, new Handler(handle), _options, _clock, new Random(1), NullLogger<MessagePump>.Instance);

    private async Task RunUntilAsync(
        Func<QueueMessage, CancellationToken, Task<Disposition>> handle, Func<bool> isDone, Action<MessagePump>? created = null)
    {
        using var pump = CreatePump(handle);
        created?.Invoke(pump);
        var running = pump.RunAsync(_stopReceiving.Token, _stopWorking.Token);

        await AdvanceUntilAsync(isDone);
        await _stopReceiving.CancelAsync();
        await AdvanceUntilAsync(() => running.IsCompleted);
        await running;
    }

    /// <summary>Lets time pass until the condition holds.</summary>
    private Task AdvanceUntilAsync(Func<bool> condition) => Poll.UntilAsync(
        () =>
        {
            if (condition())
            {
                return true;
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        TimeSpan.FromSeconds(20),
        TestContext.Current.CancellationToken);

    private sealed class Handler(Func<QueueMessage, CancellationToken, Task<Disposition>> handle) : IMessageHandler
    {
        public Task<Disposition> HandleAsync(QueueMessage message, CancellationToken cancellationToken) => handle(message, cancellationToken);
    }
}
