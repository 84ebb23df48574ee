using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Queueing;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>Decides what becomes of an operation that failed: another try after a pause, or the end.</summary>
public sealed partial class OperationRetry(
    RetryOptions options, ReplicationTracker tracker, TimeProvider timeProvider, Random random, ILogger<OperationRetry> logger)
{
    /// <summary>When the operation is tried again, if at all; what has failed for good is recorded here.</summary>
    internal OperationResult After(StoreError error, QueueMessage message, ObjectEvent objectEvent, Decision decision)
    {
        var now = timeProvider.GetUtcNow();
        var tryingFor = now - (message.FirstReceivedAt ?? now);
        var pause = RetrySchedule.PauseAfter(error.Class, message.ReceiveCount, tryingFor, options, random.NextDouble());

        if (pause is { } after)
        {
            Log.TriedAgain(logger, decision.Action, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, after, error.Reason, error.Message);
            return new(after);
        }

        Log.Failed(logger, decision.Action, objectEvent.Bucket, objectEvent.Key, decision.Rule.Rule.Id, error.Reason, error.Message);
        tracker.Failed(decision, error.Reason);
        return OperationResult.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Action} of s3://{Bucket}/{Key} by rule {Rule} is tried again in {Pause}: {Reason}. {Message}")]
        public static partial void TriedAgain(
            ILogger logger, ReplicationAction action, string bucket, string key, string rule, TimeSpan pause, string reason, string message);

        [LoggerMessage(2, LogLevel.Error, "{Action} of s3://{Bucket}/{Key} by rule {Rule} failed for good: {Reason}. {Message}")]
        public static partial void Failed(
            ILogger logger, ReplicationAction action, string bucket, string key, string rule, string reason, string message);
    }
}
