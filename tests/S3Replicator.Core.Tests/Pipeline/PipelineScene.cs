using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
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

// The stages for one message, with a source that answers and strategies that end as the test says.
internal sealed class PipelineScene : IDisposable
{
    private readonly PlainMeterFactory _meters = new();
    private readonly OperationScheduler _scheduler;
    private readonly OperationRunner _runner;

    public PipelineScene(FakeSource? source = null)
    {
        Source = source ?? new(new() { ETag = "e", Size = 12, LastModified = Given.Time, Encryption = "AES256" });
        _scheduler = new(new(), Clock);
        var serverClock = new ServerClock(Clock);
        var metrics = new ReplicatorMetrics(_meters);
        Tracker = new(metrics, new RequestCounter(), new LagBook(serverClock), serverClock, []);
        var circuits = new DestinationCircuits(Options, metrics, Clock, NullLogger<DestinationCircuits>.Instance);
        Copy = new(CopyStrategyNames.SingleCopy, context => OnCopy(context));
        Delete = new(CopyStrategyNames.DeleteCurrent, context => OnDelete(context));
        _runner = new(Source, [Copy, Delete], _scheduler, circuits, Tracker, NullLogger<OperationRunner>.Instance);
    }

    public static CopyOutcome Replicated => CopyOutcome.Replicated(new("etag", "v", null, null), 12);

    public ManualTimeProvider Clock { get; } = new();

    public RetryOptions Options { get; } = new();

    public FakeSource Source { get; }

    public ScriptedStrategy Copy { get; }

    public ScriptedStrategy Delete { get; }

    public Func<CopyContext, CopyOutcome> OnCopy { get; set; } = _ => Replicated;

    public Func<CopyContext, CopyOutcome> OnDelete { get; set; } = _ => CopyOutcome.Deleted(new(IsDeleteMarker: false, null, null));

    public ReplicationTracker Tracker { get; }

    public FakeLogger<OperationRetry> Log { get; } = new();

    /// <summary>What is recorded, where failures are kept.</summary>
    public FailureLog Kept { get; } = new(new InMemoryStateStore(), NullLogger<FailureLog>.Instance);

    public static ReplicationRule Rule(string destination) =>
        Given.Rule(destination) with { Destination = new() { Bucket = destination, StorageClass = "STANDARD" } };

    public static StoreError Error(FailureClass failure, string reason) =>
        new() { Operation = "CopyObject", Class = failure, Reason = reason, Message = "No." };

    public ReplicationPipeline Pipeline(IFailureLog failures, params ReplicationRule[] rules)
    {
        var retry = new OperationRetry(Options, failures, Tracker, Clock, new Random(1), Log);
        return new(new Rules(Given.Set(rules)), Source, _runner, retry, Tracker, NullLogger<ReplicationPipeline>.Instance);
    }

    public QueueMessage Message(int receives = 1, string version = "\"versionId\":\"v1\",", string id = "id") => new(
        id,
        "handle",
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-01-02T03:04:05.678Z","eventName":"ObjectCreated:Put",
          "s3":{"bucket":{"name":"src"},"object":{"key":"key-ID","size":12,VERSION"eTag":"e"}}}]}
        """.Replace("VERSION", version, StringComparison.Ordinal).Replace("key-ID", $"key-{id}", StringComparison.Ordinal),
        receives,
        FirstReceivedAt: Clock.GetUtcNow());

    public void Dispose()
    {
        _scheduler.Dispose();
        _meters.Dispose();
    }

    private sealed record Rules(RuleSet Current) : IRuleSnapshot;
}
