using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Rules;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>The order of the stages for one message: decode, match, plan, schedule, copy; then what becomes of the message.</summary>
public sealed partial class ReplicationPipeline(
    IRuleSnapshot rules,
    IObjectStores stores,
    OperationRunner runner,
    OperationRetry retry,
    ReplicationTracker tracker,
    ILogger<ReplicationPipeline> logger) : IMessageHandler
{
    private const int MessagesRemembered = 10_000;

    private readonly AskingDecider _decider = new(stores);
    private readonly FinishedOperations _finished = new(MessagesRemembered);

    /// <inheritdoc />
    public async Task<Disposition> HandleAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var records = EventDecoder.Default.Decode(message.Body);
        var ruleSet = rules.Current;
        tracker.Received(records.Count);

        var operations = new List<Task<OperationResult>>(records.Count);
        var isUnreadable = false;

        for (var index = 0; index < records.Count; index++)
        {
            var record = records[index];

            if (record.Rejected is { } rejected)
            {
                isUnreadable = true;
                tracker.Rejected(rejected);
                Log.Unreadable(logger, message.MessageId, rejected, record.Detail);
            }
            else if (record.Ignored is { } ignored)
            {
                tracker.Ignored(ignored);
            }
            else
            {
                operations.Add(HandleAsync(message, index, record.Event!, ruleSet, cancellationToken));
            }
        }

        return await SettleAsync(message, operations, isUnreadable);
    }

    private async Task<Disposition> SettleAsync(QueueMessage message, List<Task<OperationResult>> operations, bool isUnreadable)
    {
        TimeSpan? tryAgainAfter = null;

        foreach (var result in await Task.WhenAll(operations))
        {
            if (result.TryAgainAfter is { } after && !(after <= tryAgainAfter))
            {
                tryAgainAfter = after;
            }
        }

        if (tryAgainAfter is { } pause)
        {
            return Disposition.Release(pause);
        }

        if (isUnreadable)
        {
            return Disposition.LeaveForRedrive;
        }

        _finished.Forget(message.MessageId);
        return Disposition.Delete;
    }

    private async Task<OperationResult> HandleAsync(
        QueueMessage message, int record, ObjectEvent objectEvent, RuleSet ruleSet, CancellationToken cancellationToken)
    {
        var bucketRules = ruleSet.ForBucket(objectEvent.Bucket);

        if (Decider.PassesOver(objectEvent, bucketRules) is { } passedOver)
        {
            tracker.Ignored(passedOver);
            Log.PassedOver(logger, objectEvent.Name, objectEvent.Bucket, objectEvent.Key, passedOver);
            return OperationResult.Done;
        }

        var attempt = new OperationAttempt(ruleSet.Revision, message.ReceiveCount);
        var held = runner.Circuits.AnyOpen ? HeldBack(message, record, objectEvent, bucketRules!) : HeldOperations.None;

        if (held.AreAll)
        {
            return new(held.TryAgainAfter);
        }

        var (decisions, facts) = await _decider.DecideAsync(objectEvent, bucketRules!, cancellationToken);
        var open = decisions.Where(decision => !held.Contains(decision) && !_finished.Contains(message.MessageId, record, decision.Rule.Rule.Id));

        if (facts.Error is { } unknown)
        {
            open = open.Where(decision => decision.Acts || decision.Assumes != ObjectFacts.None);
            return await GatherAsync(
                message, record, objectEvent, attempt, [.. open.Select(decision => (decision, Task.FromResult(runner.Unplanned(decision, unknown))))], held, cancellationToken);
        }

        var running = new List<(Decision Decision, Task<OperationEnd> Task)>();

        foreach (var decision in open)
        {
            if (!decision.Acts && decision.Reason is { } reason)
            {
                tracker.Skipped(reason);
            }
            else
            {
                running.Add((decision, runner.RunAsync(objectEvent, decision, facts.Value?.Head, attempt, cancellationToken)));
            }
        }

        return await GatherAsync(message, record, objectEvent, attempt, running, held, cancellationToken);
    }

    /// <summary>The operations whose destinations are held back, found without a request.</summary>
    private HeldOperations HeldBack(QueueMessage message, int record, ObjectEvent objectEvent, BucketRules bucketRules)
    {
        if (retry.WhileHeldBack(message) is not { } pause)
        {
            return HeldOperations.None;
        }

        var candidates = Decider.Decide(objectEvent, bucketRules, ObjectState.Unknown, stores.Own)
            .Where(decision => (decision.Acts || decision.Assumes != ObjectFacts.None)
                && !_finished.Contains(message.MessageId, record, decision.Rule.Rule.Id))
            .Select(decision => decision.Rule)
            .ToList();
        var held = new HashSet<BoundRule>(candidates.Where(runner.Circuits.HoldsBack), ReferenceEqualityComparer.Instance);
        return held.Count == 0 ? HeldOperations.None : new(held, AreAll: held.Count == candidates.Count, pause);
    }

    private async Task<OperationResult> GatherAsync(
        QueueMessage message,
        int record,
        ObjectEvent objectEvent,
        OperationAttempt attempt,
        List<(Decision Decision, Task<OperationEnd> Task)> running,
        HeldOperations held,
        CancellationToken cancellationToken)
    {
        await Task.WhenAll(running.Select(operation => operation.Task));
        var result = new OperationResult(held.TryAgainAfter);
        var finished = new List<(int, string)>(running.Count);

        foreach (var (decision, task) in running)
        {
            var end = await task;
            var after = end.Error is { } error
                ? await retry.AfterAsync(error, message, objectEvent, [decision], attempt, cancellationToken)
                : new OperationResult(end.LookAgainAfter);

            if (after.TryAgainAfter is null)
            {
                finished.Add((record, decision.Rule.Rule.Id));
            }
            else if (!(after.TryAgainAfter <= result.TryAgainAfter))
            {
                result = after;
            }
        }

        if (finished.Count > 0)
        {
            _finished.Add(message.MessageId, finished);
        }

        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {MessageId} has a record that cannot be read ({Reason}): {Detail} It is left for the queue's redrive policy.")]
        public static partial void Unreadable(ILogger logger, string messageId, RejectReason reason, string? detail);

        [LoggerMessage(2, LogLevel.Debug, "{Event} of s3://{Bucket}/{Key} is passed over: {Reason}")]
        public static partial void PassedOver(ILogger logger, string @event, string bucket, string key, IgnoreReason reason);
    }
}
