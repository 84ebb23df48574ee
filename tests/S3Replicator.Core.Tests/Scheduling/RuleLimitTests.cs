using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Scheduling;

// What a rule's own limits let start, and when.
public sealed class RuleLimitTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly OperationScheduler _scheduler;
    private int _keys;

    public RuleLimitTests() => _scheduler = new(new(), _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public async Task No_more_requests_start_in_a_second_than_the_rule_allows()
    {
        var limits = new RuleLimits(RequestsPerSecond: 4);
        var turns = Many(10, limits);

        Started(turns).ShouldBe(4);
        _clock.Advance(Second / 4);
        await StartedAsync(turns, 5);
        _clock.Advance(Second);
        await StartedAsync(turns, 9);
        _clock.Advance(Second);
        await StartedAsync(turns, 10);
    }

    [Fact]
    public async Task Ended_operations_give_no_tokens_back()
    {
        var turns = Many(3, new(RequestsPerSecond: 1));

        (await turns[0]).Lease!.Dispose();

        Started(turns).ShouldBe(1);
    }

    [Fact]
    public async Task Bytes_whose_copy_is_started_keep_to_the_rate()
    {
        var turns = Many(4, new(BytesPerSecond: 1000), bytes: 500);

        Started(turns).ShouldBe(2);
        _clock.Advance(Second / 2);
        await StartedAsync(turns, 3);
    }

    [Fact]
    public async Task An_object_over_a_seconds_worth_starts_at_a_full_bucket_and_the_rest_is_paid_off_afterwards()
    {
        var limits = new RuleLimits(BytesPerSecond: 1000);
        using var giant = (await EnterAsync(limits, bytes: 10_000)).Lease!;
        var next = EnterAsync(limits, bytes: 1000);

        _clock.Advance(9 * Second);
        next.IsCompleted.ShouldBeFalse();
        _clock.Advance(Second);

        (await next).Lease!.Dispose();
    }

    [Fact]
    public async Task No_more_run_at_once_than_the_rule_allows()
    {
        var turns = Many(3, new(MaxConcurrent: 2));

        Started(turns).ShouldBe(2);
        (await turns[0]).Lease!.Dispose();

        await StartedAsync(turns, 3);
    }

    [Fact]
    public async Task Large_and_small_objects_share_the_limit()
    {
        var limits = new RuleLimits(MaxConcurrent: 1);
        var large = (await EnterAsync(limits, bytes: 1L << 30)).Lease!;
        var small = EnterAsync(limits);

        small.IsCompleted.ShouldBeFalse();
        large.Dispose();

        (await small.WaitAsync(Bound, Token)).Lease!.Dispose();
    }

    [Fact]
    public async Task A_large_object_that_waits_for_its_bytes_does_not_hold_up_the_small_ones_for_as_long()
    {
        var limits = new RuleLimits(RequestsPerSecond: 1, BytesPerSecond: 1L << 30);
        using var giant = (await EnterAsync(limits, bytes: 10L << 30)).Lease!;
        var small = EnterAsync(limits, bytes: 0);
        var large = EnterAsync(limits, bytes: 1L << 30);

        _clock.Advance(Second);

        (await small.WaitAsync(Bound, Token)).Lease!.Dispose();
        large.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_rule_at_its_limit_holds_up_no_other()
    {
        var turns = Many(10, new(RequestsPerSecond: 1));

        var other = await EnterAsync(new(RequestsPerSecond: 1), rule: "other");
        var unlimited = await _scheduler.EnterAsync(new("destination", "u", null, null, 1), Token);

        other.Lease.ShouldNotBeNull();
        unlimited.Lease.ShouldNotBeNull();
        Started(turns).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_worker_has_no_room_for_is_postponed_each_to_a_time_of_its_own()
    {
        var limits = new RuleLimits(RequestsPerSecond: 2);
        var waiting = Many(2 + 64, limits);

        var first = await EnterAsync(limits);
        var second = await EnterAsync(limits);

        waiting.ShouldAllBe(turn => !turn.IsCompleted || turn.Result.Lease != null);
        first.PostponedFor.ShouldBe(TimeSpan.FromSeconds(32.5));
        second.PostponedFor.ShouldBe(TimeSpan.FromSeconds(33));
    }

    [Fact]
    public async Task What_was_postponed_before_finds_room_where_the_new_does_not()
    {
        var limits = new RuleLimits(RequestsPerSecond: 2);
        Many(2 + 64, limits);

        (await EnterAsync(limits)).Lease.ShouldBeNull();

        EnterAsync(limits, isRepeat: true).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Those_that_give_up_leave_their_room_to_others()
    {
        var limits = new RuleLimits(RequestsPerSecond: 1);
        using var givesUp = new CancellationTokenSource();
        var abandoned = Enumerable.Range(0, 65).Select(_ => EnterAsync(limits, givesUp: givesUp)).ToList();

        await givesUp.CancelAsync();
        await Poll.UntilAsync(() => abandoned.Count(turn => turn.IsCanceled) == 64, 10 * Second, Token);

        var next = EnterAsync(limits);
        next.IsCompleted.ShouldBeFalse();
        _clock.Advance(Second);
        (await next).Lease!.Dispose();
    }

    [Fact]
    public async Task Limits_that_change_hold_from_the_next_operation_on()
    {
        var turns = Many(3, new(MaxConcurrent: 1));

        turns.Add(EnterAsync(new(MaxConcurrent: 3)));
        (await turns[0]).Lease!.Dispose();

        await StartedAsync(turns, 4);
    }

    private List<Task<OperationTurn>> Many(int count, RuleLimits limits, long bytes = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => EnterAsync(limits, bytes))];

    private static int Started(List<Task<OperationTurn>> turns) => turns.Count(turn => turn.IsCompleted);

    private static async Task StartedAsync(List<Task<OperationTurn>> turns, int count)
    {
        await Poll.UntilAsync(() => Started(turns) >= count, 10 * Second, Token);
        Started(turns).ShouldBe(count);
    }

    private Task<OperationTurn> EnterAsync(
        RuleLimits limits, long bytes = 1, string rule = "rule", bool isRepeat = false, CancellationTokenSource? givesUp = null) => _scheduler.EnterAsync(
        new("destination", $"{_keys++}", null, null, bytes, new("source", rule, limits, Requests: 1, bytes, isRepeat)),
        givesUp?.Token ?? Token);
}
