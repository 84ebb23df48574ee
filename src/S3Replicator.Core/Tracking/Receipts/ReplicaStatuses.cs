using S3Replicator.Core.Planning;
using S3Replicator.Core.State.Failures;

namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>Makes one status of all that is kept of a replica; pure.</summary>
internal static class ReplicaStatuses
{
    private const double MillisecondsInSecond = 1000;

    /// <summary>The status of one replica.</summary>
    /// <param name="receipts">Receipts of one object by one rule into one bucket, in any order.</param>
    /// <param name="failure">The failure kept of them, if there is one.</param>
    public static ReplicaStatus? Of(IEnumerable<Receipt> receipts, FailureRecord? failure)
    {
        Receipt? latest = null;
        Receipt? latestSkip = null;

        foreach (var receipt in receipts.OrderBy(receipt => receipt.CompletedAt))
        {
            (latest, latestSkip) = receipt.IsSkipped ? (latest, receipt) : (receipt, latestSkip);
        }

        if (latestSkip is not null && (latest is null || SpeaksOver(latestSkip, latest)))
        {
            latest = latestSkip;
        }

        return failure is not null && !(latest is { IsFailed: false } && latest.CompletedAt >= failure.Time)
            ? Of(failure)
            : latest is null ? null : Of(latest);
    }

    /// <summary>The status of a replica that a rule will make and nothing else is known of.</summary>
    public static ReplicaStatus Pending(Decision decision, string? versionId) => new()
    {
        Rule = decision.Rule.Rule.Id,
        Destination = new(decision.Rule.Rule.Destination.Bucket, decision.DestinationKey),
        Status = ReplicaState.Pending,
        SourceVersionId = versionId,
    };

    /// <summary>Nothing to do says something new only after a failure of the same version: that its cause has gone.</summary>
    private static bool SpeaksOver(Receipt skip, Receipt latest) =>
        latest.IsFailed && skip.CompletedAt >= latest.CompletedAt && string.Equals(skip.SourceVersion, latest.SourceVersion, StringComparison.Ordinal);

    private static ReplicaStatus Of(FailureRecord failure) => new()
    {
        Rule = failure.Rule,
        Destination = failure.Destination,
        Status = ReplicaState.Failed,
        Reason = failure.Reason,
        Attempts = failure.Attempts,
        SourceVersionId = failure.Event.VersionId,
        Message = failure.Message,
    };

    private static ReplicaStatus Of(Receipt receipt)
    {
        var state = receipt.IsFailed ? ReplicaState.Failed
            : receipt.IsDeferred ? ReplicaState.Pending
            : receipt.IsCompleted || receipt.Reason is nameof(SkipReason.AlreadyReplicated) ? ReplicaState.Completed
            : ReplicaState.Skipped;

        return new()
        {
            Rule = receipt.Rule,
            Destination = new(receipt.DestinationBucket, receipt.DestinationKey, receipt.DestinationVersion),
            Status = state,
            Reason = receipt.Reason,
            Attempts = receipt.Attempts,
            LagSeconds = state == ReplicaState.Completed ? receipt.LagMs / MillisecondsInSecond : null,
            ReplicatedAt = state == ReplicaState.Completed ? receipt.CompletedTime : null,
            SourceVersionId = receipt.SourceVersion,
        };
    }
}
