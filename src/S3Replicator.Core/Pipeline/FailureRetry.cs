using Microsoft.Extensions.Logging;
using S3Replicator.Core.Copying;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;
using S3Replicator.Core.State.Failures;
using S3Replicator.Core.Tracking;

namespace S3Replicator.Core.Pipeline;

/// <summary>Takes failed operations up again: decided by the rules in force now, carried out as any other.</summary>
public sealed partial class FailureRetry(
    IObjectStores stores,
    OperationRunner runner,
    FailureLog failures,
    ReplicationTracker tracker,
    TimeProvider timeProvider,
    ILogger<FailureRetry> logger)
{
    private const string RuleGone = "RuleNotFound";
    private const int Looks = 5;

    private readonly AskingDecider _decider = new(stores);

    /// <summary>Tries the operation again at once; when it ends well its record is removed, otherwise the record tells of this try.</summary>
    public Task<FailureRetryResult> RetryAsync(FailureRecord record, RuleSet ruleSet, CancellationToken cancellationToken) =>
        RetryAsync(record, ruleSet, isProbe: false, cancellationToken);

    /// <summary>Tries the operation to find out whether the cause of its failing has gone; where it has not, nothing is told of the try.</summary>
    internal Task<FailureRetryResult> ProbeAsync(FailureRecord record, RuleSet ruleSet, CancellationToken cancellationToken) =>
        RetryAsync(record, ruleSet, isProbe: true, cancellationToken);

    private async Task<FailureRetryResult> RetryAsync(FailureRecord record, RuleSet ruleSet, bool isProbe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(ruleSet);
        var attempt = new OperationAttempt(ruleSet.Revision, record.Attempts + 1);
        var bucketRules = ruleSet.ForBucket(record.Event.Bucket);

        if (Decider.PassesOver(record.Event, bucketRules) is { } passedOver)
        {
            return Keep(record, passedOver.ToString(), isProbe);
        }

        var decided = await _decider.DecideAsync(record.Event, bucketRules!, cancellationToken);
        var decision = decided.Decisions.FirstOrDefault(decision => string.Equals(decision.Rule.Rule.Id, record.Rule, StringComparison.Ordinal));

        if (decision is null)
        {
            return Keep(record, RuleGone, isProbe);
        }

        var missing = decided.MissingFor(decision);

        if (missing is null && !decision.Acts)
        {
            return IsOver(decision.Reason)
                ? await SettleAsync(record, decision, attempt, cancellationToken)
                : Keep(record, decision.Reason?.ToString() ?? RuleGone, isProbe);
        }

        var end = missing is not null
            ? OperationEnd.Failed(missing)
            : await CarryOutAsync(record, decision, decided.Facts.Head, attempt, cancellationToken);

        if (end.Error is { } error)
        {
            return isProbe ? new(record, IsSettled: false) : await FailAgainAsync(record, decision, error, attempt, cancellationToken);
        }

        return end.LookAgainAfter is not null ? Keep(record, OperationRetry.NotSettledYet, isProbe)
            : await ForgetAsync(record, cancellationToken);
    }

    private async Task<OperationEnd> CarryOutAsync(
        FailureRecord record, Decision decision, ObjectHead? head, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var end = await runner.RunAsync(record.Event, decision, head, attempt, cancellationToken);

            if (end.LookAgainAfter is not { } pause || look == Looks)
            {
                return end;
            }

            // There is no queue to wait in.
            await Task.Delay(pause, timeProvider, cancellationToken);
        }
    }

    /// <summary>Whether the object itself leaves nothing to do; what a rule forbids today it may allow tomorrow.</summary>
    private static bool IsOver(SkipReason? reason) =>
        reason is SkipReason.SourceVanished or SkipReason.AlreadyReplicated or SkipReason.SupersededByNewer;

    private FailureRetryResult Keep(FailureRecord record, string reason, bool isProbe)
    {
        if (!isProbe)
        {
            Log.Kept(logger, record.Operation, record.Event.Bucket, record.Event.Key, record.Rule, reason);
        }

        return new(record, IsSettled: false);
    }

    private async Task<FailureRetryResult> SettleAsync(
        FailureRecord record, Decision decision, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        await tracker.SkippedAsync(record.Event, decision, decision.Reason ?? SkipReason.SourceVanished, attempt, cancellationToken);
        return await ForgetAsync(record, cancellationToken);
    }

    private async Task<FailureRetryResult> ForgetAsync(FailureRecord record, CancellationToken cancellationToken)
    {
        await failures.RemoveAsync(record, cancellationToken);
        Log.Settled(logger, record.Operation, record.Event.Bucket, record.Event.Key, record.Rule);
        return new(record, IsSettled: true);
    }

    private async Task<FailureRetryResult> FailAgainAsync(
        FailureRecord record, Decision decision, StoreError error, OperationAttempt attempt, CancellationToken cancellationToken)
    {
        var again = FailureRecord.Of(record.Event, decision, attempt.RuleRevision, error.Reason, error.Message, attempt.Number, timeProvider.GetUtcNow()) with
        {
            MayRecover = error.Class == FailureClass.Configuration,
        };
        await failures.RecordAsync(again, cancellationToken);

        // The rule may have been given another destination in the meantime, which makes it another operation.
        if (!string.Equals(again.Id, record.Id, StringComparison.Ordinal))
        {
            await failures.RemoveAsync(record, cancellationToken);
        }

        Log.FailedAgain(logger, record.Operation, record.Event.Bucket, record.Event.Key, record.Rule, error.Reason, error.Message);
        await tracker.FailedAsync(record.Event, decision, error, attempt, cancellationToken);
        return new(again, IsSettled: false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Action} of s3://{Bucket}/{Key} by rule {Rule}, which had failed, has come to its end.")]
        public static partial void Settled(ILogger logger, ReplicationAction action, string bucket, string key, string rule);

        [LoggerMessage(2, LogLevel.Warning, "{Action} of s3://{Bucket}/{Key} by rule {Rule} failed again: {Reason}. {Message}")]
        public static partial void FailedAgain(
            ILogger logger, ReplicationAction action, string bucket, string key, string rule, string reason, string message);

        [LoggerMessage(3, LogLevel.Warning, "{Action} of s3://{Bucket}/{Key} by rule {Rule} is left as it was: {Reason}.")]
        public static partial void Kept(ILogger logger, ReplicationAction action, string bucket, string key, string rule, string reason);
    }
}
