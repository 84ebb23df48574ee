using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Scheduling;
using S3Replicator.Core.Tracking;
using S3Replicator.Core.Tracking.Lag;

namespace S3Replicator.Core.Pipeline;

/// <summary>Takes one acting decision through plan, schedule and copy.</summary>
public sealed partial class OperationRunner
{
    private readonly OperationPlanner _planner;
    private readonly FrozenDictionary<string, ICopyStrategy> _strategies;
    private readonly OperationScheduler _scheduler;
    private readonly DestinationCircuits _circuits;
    private readonly ReplicationTracker _tracker;
    private readonly ILogger<OperationRunner> _logger;

    /// <summary>Indexes the strategies; two of one name are refused.</summary>
    public OperationRunner(
        IObjectStores stores,
        IEnumerable<ICopyStrategy> strategies,
        OperationScheduler scheduler,
        DestinationCircuits circuits,
        ReplicationTracker tracker,
        ILogger<OperationRunner> logger)
    {
        _planner = new(stores);
        _strategies = strategies.ToDictionary(strategy => strategy.Name, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        _scheduler = scheduler;
        _circuits = circuits;
        _tracker = tracker;
        _logger = logger;
    }

    /// <summary>Which destinations are held back.</summary>
    internal DestinationCircuits Circuits => _circuits;

    /// <summary>Carries the decision out.</summary>
    /// <param name="objectEvent">The event.</param>
    /// <param name="decision">What one rule causes for it; it acts.</param>
    /// <param name="head">HEAD of the source, where it was asked for already.</param>
    /// <param name="attempt">Which try it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<OperationEnd> RunAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        using var trace = OperationTrace.Start(objectEvent, decision, attempt);
        var end = await TryAsync(objectEvent, decision, head, attempt, cancellationToken);
        OperationTrace.Ended(trace, end.Error is not null ? "failed" : end.LookAgainAfter is null ? "done" : "again", end.Error?.Reason, end.Error?.Message);
        return end;
    }

    private async Task<OperationEnd> TryAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        var planned = await PlanAsync(objectEvent, decision, head, attempt, cancellationToken);

        if (!planned.IsSuccess)
        {
            return await EndAsync(objectEvent, decision, planned.Error, attempt, cancellationToken);
        }

        if (planned.Value.Forbidden is { } reason)
        {
            return await SkipAsync(objectEvent, decision, reason, attempt, cancellationToken);
        }

        var context = planned.Value.Context!;
        var turn = await EnterAsync(context.Plan, attempt, cancellationToken);

        if (turn.Lease is null)
        {
            _tracker.Postponed(decision);
            return OperationEnd.LookAgain(turn.PostponedFor, DelayCause.Paused);
        }

        CopyOutcome outcome;

        using (var lease = turn.Lease)
        {
            _tracker.Started(attempt);
            outcome = await CheckAclAsync(context, await ExecuteAsync(context, cancellationToken), attempt, cancellationToken);
            lease.IsThrottled = outcome.Error?.Class == FailureClass.Throttled;
        }

        if (outcome.Error is { } error)
        {
            return await EndAsync(objectEvent, decision, error, attempt, cancellationToken);
        }

        if (outcome.Kind == OutcomeKind.LookAgain)
        {
            return OperationEnd.LookAgain(outcome.After);
        }

        if (decision.Action == ReplicationAction.Copy
            && context.Plan.Decision.Action == ReplicationAction.DeleteObject
            && outcome.Reason == SkipReason.AlreadyReplicated)
        {
            // The source was gone, and no earlier try has left a replica.
            return await SkipAsync(objectEvent, decision, SkipReason.SourceVanished, attempt, cancellationToken);
        }

        Log.Ended(_logger, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, outcome.Kind, outcome.Reason);

        if (outcome.Kind is OutcomeKind.Replicated or OutcomeKind.Deleted or OutcomeKind.Synced)
        {
            _circuits.Succeeded(decision.Rule);
        }

