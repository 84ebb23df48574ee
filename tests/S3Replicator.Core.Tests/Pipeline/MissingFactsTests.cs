using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
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

// Where S3 does not tell what one rule asks about, the rules that do not hang on it go on.
public sealed class MissingFactsTests : IDisposable
{
    private const string Tagged = "tagged";
    private const string Plain = "plain";

    private static readonly StoreError Refused = new()
    {
        Operation = "GetObjectTagging",
        Class = FailureClass.Configuration,
        Reason = "SrcGetTaggingNotPermitted",
        Message = "Access Denied",
    };

    private readonly ManualTimeProvider _clock = new();
    private readonly PlainMeterFactory _meters = new();
    private readonly RetryOptions _options = new();
    private readonly InMemoryStateStore _state = new();
    private readonly FakeSource _source = new(new() { ETag = "e", Size = 12, LastModified = Given.Time, Encryption = "AES256" }, new ObjectTag("keep", "yes"));
    private readonly ScriptedStrategy _copy = new(CopyStrategyNames.SingleCopy, _ => CopyOutcome.Replicated(new("etag", "v", null, null), 12));
    private readonly ReplicationTracker _tracker;
    private readonly OperationScheduler _scheduler;
    private readonly DestinationCircuits _circuits;
    private readonly OperationRunner _runner;
    private int _messages;

    public MissingFactsTests()
    {
        _scheduler = new(new(), _clock);
        var serverClock = new ServerClock(_clock);
        var metrics = new ReplicatorMetrics(_meters);
        _tracker = new(metrics, new RequestCounter(), new LagBook(serverClock), serverClock, []);
        _circuits = new(_options, metrics, _clock, NullLogger<DestinationCircuits>.Instance);
        _runner = new(_source, [_copy], _scheduler, _circuits, _tracker, NullLogger<OperationRunner>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FailureLog Failures => new(_state, NullLogger<FailureLog>.Instance);

    public void Dispose()
    {
        _scheduler.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task A_rule_for_another_destination_goes_on_where_the_tags_that_one_asks_about_cannot_be_read()
    {
        _source.OnTags = Refused;
        var pipeline = Pipeline(Document(Rule(Tagged).WithTag(), Rule(Plain)));

        var ends = await HandleAsync(pipeline, 8);

        _copy.Destinations.ShouldBe(Enumerable.Repeat(Plain, 8));
        ends.ShouldAllBe(end => end.Kind == DispositionKind.Release);
        _circuits.Open.Select(open => open.Bucket).ShouldBe([Tagged]);
    }

    [Fact]
    public async Task What_has_failed_for_good_of_one_rule_is_recorded_for_that_rule_alone()
    {
        _source.OnTags = Refused;
        var pipeline = Pipeline(Document(Rule(Tagged).WithTag(), Rule(Plain)));
        var message = Message("a", _clock.GetUtcNow());
        _clock.Advance(_options.ConfigurationRetryFor);

        (await pipeline.HandleAsync(message, Token)).ShouldBe(Disposition.Delete);

        var record = await Failures.ListAsync(new(), Token).SingleAsync(Token);
        (record.Rule, record.Reason).ShouldBe((Tagged, Refused.Reason));
        _copy.Destinations.ShouldBe([Plain]);
    }

    [Fact]
    public async Task A_rule_for_the_same_destination_waits_since_the_other_might_win()
    {
        _source.OnTags = Refused;
        var pipeline = Pipeline(Document(
            Rule("high", Tagged).WithTag() with { Priority = 2 }, Rule("low", Tagged), Rule(Plain)));

        (await HandleAsync(pipeline, 1)).ShouldHaveSingleItem().Kind.ShouldBe(DispositionKind.Release);

        _copy.Destinations.ShouldBe([Plain]);
    }

    [Fact]
    public async Task A_rule_that_waits_for_another_ones_facts_does_not_close_its_own_roles_way()
    {
        _source.OnTags = Refused;
        var pipeline = Pipeline(
            Document(Rule("high", Tagged).WithTag() with { Priority = 2 }),
            Document(Rule("low", Tagged)) with { Role = Given.Role + "-low" });

        await HandleAsync(pipeline, 8);

        _circuits.Open.Select(open => open.Role).ShouldBe([Given.Role]);
    }

    [Fact]
    public async Task What_a_refused_fact_does_not_touch_is_asked_and_decided_all_the_same()
    {
        _source.OnTags = Refused;
        var pipeline = Pipeline(Document(
            Rule(Tagged).WithTag(), Rule(Plain) with { SseKmsEncryptedObjects = true }));

        await HandleAsync(pipeline, 1);

        _copy.Destinations.ShouldBe([Plain]);
    }

    [Fact]
    public async Task Facts_that_one_documents_role_cannot_ask_for_are_asked_with_anothers()
    {
        _source.OnDocument = document => document.Role == Given.Role ? Refused with { Reason = "AssumeRoleNotPermitted" } : null;
        var pipeline = Pipeline(
            Document(Rule(Tagged).WithTag()),
            Document(Rule(Plain).WithTag()) with { Role = Given.Role + "-2" });

        var end = (await HandleAsync(pipeline, 1)).ShouldHaveSingleItem();

        _copy.Destinations.ShouldBe([Plain]);
        end.Kind.ShouldBe(DispositionKind.Release);
    }

    [Fact]
    public async Task A_recorded_failure_is_taken_up_again_though_another_rules_facts_are_missing()
    {
        _source.OnTags = Refused;
        var rules = new RuleSet([Document(Rule(Tagged).WithTag(), Rule(Plain))], "test");
        var created = Given.Event(EventKind.Created);
        var decision = Decider.Decide(created, rules.ForBucket("src")!, ObjectState.Unknown, OwnPrincipals.None).Single(one => one.Acts);
        var record = FailureRecord.Of(created, decision, "1", "SlowDown", "Slow down", 3, _clock.GetUtcNow());
        var retry = new FailureRetry(_source, _runner, Failures, _tracker, _clock, NullLogger<FailureRetry>.Instance);

        var result = await retry.RetryAsync(record, rules, Token);

        result.IsSettled.ShouldBeTrue();
        _copy.Destinations.ShouldBe([Plain]);
    }

    private static ReplicationRule Rule(string id, string? destination = null) =>
        Given.Rule(id) with { Destination = new() { Bucket = destination ?? id, StorageClass = "STANDARD" } };

    private static ReplicationDocument Document(params ReplicationRule[] rules) => new() { Bucket = "src", Role = Given.Role, Rules = [.. rules] };

    private static QueueMessage Message(string key, DateTimeOffset firstReceived) => new(
        key,
        "handle",
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
          "s3":{"bucket":{"name":"src"},"object":{"key":"KEY","size":12,"eTag":"e","versionId":"v1"}}}]}
        """.Replace("KEY", key, StringComparison.Ordinal),
        1,
        FirstReceivedAt: firstReceived);

    private ReplicationPipeline Pipeline(params ReplicationDocument[] documents)
    {
        var retry = new OperationRetry(_options, Failures, _tracker, _clock, new Random(1), NullLogger<OperationRetry>.Instance);
        return new(new Rules(new(documents, "test")), _source, _runner, retry, _tracker, NullLogger<ReplicationPipeline>.Instance);
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

    private sealed record Rules(RuleSet Current) : IRuleSnapshot;
}
