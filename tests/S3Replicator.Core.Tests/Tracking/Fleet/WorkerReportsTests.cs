using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.State;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Fleet;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking.Fleet;

public sealed class WorkerReportsTests : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly ManualTimeProvider _clock = new(Workers.Now);
    private readonly InMemoryStateStore _store = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WorkerLog _workers;

    public WorkerReportsTests() => _workers = new(_store, NullLogger<WorkerLog>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task A_worker_that_writes_is_there_and_one_that_has_ended_is_not()
    {
        var running = RunAsync("a");
        await _clock.TimerOfAsync(Every, Token);

        (await FleetAsync()).Workers.ShouldHaveSingleItem().State.ShouldBe("Running");

        await EndAsync(running);
        await Reports("a").EndAsync(Workers.Worker("a").Worker, Token);
        (await FleetAsync()).Workers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_worker_that_was_killed_is_lost_and_in_the_end_forgotten()
    {
        await _workers.WriteAsync(Workers.Worker("killed"), Token);
        var running = RunAsync("alive");
        await _clock.TimerOfAsync(Every, Token);

        await PassAsync(TimeSpan.FromMinutes(2));
        (await FleetAsync()).Workers.Select(worker => (worker.Id, worker.State)).ShouldBe([("alive", "Running"), ("killed", "Lost")]);

        await PassAsync(TimeSpan.FromMinutes(80));
        (await FleetAsync()).Workers.Select(worker => worker.Id).ShouldBe(["alive"]);
        await EndAsync(running);
    }

    [Fact]
    public async Task Only_who_has_the_lease_forgets()
    {
        await _workers.WriteAsync(Workers.Worker("killed"), Token);
        await new StateLease(_store, "worker-sweep", "other", _clock).TryTakeAsync(TimeSpan.FromDays(1), Token);
        var running = RunAsync("alive");
        await _clock.TimerOfAsync(Every, Token);

        await PassAsync(TimeSpan.FromMinutes(100));

        (await FleetAsync()).Workers.Select(worker => worker.Id).ShouldBe(["alive", "killed"]);
        await EndAsync(running);
    }

    [Fact]
    public async Task A_store_that_is_out_of_reach_for_a_while_is_tried_again()
    {
        _store.PutFaults = 2;
        var running = RunAsync("a");
        await _clock.TimerOfAsync(Every, Token);

        await PassAsync(3 * Every);

        (await FleetAsync()).Running.ShouldBe(1);
        await EndAsync(running);
    }

    [Fact]
    public async Task Two_of_one_name_are_two()
    {
        await _workers.WriteAsync(Workers.Worker("a"), Token);
        await _workers.WriteAsync(Workers.Worker("a") with { Worker = Workers.Worker("a").Worker with { Instance = "two" } }, Token);

        (await FleetAsync()).Running.ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_read_is_left_out()
    {
        await _store.PutAsync("workers/odd.json", "{"u8.ToArray(), StateCondition.None, Token);
        await _workers.WriteAsync(Workers.Worker("a"), Token);

        (await FleetAsync()).Running.ShouldBe(1);
    }

    [Fact]
    public async Task The_reader_knows_itself_better_than_what_it_wrote()
    {
        await _workers.WriteAsync(Workers.Worker("a", new() { InHand = 1 }), Token);
        await _workers.WriteAsync(Workers.Worker("b", new() { InHand = 10 }), Token);
        using var reader = new FleetReader(_workers, () => Workers.Worker("a", new() { InHand = 2 }), new ServerClock(_clock), _clock);

        var fleet = await reader.ReadAsync(Token);

        fleet.Running.ShouldBe(2);
        fleet.Totals.InHand.ShouldBe(12);
    }

    private WorkerReports Reports(string id) => new(
        _workers, new StateLease(_store, "worker-sweep", id, _clock), new() { WriteEvery = Every }, _clock, NullLogger<WorkerReports>.Instance);

    private Task RunAsync(string id) => Reports(id).RunAsync(() => Workers.Worker(id, lastSeen: _clock.GetUtcNow()), _stop.Token);

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Every)
        {
            _clock.Advance(Every);
            await _clock.TimerOfAsync(Every, Token);
        }
    }

    private async Task EndAsync(Task running)
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private async Task<FleetView> FleetAsync()
    {
        using var reader = new FleetReader(_workers, self: null, new ServerClock(_clock), _clock);
        return await reader.ReadAsync(Token);
    }
}
