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

        // One that was left comes anew when it is sent back from the dead-letter queue.
        if (message.ReceiveCount <= 1 && _finished.IsLeft(message.MessageId))
        {
            _finished.Forget(message.MessageId);
        }

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

        if (isUnreadable || _finished.IsLeft(message.MessageId))
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

        var delivery = new Delivery(message, record, objectEvent, ruleSet.Revision);
        var held = runner.Circuits.AnyOpen ? HeldBack(delivery, bucketRules!) : HeldOperations.None;

        if (held.AreAll)
        {
            return new(held.TryAgainAfter);
        }

        var decided = await _decider.DecideAsync(objectEvent, bucketRules!, cancellationToken);

        if (decided.Facts.State.IsVanished && message.ReceiveCount > 1)
        {
            // An earlier try may have left a replica of what has gone since, which the plan sees to.
            decided = _decider.DecideUnasked(objectEvent, bucketRules!);
        }

        var accepted = await AcceptAsync(delivery, decided, held, cancellationToken);

        try
        {
            var running = accepted.Select(operation => Undecided(decided, operation.Decision) is { } end
                ? Task.FromResult(end)
                : runner.RunAsync(objectEvent, operation.Decision, decided.Facts.Head, operation.Attempt, cancellationToken));
            return await GatherAsync(delivery, accepted, await Task.WhenAll(running), held, cancellationToken);
        }
        finally
        {
            foreach (var operation in accepted)
            {
                tracker.LetGo(operation.Attempt);
            }
        }
    }

    /// <summary>The operations whose destinations are held back, found without a request; they are pending all the same.</summary>
    private HeldOperations HeldBack(Delivery delivery, BucketRules bucketRules)
    {
        if (retry.WhileHeldBack(delivery.Message) is not { } pause)
        {
            return HeldOperations.None;
        }

        var candidates = Decider.Decide(delivery.Event, bucketRules, ObjectState.Unknown, stores.Own)
            .Where(decision => (decision.Acts || decision.Assumes != ObjectFacts.None) && !IsFinished(delivery, decision))
            .ToList();
        var held = candidates.Where(decision => runner.Circuits.HoldsBack(decision.Rule)).ToList();

        foreach (var decision in held)
        {
            tracker.HeldBack(delivery.AttemptOf(tracker.Accepted(delivery.Event, decision, delivery.Place)), pause);
        }

        return held.Count == 0 ? HeldOperations.None : new(held, AreAll: held.Count == candidates.Count, pause);
    }

    private bool IsFinished(Delivery delivery, Decision decision) =>
        _finished.Contains(delivery.Message.MessageId, delivery.Record, decision.Rule.Rule.Id);

    /// <summary>How an operation ends for which a fact is missing; one that only waits for another rule's fact is no fault of its destination.</summary>
    private OperationEnd? Undecided(DecidedEvent decided, Decision decision) =>
        decided.RefusalOf(decision) is { } own ? runner.Unplanned(decision, own)
        : decided.MissingFor(decision) is { } missing ? OperationEnd.Failed(missing)
        : null;

    /// <summary>The operations that are still to be carried out; where facts could not be asked for, those that may turn out to be.</summary>
    private async ValueTask<List<AcceptedOperation>> AcceptAsync(
        Delivery delivery, DecidedEvent decided, HeldOperations held, CancellationToken cancellationToken)
    {
        var accepted = new List<AcceptedOperation>(decided.Decisions.Count);

        foreach (var decision in decided.Decisions.Where(decision => !held.Contains(decision) && !IsFinished(delivery, decision)))
        {
            if (decision.Acts || decided.RefusalOf(decision) is not null)
            {
                accepted.Add(new(decision, delivery.AttemptOf(tracker.Accepted(delivery.Event, decision, delivery.Place))));
            }
            else if (decision.Reason is { } reason && decided.MissingFor(decision) is null)
            {
                await tracker.PassedOverAsync(delivery.Event, decision, reason, delivery.Place, delivery.RuleRevision, cancellationToken);
            }
        }

        return accepted;
    }

    private async Task<OperationResult> GatherAsync(
        Delivery delivery,
        List<AcceptedOperation> accepted,
        OperationEnd[] ends,
        HeldOperations held,
        CancellationToken cancellationToken)
    {
        var result = new OperationResult(held.TryAgainAfter);
        var finished = new List<(int, string)>(accepted.Count);

        foreach (var (operation, end) in accepted.Zip(ends))
        {
            var after = await AfterAsync(end, delivery, operation, cancellationToken);

            if (after.IsLeft)
            {
                _finished.Leave(delivery.Message.MessageId);
            }

            if (after.TryAgainAfter is null)
            {
                finished.Add((delivery.Record, operation.Decision.Rule.Rule.Id));
            }
            else if (!(after.TryAgainAfter <= result.TryAgainAfter))
            {
                result = after;
            }
        }

        if (finished.Count > 0)
        {
            _finished.Add(delivery.Message.MessageId, finished);
        }

        return result;
    }

    private Task<OperationResult> AfterAsync(OperationEnd end, Delivery delivery, AcceptedOperation operation, CancellationToken cancellationToken) =>
        end.Error is { } error ? retry.AfterAsync(error, delivery.Message, delivery.Event, operation, cancellationToken)
        : end.LookAgainAfter is { } pause ? retry.AfterAsync(end, pause, delivery.Message, delivery.Event, operation, cancellationToken)
        : Task.FromResult(OperationResult.Done);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {MessageId} has a record that cannot be read ({Reason}): {Detail} It is left for the queue's redrive policy.")]
        public static partial void Unreadable(ILogger logger, string messageId, RejectReason reason, string? detail);

        [LoggerMessage(2, LogLevel.Debug, "{Event} of s3://{Bucket}/{Key} is passed over: {Reason}")]
        public static partial void PassedOver(ILogger logger, string @event, string bucket, string key, IgnoreReason reason);
    }
}
