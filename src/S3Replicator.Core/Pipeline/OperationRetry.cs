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
    /// <summary>When the operation that met the error is tried again, if at all; what has failed for good is recorded before this ends.</summary>
    internal async Task<OperationResult> AfterAsync(
        StoreError error,
        QueueMessage message,
        ObjectEvent objectEvent,
        AcceptedOperation operation,
        CancellationToken cancellationToken)
    {
        var (decision, attempt) = operation;
        var now = timeProvider.GetUtcNow();
        var tryingFor = TryingFor(message, now);
        var pause = RetrySchedule.PauseAfter(error.Class, message.ReceiveCount, tryingFor, options, random.NextDouble());

        var rule = decision.Rule.Rule.Id;

        // Released once more, the message would go to the dead-letter queue, where nobody takes the operation up again.
        var isRescued = pause is not null && message.IsLastReceive && failures.IsKept;

        if (pause is { } after && !isRescued)
        {
            tracker.Waiting(attempt, after, error.Class);
            Log.TriedAgain(logger, decision.Action, objectEvent.Bucket, objectEvent.Key, rule, after, error.Reason, error.Message);
            return new(pause);
        }

        Log.Failed(logger, decision.Action, objectEvent.Bucket, objectEvent.Key, rule, error.Reason, error.Message);
        var record = FailureRecord.Of(objectEvent, decision, attempt.RuleRevision, error.Reason, error.Message, attempt.Number, now) with
        {
            MayRecover = isRescued || error.Class == FailureClass.Configuration,
        };

        if (!await TryRecordAsync(record, cancellationToken))
        {
            tracker.Waiting(attempt, options.ConfigurationPause, error.Class);
            return new(options.ConfigurationPause);
        }

        await tracker.FailedAsync(objectEvent, decision, error, attempt, cancellationToken);
        return OperationResult.Done;
    }

    /// <summary>When an operation comes again that is held back instead of being tried; null when it is time for its last try.</summary>
    internal TimeSpan? WhileHeldBack(QueueMessage message)
    {
        if (message.IsLastReceive)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        return RetrySchedule.PauseAfter(FailureClass.Configuration, message.ReceiveCount, TryingFor(message, now), options, random.NextDouble());
    }

    private static TimeSpan TryingFor(QueueMessage message, DateTimeOffset now) => now - (message.FirstReceivedAt ?? now);

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
    }
}
