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
        var (decisions, facts) = await _decider.DecideAsync(objectEvent, bucketRules!, cancellationToken);

        if (facts.Error is { } unknown)
        {
            var open = decisions.Where(decision => decision.Acts || decision.Assumes != ObjectFacts.None).ToList();
            return await retry.AfterAsync(unknown, message, objectEvent, open, attempt, cancellationToken);
        }

        var running = new List<(Decision Decision, Task<OperationEnd> Task)>();

        foreach (var decision in decisions)
        {
            if (!decision.Acts && decision.Reason is { } reason)
            {
                tracker.Skipped(reason);
            }
            else if (!_finished.Contains(message.MessageId, record, decision.Rule.Rule.Id))
            {
                running.Add((decision, runner.RunAsync(objectEvent, decision, facts.Value?.Head, attempt, cancellationToken)));
            }
        }

        return await GatherAsync(message, record, objectEvent, attempt, running, cancellationToken);
    }

    private async Task<OperationResult> GatherAsync(
        QueueMessage message,
        int record,
        ObjectEvent objectEvent,
        OperationAttempt attempt,
        List<(Decision Decision, Task<OperationEnd> Task)> running,
        CancellationToken cancellationToken)
    {
        await Task.WhenAll(running.Select(operation => operation.Task));
        var result = OperationResult.Done;
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
