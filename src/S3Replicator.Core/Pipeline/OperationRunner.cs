using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>Takes one acting decision through plan, schedule and copy.</summary>
public sealed partial class OperationRunner
{
    private readonly IObjectStores _stores;
    private readonly FrozenDictionary<string, ICopyStrategy> _strategies;
    private readonly OperationScheduler _scheduler;
    private readonly ReplicationTracker _tracker;
    private readonly ILogger<OperationRunner> _logger;

    /// <summary>Indexes the strategies; two of one name are refused.</summary>
    public OperationRunner(
        IObjectStores stores,
        IEnumerable<ICopyStrategy> strategies,
        OperationScheduler scheduler,
        ReplicationTracker tracker,
        ILogger<OperationRunner> logger)
    {
        _stores = stores;
        _strategies = strategies.ToDictionary(strategy => strategy.Name, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        _scheduler = scheduler;
        _tracker = tracker;
        _logger = logger;
    }

    /// <summary>Carries the decision out.</summary>
    /// <param name="objectEvent">The event.</param>
    /// <param name="decision">What one rule causes for it; it acts.</param>
    /// <param name="head">HEAD of the source, where it was asked for already.</param>
    /// <param name="attempt">Which try it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<OperationEnd> RunAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        if (decision.Failure is { } failure)
        {
            return OperationEnd.Failed(
                new() { Operation = decision.Action.ToString(), Class = FailureClass.Final, Reason = "DstPutObjectNotPermitted", Message = failure });
        }

        if (!CopyPlanner.CanPlan(decision))
        {
            return OperationEnd.Failed(new()
            {
                Operation = decision.Action.ToString(),
                Class = FailureClass.Final,
                Reason = "NotImplemented",
                Message = $"This version does not carry out {decision.Action}.",
            });
        }

        var prepared = await PrepareAsync(objectEvent, decision, head, cancellationToken);

        if (!prepared.IsSuccess)
        {
            return End(objectEvent, decision, prepared.Error, attempt);
        }

        if (prepared.Value.Forbidden is { } reason)
        {
            return Skip(objectEvent, decision, reason, attempt);
        }

        var context = prepared.Value.Context!;
        CopyOutcome outcome;

        using (var lease = await _scheduler.EnterAsync(TicketOf(context.Plan), cancellationToken))
        {
            outcome = await _strategies[context.Plan.Strategy].ExecuteAsync(context, cancellationToken);
            lease.IsThrottled = outcome.Error?.Class == FailureClass.Throttled;
        }

        if (outcome.Error is { } error)
        {
            return End(objectEvent, decision, error, attempt);
        }

        if (outcome.Kind == OutcomeKind.LookAgain)
        {
            return OperationEnd.LookAgain(outcome.After);
        }

        Log.Ended(_logger, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, outcome.Kind, outcome.Reason);
        _tracker.Completed(context.Plan, outcome, attempt);
        return OperationEnd.Done;
    }

    /// <summary>A source that is gone is nothing to wait for.</summary>
    private OperationEnd End(ObjectEvent objectEvent, Decision decision, StoreError error, OperationAttempt attempt) =>
        error.Class == FailureClass.Gone ? Skip(objectEvent, decision, SkipReason.SourceVanished, attempt) : OperationEnd.Failed(error);

    private OperationEnd Skip(ObjectEvent objectEvent, Decision decision, SkipReason reason, OperationAttempt attempt)
    {
        Log.Ended(_logger, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, OutcomeKind.Skipped, reason);
        _tracker.Skipped(objectEvent, decision, reason, attempt);
        return OperationEnd.Done;
    }

    private static OperationTicket TicketOf(CopyPlan plan) => new(
        plan.DestinationBucket, plan.Decision.DestinationKey, plan.Event.Sequencer, plan.Decision.Deadline, plan.Size ?? 0);

    private async Task<StoreResult<Prepared>> PrepareAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, CancellationToken cancellationToken)
    {
        var document = decision.Rule.Document;
        var destinationBucket = decision.Rule.Rule.Destination.Bucket;
        var destination = await _stores.ForBucketAsync(document, destinationBucket, isSource: false, cancellationToken);

        if (!destination.IsSuccess)
        {
            return destination.Error;
        }

        var source = await _stores.ForBucketAsync(document, objectEvent.Bucket, isSource: true, cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        var versions = await ScopeAsync(decision.Rule, cancellationToken);

        if (!versions.IsSuccess)
        {
            return versions.Error;
        }

        if (head is null && CopyPlanner.NeedsSourceHead(decision, objectEvent))
        {
            var asked = await source.Value.HeadAsync(
                new HeadCall(objectEvent.Bucket, objectEvent.Key, objectEvent.VersionId), cancellationToken);

            if (!asked.IsSuccess)
            {
                return asked.Error;
            }

            head = asked.Value;
        }

        // HEAD may have been asked for the storage class alone; what it says beside that holds all the same.
        var known = head is null ? ObjectState.Unknown : FactFinder.WithHead(ObjectState.Unknown, head);
        var current = Decider.Reconsider(objectEvent, decision, known, _stores.Own);
        return current.Acts
            ? new Prepared(new(CopyPlanner.Plan(current, objectEvent, versions.Value.Scope, head), source.Value, destination.Value), Forbidden: null)
            : new Prepared(Context: null, current.Reason);
    }

    private async ValueTask<StoreResult<ScopeAnswer>> ScopeAsync(BoundRule rule, CancellationToken cancellationToken)
    {
        if (rule.Rule.Versions == VersionScope.Latest)
        {
            return ScopeAnswer.Latest;
        }

        var source = await _stores.DescribeAsync(rule.Document, rule.Document.Bucket, isSource: true, cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        var destination = await _stores.DescribeAsync(rule.Document, rule.Rule.Destination.Bucket, isSource: false, cancellationToken);

        if (!destination.IsSuccess)
        {
            return destination.Error;
        }

        return source.Value.Versioning == BucketVersioning.Enabled && destination.Value.Versioning == BucketVersioning.Enabled
            ? ScopeAnswer.All
            : ScopeAnswer.Latest;
    }

    private sealed record Prepared(CopyContext? Context, SkipReason? Forbidden);

    private sealed record ScopeAnswer(VersionScope Scope)
    {
        public static ScopeAnswer All { get; } = new(VersionScope.All);

        public static ScopeAnswer Latest { get; } = new(VersionScope.Latest);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "s3://{Bucket}/{Key} by rule {Rule}: {Outcome} {Reason}")]
        public static partial void Ended(ILogger logger, string bucket, string key, string rule, OutcomeKind outcome, SkipReason? reason);
    }
}
