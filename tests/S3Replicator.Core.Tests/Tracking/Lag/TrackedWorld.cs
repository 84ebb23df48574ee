using System.Globalization;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;
using S3Replicator.TestSupport;

namespace S3Replicator.Core.Tests.Tracking.Lag;

/// <summary>A tracker on a manual clock, and operations for it.</summary>
internal sealed class TrackedWorld : IDisposable
{
    private readonly PlainMeterFactory _meters = new();
    private int _messages;

    public TrackedWorld(TimeSpan? threshold = null, params IOperationObserver[] observers)
    {
        Rule = new() { Id = "docs", Destination = new() { Bucket = "mirror" }, Threshold = threshold ?? TimeSpan.FromSeconds(10) };
        Server = new(Clock);
        Book = new(Server);
        Metrics = new(_meters);
        Tracker = new(Metrics, Requests, Book, Server, observers);
    }

    public ManualTimeProvider Clock { get; } = new();

    public ServerClock Server { get; }

    public LagBook Book { get; }

    public RequestCounter Requests { get; } = new();

    public ReplicatorMetrics Metrics { get; }

    public PlainMeterFactory Meters => _meters;

    public ReplicationTracker Tracker { get; }

    public ReplicationRule Rule { get; set; }

    public RuleProgressSnapshot Progress => Book.Snapshot().ShouldHaveSingleItem();

    public BoundRule Bound => new(new ReplicationDocument { Bucket = "source", Rules = [Rule] }, Rule, Index: 0);

    public TrackedOperation Accept(TimeSpan age = default, long size = 5, string? message = null, int receiveCount = 1, DateTimeOffset? firstReceivedAt = null)
    {
        message ??= string.Create(CultureInfo.InvariantCulture, $"message-{++_messages}");
        var time = Clock.GetUtcNow() - age;
        var objectEvent = EndedOperations.Event(key: message) with { Time = time, Size = size };
        var decision = new Decision { Rule = Bound, Action = ReplicationAction.Copy, DestinationKey = message, Deadline = time + Rule.Threshold };
        var place = new OperationPlace(message, 0, receiveCount, firstReceivedAt);
        Tracker.Received(1);
        return new(this, objectEvent, decision, new("revision", receiveCount, Tracker.Accepted(objectEvent, decision, place)), place);
    }

    public void Dispose() => _meters.Dispose();
}

internal sealed record TrackedOperation(
    TrackedWorld World, ObjectEvent Event, Decision Decision, OperationAttempt Attempt, OperationPlace Place)
{
    private CopyPlan Plan => new() { Strategy = "none", Event = Event, Decision = Decision, Versions = VersionScope.All, Size = Event.Size };

    public Task CompleteAsync(OutcomeKind kind = OutcomeKind.Replicated) => World.Tracker.CompletedAsync(
        Plan, new() { Kind = kind, Bytes = Event.Size ?? 0 }, Attempt, TestContext.Current.CancellationToken).AsTask();

    public Task SkipAsync(SkipReason reason) =>
        World.Tracker.SkippedAsync(Event, Decision, reason, Attempt, TestContext.Current.CancellationToken).AsTask();

    public Task FailAsync(string reason) => World.Tracker.FailedAsync(
        Event,
        Decision,
        new() { Operation = "CopyObject", Class = FailureClass.Final, Reason = reason, Message = "no" },
        Attempt,
        TestContext.Current.CancellationToken).AsTask();

    public void Wait(TimeSpan pause, FailureClass failure = FailureClass.Configuration) => World.Tracker.Waiting(Attempt, pause, failure);
}