        using var stage = OperationTrace.Stage("track");
        await _tracker.CompletedAsync(context.Plan, outcome, attempt, cancellationToken);
        return OperationEnd.Done;
    }

    private async Task<StoreResult<PlannedOperation>> PlanAsync(
        ObjectEvent objectEvent, Decision decision, ObjectHead? head, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        using var stage = OperationTrace.Stage("plan");
        return await _planner.PlanAsync(objectEvent, decision, head, isRepeat: attempt.Number > 1, cancellationToken);
    }

    private async Task<OperationTurn> EnterAsync(CopyPlan plan, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        using var stage = OperationTrace.Stage("schedule");
        return await _scheduler.EnterAsync(TicketOf(plan, attempt), cancellationToken);
    }

    private async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        using var stage = OperationTrace.Stage("copy");
        var outcome = await _strategies[context.Plan.Strategy].ExecuteAsync(context, cancellationToken);

        return outcome.Error?.Kind switch
        {
            // The event told a smaller size, or none.
            StoreErrorKind.SourceTooLarge => await ExecuteAsync(context, CopyStrategyNames.MultipartCopy, cancellationToken) ?? outcome,

            // The event does not tell that the object is archived.
            StoreErrorKind.SourceArchived when context.Plan.Decision.Rule.Rule.Archived.Restore =>
                await ExecuteAsync(context, CopyStrategyNames.RestoreSource, cancellationToken) ?? outcome,
            StoreErrorKind.SourceArchived => CopyOutcome.Skipped(SkipReason.SrcArchived),
            _ => outcome,
        };
    }

    private async Task<CopyOutcome?> ExecuteAsync(CopyContext context, string strategy, CancellationToken cancellationToken) =>
        _strategies.TryGetValue(strategy, out var instead)
            ? await instead.ExecuteAsync(context with { Plan = context.Plan with { Strategy = strategy } }, cancellationToken)
            : null;

    /// <summary>A copy that an earlier try has made may lack its grants, which are set after it.</summary>
    private async Task<CopyOutcome> CheckAclAsync(
        CopyContext context, CopyOutcome outcome, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        var mayLackAcl = context.Plan is { MirrorsAcl: true, Decision.Action: ReplicationAction.Copy }
            && (outcome.Reason == SkipReason.AlreadyReplicated || (outcome.Kind == OutcomeKind.Replicated && attempt.Number > 1));

        if (!mayLackAcl || !_strategies.TryGetValue(CopyStrategyNames.SyncAcl, out var sync))
        {
            return outcome;
        }

        var synced = await sync.ExecuteAsync(context, cancellationToken);
        return synced.Error is { Class: not FailureClass.Gone } ? synced : outcome;
    }

    /// <summary>What was to be found out for a decision could not be.</summary>
    internal OperationEnd Unplanned(Decision decision, StoreError error)
    {
        _circuits.Failed(decision.Rule, error);
        return OperationEnd.Failed(error);
    }

    /// <summary>A source that is gone is nothing to wait for.</summary>
    private ValueTask<OperationEnd> EndAsync(
        ObjectEvent objectEvent, Decision decision, StoreError error, OperationAttempt attempt, CancellationToken cancellationToken) =>
        error.Class == FailureClass.Gone
            ? SkipAsync(objectEvent, decision, SkipReason.SourceVanished, attempt, cancellationToken)
            : ValueTask.FromResult(Unplanned(decision, error));

    private async ValueTask<OperationEnd> SkipAsync(
        ObjectEvent objectEvent, Decision decision, SkipReason reason, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        Log.Ended(_logger, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, OutcomeKind.Skipped, reason);
        await _tracker.SkippedAsync(objectEvent, decision, reason, attempt, cancellationToken);
        return OperationEnd.Done;
    }

    private static OperationTicket TicketOf(CopyPlan plan, OperationAttempt attempt) => new(
        plan.DestinationBucket,
        plan.Decision.DestinationKey,
        plan.Event.Sequencer,
        plan.Decision.Deadline,
        plan.Size ?? 0,
        ShareOf(plan, plan.Decision.Rule, attempt));

    private static RuleShare? ShareOf(CopyPlan plan, BoundRule rule, OperationAttempt attempt) =>
        rule.Rule.Limits == RuleLimits.None
            ? null
            : new(rule.Document.Bucket, rule.Rule.Id, rule.Rule.Limits, plan.Requests, plan.CopiedBytes, IsRepeat: attempt.Number > 1);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "s3://{Bucket}/{Key} by rule {Rule}: {Outcome} {Reason}")]
        public static partial void Ended(ILogger logger, string bucket, string key, string rule, OutcomeKind outcome, SkipReason? reason);
    }
}
