using System.Globalization;
using System.Threading.Channels;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.Tests.Tracking.Lag;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Receipts;
using S3Replicator.Core.Tracking.Reports;

namespace S3Replicator.Core.Tests.Tracking.Reports;

/// <summary>Twenty objects of 5 TB arrive first and 100,000 small ones after them: simulated on a manual clock with the real scheduler, tracker and report.</summary>
public sealed class GiantsFirstTests : IDisposable
{
    private const int Giants = 20;
    private const int Small = 100_000;
    private const int InHand = 1_000;
    private const int SmallSlots = 20;
    private const int LargeSlots = 4;

    private static readonly TimeSpan Threshold = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SmallTakes = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GiantTakes = TimeSpan.FromHours(1);

    private readonly Receipts _receipts = new();
    private readonly TrackedWorld _world;
    private readonly OperationScheduler _scheduler;
    private readonly Channel<Running> _started = Channel.CreateUnbounded<Running>();
    private readonly PriorityQueue<Running, DateTimeOffset> _running = new();
    private readonly DateTimeOffset _start;

    public GiantsFirstTests()
    {
        _world = new(Threshold, _receipts);
        _start = _world.Clock.GetUtcNow();
        _scheduler = new(
            new() { MaxConcurrentPerDestination = SmallSlots, MaxConcurrentLargePerDestination = LargeSlots }, _world.Clock);
    }

    public void Dispose()
    {
        _scheduler.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task No_small_object_misses_a_threshold_that_first_come_first_served_would_have_missed()
    {
        MissedFirstComeFirstServed().ShouldBeGreaterThan(Small / 2);

        await SimulateAsync();

        var span = new ReportSpan(_start, _start.AddDays(2));
        var builder = new ReportBuilder(span, new RuleSet([_world.Bound.Document], "1"), mostListed: Small);
        _receipts.All.ForEach(builder.Add);
        var report = builder.Build().Routes.ShouldHaveSingleItem();
        report.Operations.ShouldBe(Giants + Small);
        report.Missed.Count.ShouldBe(Giants);
        report.Missed.ShouldAllBe(miss => miss.Key.StartsWith("giant", StringComparison.Ordinal));

        // The first ones take long to copy; the others have waited for them even longer.
        report.Causes.ShouldBe(new Dictionary<string, long> { ["Backlog"] = Giants - LargeSlots, ["Copy"] = LargeSlots }, ignoreOrder: true);
    }

    /// <summary>How many small objects miss when all slots are given in order of arrival.</summary>
    private static int MissedFirstComeFirstServed()
    {
        var free = new PriorityQueue<TimeSpan, TimeSpan>(Enumerable.Repeat((TimeSpan.Zero, TimeSpan.Zero), SmallSlots + LargeSlots));
        var missed = 0;

        for (var number = 0; number < Giants + Small; number++)
        {
            var end = free.Dequeue() + (number < Giants ? GiantTakes : SmallTakes);
            free.Enqueue(end, end);
            missed += number >= Giants && end > Threshold ? 1 : 0;
        }

        return missed;
    }

    private async Task SimulateAsync()
    {
        var next = 0;
        var inHand = 0;
        var waiting = (Small: 0, Large: 0);
        var busy = (Small: 0, Large: 0);

        while (next < Giants + Small || _running.Count > 0)
        {
            while (next < Giants + Small && inHand < InHand)
            {
                var isGiant = next < Giants;
                Enter(next++, isGiant);
                inHand++;

                if (isGiant ? busy.Large < LargeSlots : busy.Small < SmallSlots)
                {
                    await NextStartAsync();
                    busy = isGiant ? (busy.Small, busy.Large + 1) : (busy.Small + 1, busy.Large);
                }
                else
                {
                    waiting = isGiant ? (waiting.Small, waiting.Large + 1) : (waiting.Small + 1, waiting.Large);
                }
            }

            _running.TryDequeue(out var ended, out var at).ShouldBeTrue();
            _world.Clock.SetUtcNow(at);
            await ended!.Operation.CompleteAsync();
            ended.Lease.Dispose();
            inHand--;

            if (ended.IsGiant ? waiting.Large > 0 : waiting.Small > 0)
            {
                await NextStartAsync();
                waiting = ended.IsGiant ? (waiting.Small, waiting.Large - 1) : (waiting.Small - 1, waiting.Large);
            }
            else
            {
                busy = ended.IsGiant ? (busy.Small, busy.Large - 1) : (busy.Small - 1, busy.Large);
            }
        }
    }

    private void Enter(int number, bool isGiant)
    {
        var size = isGiant ? 5L << 40 : 1024;
        var name = string.Create(CultureInfo.InvariantCulture, $"{(isGiant ? "giant" : "small")}-{number}");
        var operation = _world.Accept(_world.Clock.GetUtcNow() - _start, size, name);
        _ = StartAsync();

        async Task StartAsync()
        {
            var turn = await _scheduler.EnterAsync(
                new("mirror", name, Sequencer: null, operation.Decision.Deadline, size), TestContext.Current.CancellationToken);
            await _started.Writer.WriteAsync(new(operation, turn.Lease!, isGiant), TestContext.Current.CancellationToken);
        }
    }

    private async Task NextStartAsync()
    {
        var started = await _started.Reader.ReadAsync(TestContext.Current.CancellationToken);
        _world.Tracker.Started(started.Operation.Attempt);
        _running.Enqueue(started, _world.Clock.GetUtcNow() + (started.IsGiant ? GiantTakes : SmallTakes));
    }

    private sealed record Running(TrackedOperation Operation, OperationLease Lease, bool IsGiant);

    private sealed class Receipts : IOperationObserver
    {
        public List<Receipt> All { get; } = [];

        public ValueTask EndedAsync(EndedOperation operation, CancellationToken cancellationToken)
        {
            All.Add(Receipt.Of(operation, "worker"));
            return ValueTask.CompletedTask;
        }
    }
}
