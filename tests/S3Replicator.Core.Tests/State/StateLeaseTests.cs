using S3Replicator.Core.State;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.State;

public sealed class StateLeaseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryStateStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_holds_it_until_it_lapses()
    {
        (await TakeAsync("one")).ShouldBeTrue();
        (await TakeAsync("two")).ShouldBeFalse();

        _clock.Advance(Minute);

        (await TakeAsync("two")).ShouldBeTrue();
        (await TakeAsync("one")).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_holder_makes_it_longer()
    {
        await TakeAsync("one");
        _clock.Advance(Minute / 2);

        (await TakeAsync("one")).ShouldBeTrue();
        _clock.Advance(Minute * 0.75);

        (await TakeAsync("two")).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_that_find_it_lapsed_one_takes_it()
    {
        await TakeAsync("one");
        _clock.Advance(Minute);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => TakeAsync($"worker {number}")));

        taken.Count(isTaken => isTaken).ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_given_up_can_be_taken_at_once()
    {
        await TakeAsync("one");

        await Lease("two").ReleaseAsync(Token);
        (await TakeAsync("two")).ShouldBeFalse();
        await Lease("one").ReleaseAsync(Token);

        (await TakeAsync("two")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_nobody_holds_can_be_given_up()
    {
        await Lease("one").ReleaseAsync(Token);

        _store.Names.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("2026-01-02 nonsense")]
    public async Task What_is_no_lease_has_lapsed(string content)
    {
        await _store.PutAsync("leases/sweep", System.Text.Encoding.UTF8.GetBytes(content), StateCondition.None, Token);

        (await TakeAsync("one")).ShouldBeTrue();
    }

    private Task<bool> TakeAsync(string holder) => Lease(holder).TryTakeAsync(Minute, Token);

    private StateLease Lease(string holder) => new(_store, "sweep", holder, _clock);
}
