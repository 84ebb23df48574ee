using S3Replicator.Core.Scheduling;

namespace S3Replicator.Core.Tests.Scheduling;

public sealed class OperationSchedulerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly OperationScheduler _scheduler = new(new()
    {
        MaxConcurrentPerDestination = 2,
        MaxConcurrentLargePerDestination = 1,
        LargeObjectSize = 1000,
    }, TimeProvider.System);

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task Runs_operations_of_different_keys_side_by_side()
    {
        using var first = await EnterAsync("a");
        using var second = await EnterAsync("b");
    }

    [Fact]
    public async Task Runs_operations_of_one_key_one_after_the_other()
    {
        var first = await EnterAsync("a");
        var second = EnterAsync("a");

        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Of_those_that_wait_for_one_key_the_earliest_sequencer_runs_first()
    {
        var running = await EnterAsync("a", sequencer: "0066DA1CBF104C0D50");
        var later = EnterAsync("a", sequencer: "0066DA1CBF104C0D52");
        var earlier = EnterAsync("a", sequencer: "0066DA1CBF104C0D51");

        running.Dispose();

        var next = await earlier;
        later.IsCompleted.ShouldBeFalse();
        next.Dispose();
        (await later).Dispose();
    }

    [Fact]
    public async Task Runs_no_more_at_once_than_the_destination_has_slots()
    {
        var first = await EnterAsync("a");
        using var second = await EnterAsync("b");
        var third = EnterAsync("c");

        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task One_full_destination_does_not_hold_up_another()
    {
        using var first = await EnterAsync("a");
        using var second = await EnterAsync("b");

        using var other = await EnterAsync("a", destination: "other");
    }

    [Fact]
    public async Task The_earliest_deadline_runs_first()
    {
        var first = await EnterAsync("a");
        using var second = await EnterAsync("b");
        var relaxed = EnterAsync("c", deadline: Noon.AddMinutes(15));
        var urgent = EnterAsync("d", deadline: Noon);

        first.Dispose();

        var next = await urgent;
        relaxed.IsCompleted.ShouldBeFalse();
        next.Dispose();
        (await relaxed).Dispose();
    }

    [Fact]
    public async Task At_equal_deadline_the_small_runs_before_the_large()
    {
        var first = await EnterAsync("a");
        using var second = await EnterAsync("b");
        var large = EnterAsync("c", size: 900);
        var small = EnterAsync("d", size: 1);

        first.Dispose();

        var next = await small;
        large.IsCompleted.ShouldBeFalse();
        next.Dispose();
        (await large).Dispose();
    }

    [Fact]
    public async Task Large_objects_have_slots_of_their_own()
    {
        using var large = await EnterAsync("large", size: 5000);
        var anotherLarge = EnterAsync("another", size: 5000);

        using var small = await EnterAsync("small", size: 1);
        anotherLarge.IsCompleted.ShouldBeFalse();
        large.Dispose();
        (await anotherLarge).Dispose();
    }

    [Fact]
    public async Task One_that_gives_up_waiting_for_a_slot_lets_its_key_go_on()
    {
        var first = await EnterAsync("a");
        var second = await EnterAsync("b");
        using var givesUp = new CancellationTokenSource();
        var abandoned = EnterAsync("c", givesUp: givesUp);
        var next = EnterAsync("c");

        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => abandoned);
        first.Dispose();
        second.Dispose();

        (await next).Dispose();
    }

    [Fact]
    public async Task One_that_gives_up_waiting_for_its_key_is_forgotten()
    {
        var first = await EnterAsync("a");
        using var givesUp = new CancellationTokenSource();
        var abandoned = EnterAsync("a", givesUp: givesUp);
        var next = EnterAsync("a");

        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => abandoned);
        first.Dispose();

        (await next).Dispose();
    }

    [Fact]
    public async Task Fewer_run_at_once_after_the_destination_has_asked_for_fewer_requests()
    {
        var first = await EnterAsync("a");
        using var second = await EnterAsync("b");

        first.IsThrottled = true;
        first.Dispose();

        EnterAsync("c").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void The_limit_grows_back_when_all_goes_well()
    {
        var limit = new ConcurrencyLimit(10);
        limit.Throttled();
        limit.Current.ShouldBe(6);

        for (var i = 0; i < 100; i++)
        {
            limit.Succeeded();
        }

        limit.Current.ShouldBe(10);
    }

    [Fact]
    public void One_burst_of_refusals_shrinks_the_limit_once()
    {
        var limit = new ConcurrencyLimit(10);

        for (var i = 0; i < 6; i++)
        {
            limit.Throttled();
        }

        limit.Current.ShouldBe(6);
    }

    private async Task<OperationLease> EnterAsync(
        string key,
        string destination = "destination",
        string? sequencer = null,
        DateTimeOffset? deadline = null,
        long size = 1,
        CancellationTokenSource? givesUp = null) =>
        (await _scheduler.EnterAsync(
            new(destination, key, sequencer, deadline ?? Noon, size), givesUp?.Token ?? TestContext.Current.CancellationToken)).Lease!;
}
