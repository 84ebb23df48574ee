using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using S3Replicator.Core.Pipeline;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tests.Planning;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Tests.Pipeline;

// What a message costs in requests before anything is copied, and what comes of the answers.
public sealed class AskingForFactsTests
{
    private const string Created = """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
          "s3":{"bucket":{"name":"src"},"object":{"key":"docs/a.txt","size":12,"eTag":"e","versionId":"v1"}}}]}
        """;

    private static readonly ObjectHead Head = new() { ETag = "e", Size = 12, LastModified = Given.Time, Encryption = "AES256" };

    private static readonly ReplicationRule Fixed = Given.Rule() with { Destination = new() { Bucket = "dst", StorageClass = "STANDARD_IA" } };

    private readonly List<CopyPlan> _plans = [];
    private IReadOnlyDictionary<string, long> _skipped = new Dictionary<string, long>(StringComparer.Ordinal);

    [Fact]
    public async Task A_rule_that_fixes_everything_asks_for_nothing()
    {
        var source = new FakeSource(Head);

        await HandleAsync(source, Fixed);

        _plans.ShouldHaveSingleItem();
        source.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tags_are_asked_for_once_and_decide()
    {
        var source = new FakeSource(Head, new ObjectTag("keep", "no"));

        await HandleAsync(source, Fixed.WithTag());

        _plans.ShouldBeEmpty();
        source.Requests.ShouldBe(["GetObjectTagging"]);
        _skipped.Keys.ShouldBe(["TagMismatch"]);
    }

    [Fact]
    public async Task What_a_rule_asks_about_beside_its_tags_is_asked_for_once_the_tags_fit()
    {
        var source = new FakeSource(Head with { Encryption = "SSE-C" }, new ObjectTag("keep", "yes"));

        await HandleAsync(source, Fixed.WithTag() with { SseKmsEncryptedObjects = true });

        _plans.ShouldBeEmpty();
        source.Requests.ShouldBe(["GetObjectTagging", "HeadObject"]);
        _skipped.Keys.ShouldBe(["SseCUnsupported"]);
    }

    [Fact]
    public async Task What_was_asked_for_the_decision_serves_the_plan_too()
    {
        var source = new FakeSource(Head with { Encryption = "aws:kms", StorageClass = "ONEZONE_IA" });

        await HandleAsync(source, Given.Rule() with { SseKmsEncryptedObjects = true });

        _plans.ShouldHaveSingleItem().Attributes.StorageClass.ShouldBe("ONEZONE_IA");
        source.Requests.ShouldBe(["HeadObject"]);
    }

    [Theory]
    [InlineData("aws:kms", "STANDARD", "SseKmsNotSelected")]
    [InlineData("SSE-C", "STANDARD", "SseCUnsupported")]
    [InlineData("AES256", "GLACIER", "SrcArchived")]
    public async Task What_HEAD_says_on_the_way_may_still_forbid_the_copy(string encryption, string storageClass, string reason)
    {
        // The rule leaves the storage class as it is at the source, so that HEAD is asked for that alone.
        var source = new FakeSource(Head with { Encryption = encryption, StorageClass = storageClass });

        await HandleAsync(source, Given.Rule());

        _plans.ShouldBeEmpty();
        source.Requests.ShouldBe(["HeadObject"]);
        _skipped.Keys.ShouldBe([reason]);
    }

    [Fact]
    public async Task A_rule_that_could_not_win_is_not_asked_about()
    {
        var source = new FakeSource(Head);

        await HandleAsync(source, Fixed with { Id = "high", Priority = 2 }, Fixed.WithTag() with { Id = "low" });

        _plans.ShouldHaveSingleItem().Decision.Rule.Rule.Id.ShouldBe("high");
        source.Requests.ShouldBeEmpty();
    }

    private async Task HandleAsync(FakeSource source, params ReplicationRule[] rules)
    {
        using var meters = new Meters();
        var clock = new ServerClock(TimeProvider.System);
        var tracker = new ReplicationTracker(new ReplicatorMetrics(meters), new RequestCounter(), new LagBook(clock), clock, []);
        var retry = new OperationRetry(new RetryOptions(), new UnrecordedFailures(), tracker, TimeProvider.System, new Random(1), NullLogger<OperationRetry>.Instance);
        var strategies = new[] { CopyStrategyNames.SingleCopy, CopyStrategyNames.RestoreSource }.Select(name => new RecordingStrategy(name, _plans));
        using var scheduler = new OperationScheduler(new ScheduleOptions(), TimeProvider.System);
        var circuits = new DestinationCircuits(new(), new ReplicatorMetrics(meters), TimeProvider.System, NullLogger<DestinationCircuits>.Instance);
        var runner = new OperationRunner(source, strategies, scheduler, circuits, tracker, NullLogger<OperationRunner>.Instance);
        var pipeline = new ReplicationPipeline(new Rules(Given.Set(rules)), source, runner, retry, tracker, NullLogger<ReplicationPipeline>.Instance);

        var disposition = await pipeline.HandleAsync(new QueueMessage("id", "handle", Created, 1), TestContext.Current.CancellationToken);

        disposition.ShouldBe(Disposition.Delete);
        _skipped = tracker.Summarize().Skipped;
    }

    private sealed record Rules(RuleSet Current) : IRuleSnapshot;

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}
