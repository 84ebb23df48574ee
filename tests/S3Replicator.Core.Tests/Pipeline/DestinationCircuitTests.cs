using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tests.Planning;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Pipeline;

// A destination that a wrong setting makes useless is left alone, but for a probe now and then.
public sealed class DestinationCircuitTests : IDisposable
{
    private const string Bad = "bad";
    private const string Good = "good";

    private static readonly StoreError Refused = new()
    {
        Operation = "CopyObject",
        Class = FailureClass.Configuration,
        Reason = "DstPutObjectNotPermitted",
        Message = "Access Denied",
    };

    private readonly ManualTimeProvider _clock = new();
    private readonly PlainMeterFactory _meters = new();
    private readonly RetryOptions _options = new();
    private readonly ScriptedStrategy _copy;
    private readonly ReplicationTracker _tracker;
    private readonly OperationScheduler _scheduler;
    private readonly DateTimeOffset _start;
    private Func<CopyContext, CopyOutcome> _end;
    private int _messages;

    public DestinationCircuitTests()
    {
        _start = _clock.GetUtcNow();
        _end = context => context.Plan.DestinationBucket == Bad ? CopyOutcome.Failed(Refused) : Replicated;
        _copy = new(CopyStrategyNames.SingleCopy, context => _end(context));
        _scheduler = new(new(), _clock);
        var serverClock = new ServerClock(_clock);
        _tracker = new(new ReplicatorMetrics(_meters), new RequestCounter(), new LagBook(serverClock), serverClock, []);
    }

    private static CopyOutcome Replicated => CopyOutcome.Replicated(new("etag", "v", null, null), 1);

