using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.State;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>Decides what becomes of an operation that failed: another try after a pause, or the end.</summary>
public sealed partial class OperationRetry(
    RetryOptions options, IFailureLog failures, ReplicationTracker tracker, TimeProvider timeProvider, Random random, ILogger<OperationRetry> logger)
{
    /// <summary>The reason of an operation that met no error and has not come to its end either.</summary>
    internal const string NotSettledYet = "NotSettledYet";

    /// <summary>When the operation that met the error is tried again, if at all; what has failed for good is recorded before this ends.</summary>
    internal async Task<OperationResult> AfterAsync(
        StoreError error,
        QueueMessage message,
        ObjectEvent objectEvent,
        AcceptedOperation operation,
        CancellationToken cancellationToken)
    {
        var pause = PauseAfter(error.Class, message);

        // Released once more, the message would go to the dead-letter queue, where nobody takes the operation up again.
        if (pause is not { } after || message.IsLastReceive)
        {
            return await EndAsync(error, mayRecover: pause is not null || error.Class == FailureClass.Configuration, message, objectEvent, operation, cancellationToken);
        }

        tracker.Waiting(operation.Attempt, after, error.Class);
        Log.TriedAgain(
            logger, operation.Decision.Action, objectEvent.Bucket, objectEvent.Key, operation.Decision.Rule.Rule.Id, after, error.Reason, error.Message);
        return new(after);
    }

    /// <summary>When the operation comes again that has to wait without an error; one that the queue would not give out again is recorded instead.</summary>
    internal async Task<OperationResult> AfterAsync(
        OperationEnd end, TimeSpan pause, QueueMessage message, ObjectEvent objectEvent, AcceptedOperation operation, CancellationToken cancellationToken)
    {
        if (message.IsLastReceive && failures.IsKept)
        {
            var error = new StoreError
            {
                Operation = operation.Decision.Action.ToString(),
                Class = FailureClass.Transient,
                Reason = NotSettledYet,
                Message = "It has to wait, and the queue would not give its message out once more.",
            };
            return await EndAsync(error, mayRecover: true, message, objectEvent, operation, cancellationToken);
        }

        tracker.Waiting(operation.Attempt, pause, end.WaitsFor);
        return new(pause);
    }

    /// <summary>When an operation comes again that is held back instead of being tried; null when it is time for its last try.</summary>
    internal TimeSpan? WhileHeldBack(QueueMessage message)
    {
        if (message.IsLastReceive)
        {
            return null;
        }

        return PauseAfter(FailureClass.Configuration, message);
    }

    /// <summary>Where failures are not kept, a wrong setting is waited out for as long as the queue gives the message out.</summary>
    private TimeSpan? PauseAfter(FailureClass failure, QueueMessage message)
    {
        var jitter = random.NextDouble();
        var now = timeProvider.GetUtcNow();
        var isWaitedOut = failure == FailureClass.Configuration && !failures.IsKept && !options.GivesUpUnrecorded;
        return isWaitedOut
            ? RetrySchedule.ConfigurationPause(message.ReceiveCount, options, jitter)
            : RetrySchedule.PauseAfter(failure, message.ReceiveCount, now - (message.FirstReceivedAt ?? now), options, jitter);
    }

    /// <summary>The operation has failed: that is recorded, or else the message is left in the queue.</summary>
    private async Task<OperationResult> EndAsync(
        StoreError error,
        bool mayRecover,
        QueueMessage message,
        ObjectEvent objectEvent,
        AcceptedOperation operation,
        CancellationToken cancellationToken)
    {
        var (decision, attempt) = operation;
        Log.Failed(logger, decision.Action, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, error.Reason, error.Message);

        if (!failures.IsKept)
        {
            Log.Left(logger, message.MessageId);
            await tracker.FailedAsync(objectEvent, decision, error, attempt, cancellationToken);
            return OperationResult.Left;
        }

        var record = FailureRecord.Of(
            objectEvent, decision, attempt.RuleRevision, error.Reason, error.Message, attempt.Number, timeProvider.GetUtcNow()) with
        {
            MayRecover = mayRecover,
        };

        if (!await TryRecordAsync(record, cancellationToken))
        {
            tracker.Waiting(attempt, options.ConfigurationPause, error.Class);
            return new(options.ConfigurationPause);
        }

        await tracker.FailedAsync(objectEvent, decision, error, attempt, cancellationToken);
        return OperationResult.Done;
    }

    /// <summary>What cannot be recorded is not settled either, or nobody would ever take it up again.</summary>
    private async Task<bool> TryRecordAsync(FailureRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await failures.RecordAsync(record, cancellationToken);
            return true;
        }
        catch (StateStoreException exception)
        {
            Log.Unrecorded(logger, record.Operation, record.Event.Bucket, record.Event.Key, record.Rule, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Action} of s3://{Bucket}/{Key} by rule {Rule} is tried again in {Pause}: {Reason}. {Message}")]
        public static partial void TriedAgain(
            ILogger logger, ReplicationAction action, string bucket, string key, string rule, TimeSpan pause, string reason, string message);

        [LoggerMessage(2, LogLevel.Error, "{Action} of s3://{Bucket}/{Key} by rule {Rule} failed for good: {Reason}. {Message}")]
        public static partial void Failed(
            ILogger logger, ReplicationAction action, string bucket, string key, string rule, string reason, string message);

        [LoggerMessage(3, LogLevel.Error, "The failed {Action} of s3://{Bucket}/{Key} by rule {Rule} cannot be recorded; it stays in the queue.")]
        public static partial void Unrecorded(ILogger logger, ReplicationAction action, string bucket, string key, string rule, Exception exception);

        [LoggerMessage(4, LogLevel.Error, "Message {MessageId} is left for the queue's redrive policy: no state is kept that could record what has failed of it.")]
        public static partial void Left(ILogger logger, string messageId);
    }
}
