using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.TestSupport;

public sealed class PollTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Gives_the_first_value_that_is_accepted()
    {
        var reads = 0;

        var value = await Poll.UntilAsync(_ => Task.FromResult(++reads), count => count == 3, Long, TestContext.Current.CancellationToken);

        value.ShouldBe(3);
    }

    [Fact]
    public async Task Names_the_condition_and_the_last_value_when_the_bound_is_passed()
    {
        var exception = await Should.ThrowAsync<TimeoutException>(() =>
            Poll.UntilAsync(_ => Task.FromResult(41), count => count == 42, Short, TestContext.Current.CancellationToken));

        exception.Message.ShouldContain("count => count == 42");
        exception.Message.ShouldContain("41");
    }

    [Fact]
    public async Task Does_not_wait_past_the_bound_for_a_read_that_hangs() =>
        await Should.ThrowAsync<TimeoutException>(() => Poll.UntilAsync(
            async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return true;
            },
            Short,
            TestContext.Current.CancellationToken));

    [Fact]
    public async Task Says_that_it_was_cancelled_when_the_caller_cancels()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Poll.UntilAsync(() => false, Long, caller.Token));
    }
}
