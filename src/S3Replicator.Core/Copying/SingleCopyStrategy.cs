using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>One CopyObject under a fence: the event's version, provided that it is current at the source.</summary>
/// <remarks>
/// The copy names no version but demands the event's ETag, so S3 itself confirms that what is copied is current, and the usual case
/// costs one request. Where that does not hold, the slower ways find out what is true.
/// </remarks>
public sealed class SingleCopyStrategy(
    DestinationMemory memory, HistoryRepair history, CurrentDeletion deletion, CopyOptions options, TimeProvider timeProvider) : ICopyStrategy
{
    private const int Attempts = 6;

    /// <inheritdoc />
    public string Name => CopyStrategyNames.SingleCopy;

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var call = context.CopyCall(versionId: null, plan.Event.ETag);
        var fence = FirstFence(plan);
        StoreError? last = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var started = timeProvider.GetTimestamp();
            var copied = await context.CopyAsync(call with { Fence = fence }, cancellationToken);

            if (copied.IsSuccess)
            {
                var finished = await FinishAsync(context, copied.Value, cancellationToken);

                // The fence cannot tell the same bytes apart, and deletes wait for a copy only so long.
                return string.Equals(fence.ETag, copied.Value.ETag, StringComparison.Ordinal)
                    || timeProvider.GetElapsedTime(started) >= options.LandWithin / 2
                        ? await LookAfterwardsAsync(context, finished, cancellationToken)
                        : finished;
            }

            last = copied.Error;

            if (last.Kind == StoreErrorKind.Conflict)
            {
                continue;
            }

            if (last.Kind is not (StoreErrorKind.PreconditionFailed or StoreErrorKind.KeyNotFound))
            {
                return CopyOutcome.Failed(last);
            }

            var seen = await LookAsync(context, fence, cancellationToken);

            if (seen.Outcome is { } outcome)
            {
                return outcome;
            }

            fence = seen.Fence!;
        }

        return CopyOutcome.Failed(last!);
    }

    /// <summary>By memory, but for what may be there already: events come twice, and tags that match late may have matched before.</summary>
    private Fence FirstFence(CopyPlan plan)
    {
        var remembered = memory.FenceFor(plan.DestinationBucket, plan.Decision.DestinationKey);
        return plan.Event.Kind == EventKind.TagsChanged || string.Equals(remembered.ETag, plan.Event.ETag, StringComparison.Ordinal)
            ? Fence.Absent
            : remembered;
    }

    /// <summary>Finds out which condition failed: the destination was not as taken, and gives a new fence; or the source has moved on.</summary>
    private async Task<(Fence? Fence, CopyOutcome? Outcome)> LookAsync(CopyContext context, Fence used, CancellationToken cancellationToken)
    {
        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess && destination.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return (null, CopyOutcome.Failed(destination.Error));
        }

        var fence = destination.Value is { } found ? new Fence(found.ETag) : Fence.Absent;
        memory.Remember(context.Plan.DestinationBucket, context.Plan.Decision.DestinationKey, fence.ETag);
        var mayBeReplica = destination.Value is { } held && !(context.Plan.Size is { } size && size != held.Size);

        if (fence != used && !mayBeReplica)
        {
            return (fence, null);
        }

        var source = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!source.IsSuccess && source.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return (null, CopyOutcome.Failed(source.Error));
        }

        if (source.Value is not { } current || !IsOfEvent(context.Plan, current))
        {
            return (null, await SourceMovedOnAsync(context, isGone: source.Value is null, cancellationToken));
        }

        return destination.Value is { } replica && IsReplica(context.Plan, current, replica)
            ? (null, CopyOutcome.Skipped(SkipReason.AlreadyReplicated))
            : (fence, null);
    }

    /// <summary>Of versions with the same bytes each is replicated, and a replica is never older than its source.</summary>
    private static bool IsReplica(CopyPlan plan, ObjectHead current, ObjectHead replica) =>
        ReplicaComparison.IsReplica(current, replica)
        && (plan.Versions == VersionScope.Latest || replica.LastModified >= current.LastModified.AddSeconds(-1));

    private static bool IsOfEvent(CopyPlan plan, ObjectHead current) =>
        plan.Event.VersionId is { } version && current.VersionId is { } currentVersion
            ? string.Equals(version, currentVersion, StringComparison.Ordinal)
            : plan.Event.ETag is null || string.Equals(plan.Event.ETag, current.ETag, StringComparison.Ordinal);

    private async Task<CopyOutcome> FinishAsync(CopyContext context, CopyReceipt receipt, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, receipt.ETag);

        // The same bytes may have been written again since the event: then a later version was copied, and the event's own is still owed.
        return plan.Versions == VersionScope.All
            && plan.Event.VersionId is { } wanted
            && receipt.SourceVersionId is { } got
            && !string.Equals(wanted, got, StringComparison.Ordinal)
                ? await history.RepairAsync(context, wanted, cancellationToken)
                : CopyOutcome.Replicated(receipt, plan.Size ?? 0);
    }

    /// <summary>Looks at the source once more, where the copy itself could not make sure of it.</summary>
    private async Task<CopyOutcome> LookAfterwardsAsync(CopyContext context, CopyOutcome outcome, CancellationToken cancellationToken)
    {
        var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (current.Error is { Kind: StoreErrorKind.KeyNotFound } && context.Plan.Decision.Rule.Rule.DeleteMarkerReplication)
        {
            var deleted = await deletion.DeleteAsync(context, cancellationToken);
            return deleted.Kind == OutcomeKind.Failed ? deleted : outcome;
        }

        return current.IsSuccess && string.Equals(current.Value.ETag, outcome.ETag, StringComparison.Ordinal)
            && current.Value.VersionId is { } version && context.Plan.Event.VersionId is { } copied
            && !string.Equals(version, copied, StringComparison.Ordinal)
                ? await history.RepairAsync(context, version, cancellationToken)
                : outcome;
    }

    private async Task<CopyOutcome> SourceMovedOnAsync(CopyContext context, bool isGone, CancellationToken cancellationToken)
    {
        if (context.Plan is { Versions: VersionScope.All, Event.VersionId: { } versionId })
        {
            return await history.RepairAsync(context, versionId, cancellationToken);
        }

        if (!isGone)
        {
            return CopyOutcome.Skipped(SkipReason.SupersededByNewer);
        }

        // An earlier try of this very event may have left a copy behind after the delete was carried out.
        return context.Plan.Decision.Rule.Rule.DeleteMarkerReplication
            && await deletion.DeleteAsync(context, cancellationToken) is { Kind: not OutcomeKind.Skipped } deleted
                ? deleted
                : CopyOutcome.Skipped(SkipReason.SourceVanished);
    }
}