    public void Dispose()
    {
        _scheduler.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task After_five_refusals_in_a_row_operations_are_released_without_a_try()
    {
        var pipeline = Pipeline(Rule(Bad));
        await HandleAsync(pipeline, 5);

        var held = await HandleAsync(pipeline, 3);

        _copy.Destinations.Count.ShouldBe(5);
        held.ShouldAllBe(disposition => disposition.Kind == DispositionKind.Release && disposition.After > TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_success_between_refusals_keeps_the_destination_open()
    {
        var pipeline = Pipeline(Rule(Bad));
        var calls = 0;
        _end = _ => ++calls % 5 == 0 ? Replicated : CopyOutcome.Failed(Refused);

        await HandleAsync(pipeline, 20);

        calls.ShouldBe(20);
    }

    [Fact]
    public async Task Other_destinations_of_the_same_event_go_on()
    {
        var pipeline = Pipeline(Rule(Bad), Rule(Good));

        var ends = await HandleAsync(pipeline, 8);

        _copy.Destinations.Count(bucket => bucket == Good).ShouldBe(8);
        _copy.Destinations.Count(bucket => bucket == Bad).ShouldBe(5);
        ends.ShouldAllBe(disposition => disposition.Kind == DispositionKind.Release);
    }

    [Fact]
    public async Task What_was_carried_out_for_one_destination_is_not_repeated_while_another_is_held_back()
    {
        var pipeline = Pipeline(Rule(Bad), Rule(Good));
        await HandleAsync(pipeline, 5);

        await pipeline.HandleAsync(Message("again"), Token);
        await pipeline.HandleAsync(Message("again"), Token);

        _copy.Destinations.Count(bucket => bucket == Good).ShouldBe(6);
    }

    [Fact]
    public async Task One_operation_probes_after_each_pause_and_its_success_lets_all_go_on()
    {
        var pipeline = Pipeline(Rule(Bad));
        await HandleAsync(pipeline, 5);
        _clock.Advance(_options.ConfigurationPause);
        await HandleAsync(pipeline, 3);
        _copy.Destinations.Count.ShouldBe(6);

        _end = _ => Replicated;
        _clock.Advance(_options.ConfigurationPause);
        await HandleAsync(pipeline, 3);

        _copy.Destinations.Count.ShouldBe(9);
    }

    [Fact]
    public async Task An_operation_held_back_for_as_long_as_faults_are_tried_again_has_its_last_try_and_is_recorded_with_its_own_reason()
    {
        var pipeline = Pipeline(Rule(Bad));
        await HandleAsync(pipeline, 5);
        var late = Message("late");
        (await pipeline.HandleAsync(late, Token)).Kind.ShouldBe(DispositionKind.Release);
        _clock.Advance(_options.ConfigurationRetryFor);
        await HandleAsync(pipeline, 1);
        var tries = _copy.Destinations.Count;

        var end = await pipeline.HandleAsync(late, Token);

        end.ShouldBe(Disposition.Delete);
        _copy.Destinations.Count.ShouldBe(tries + 1);
        _tracker.Summarize().Failed[Refused.Reason].ShouldBe(1);
    }

    [Fact]
    public async Task An_operation_that_would_go_to_the_dead_letter_queue_has_its_last_try_although_it_is_held_back()
    {
        var pipeline = Pipeline(Rule(Bad));
        await HandleAsync(pipeline, 5);

        await pipeline.HandleAsync(Message("late") with { IsLastReceive = true }, Token);

        _copy.Destinations.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Passing_faults_hold_nothing_back()
    {
        var pipeline = Pipeline(Rule(Bad));
        _end = _ => CopyOutcome.Failed(Refused with { Class = FailureClass.Throttled });

        await HandleAsync(pipeline, 20);

        _copy.Destinations.Count.ShouldBe(20);
    }

    [Fact]
    public void Pauses_grow_so_that_few_receives_count_towards_the_redrive_policy()
    {
        var waited = TimeSpan.Zero;
        var receives = 0;

        while (RetrySchedule.PauseAfter(FailureClass.Configuration, ++receives, waited, _options, jitter: 0) is { } pause)
        {
            waited += pause;
        }

        receives.ShouldBeLessThanOrEqualTo(8);
        waited.ShouldBeLessThan(_options.ConfigurationRetryFor * 1.25);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReplicationRule Rule(string destination) =>
        Given.Rule(destination, destination) with { Destination = new() { Bucket = destination, StorageClass = "STANDARD" } };

    private ReplicationPipeline Pipeline(params ReplicationRule[] rules)
    {
        var source = new FakeSource(new() { ETag = "e", Size = 1, LastModified = Given.Time });
        var metrics = new ReplicatorMetrics(_meters);
        var circuits = new DestinationCircuits(_options, metrics, _clock, NullLogger<DestinationCircuits>.Instance);
        var runner = new OperationRunner(source, [_copy], _scheduler, circuits, _tracker, NullLogger<OperationRunner>.Instance);
        var retry = new OperationRetry(
            _options, new FailureLog(new InMemoryStateStore(), NullLogger<FailureLog>.Instance), _tracker, _clock, new Random(1), NullLogger<OperationRetry>.Instance);
        return new(new Rules(Given.Set(rules)), source, runner, retry, _tracker, NullLogger<ReplicationPipeline>.Instance);
    }

    private async Task<List<Disposition>> HandleAsync(ReplicationPipeline pipeline, int messages)
    {
        var ends = new List<Disposition>();

        for (var i = 0; i < messages; i++)
        {
            ends.Add(await pipeline.HandleAsync(Message(_messages++.ToString(CultureInfo.InvariantCulture), _clock.GetUtcNow()), Token));
        }

        return ends;
    }

    private QueueMessage Message(string key, DateTimeOffset? firstReceived = null) => new(
        key,
        "handle",
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
          "s3":{"bucket":{"name":"src"},"object":{"key":"KEY","size":12,"eTag":"e","versionId":"v1"}}}]}
        """.Replace("KEY", key, StringComparison.Ordinal),
        1,
        FirstReceivedAt: firstReceived ?? _start);

    private sealed record Rules(RuleSet Current) : IRuleSnapshot;
}
