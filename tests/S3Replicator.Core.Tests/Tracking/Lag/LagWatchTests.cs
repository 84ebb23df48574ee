using Microsoft.Extensions.Logging;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Tracking.Lag;

public sealed class LagWatchTests : IDisposable
{
    private readonly TrackedWorld _world = new(TimeSpan.FromSeconds(60));
    private readonly Warnings _warnings = new();
    private readonly LagWatch _watch;

    public LagWatchTests() => _watch = new(_world.Tracker, _world.Book, new LagOptions(), _world.Clock, _warnings);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Warns_once_before_the_backlog_makes_operations_miss_and_again_when_it_does_anew()
    {
        var operations = Enumerable.Range(0, 100).Select(_ => _world.Accept()).ToList();
        _watch.Warn();
        _warnings.Texts.ShouldBeEmpty();

        // One in a second, of a hundred that have sixty.
        await EndAsync(operations, 20);
        _watch.Warn();
        _watch.Warn();

        _warnings.Texts.ShouldHaveSingleItem().ShouldContain("Rule docs into mirror is about to miss its threshold");
        (_world.Progress.Forecast.IsMissExpected, _world.Progress.Overdue, _world.Progress.Forecasts).ShouldBe((true, 0, 1));
        _world.Progress.Forecast.Misses.ShouldBeInRange(35, 45);

        await Task.WhenAll(operations.Select(operation => operation.CompleteAsync()));
        _watch.Warn();
        _world.Clock.Advance(TimeSpan.FromMinutes(2));
        _world.Accept();
        _watch.Warn();
        _world.Clock.Advance(TimeSpan.FromSeconds(20));
        _watch.Warn();

        _warnings.Texts.Count.ShouldBe(2);
        _warnings.Texts[1].ShouldContain("none has ended in the last minute");
    }

    [Fact]
    public async Task Warns_of_a_queue_that_is_too_long()
    {
        for (var turn = 0; turn < 30; turn++)
        {
            await _world.Accept().CompleteAsync();
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            _world.Book.Queued(50);
            _watch.Warn();
        }

        _warnings.Texts.ShouldBeEmpty();
        _world.Book.Queued(5000);
        _watch.Warn();

        _warnings.Texts.ShouldHaveSingleItem().ShouldContain("5000 operations are pending");
    }

    [Fact]
    public void Says_nothing_of_rules_that_have_nothing_to_do()
    {
        _world.Book.Keep(new RuleSet([_world.Bound.Document], "1"));

        _watch.Warn();

        _warnings.Texts.ShouldBeEmpty();
    }

    private async Task EndAsync(List<TrackedOperation> operations, int count)
    {
        foreach (var operation in operations.Take(count).ToList())
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
            _watch.Warn();
            await operation.CompleteAsync();
            operations.Remove(operation);
        }
    }

    private sealed class Warnings : ILogger<LagWatch>
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add(formatter(state, exception));
    }
}
