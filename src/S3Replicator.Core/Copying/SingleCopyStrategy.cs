using S3Replicator.Core.Copying.Parts;
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
    DestinationMemory memory,
    HistoryRepair history,
    CurrentDeletion deletion,
    PartsCopy parts,
    CopyOptions options,
    TimeProvider timeProvider) : ICopyStrategy
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

                var isSlow = timeProvider.GetElapsedTime(started) >= options.LandWithin / 2;

                // The fence cannot tell the same bytes apart, and deletes and changes of tags wait for a copy only so long.
                return isSlow || string.Equals(fence.ETag, copied.Value.ETag, StringComparison.Ordinal)
                    ? await LookAfterwardsAsync(context, copied.Value, fence, isSlow, finished, cancellationToken)
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
        return plan.Event.Kind == EventKind.TagsChanged
            || string.Equals(remembered.ETag, plan.Event.ETag, StringComparison.Ordinal)
            || IsRemembered(plan)
                ? Fence.Absent
                : remembered;
    }

    private bool IsRemembered(CopyPlan plan) => memory.IsFrom(plan.DestinationBucket, plan.Decision.DestinationKey, OriginOf(plan));

    /// <summary>What tells one write from every other: the version, or without versions its place in the order of all.</summary>
    private static string? OriginOf(CopyPlan plan) => VersionOf(plan) ?? plan.Event.Sequencer;

    /// <summary>The id <c>null</c> is that of one version after the other where versioning is suspended.</summary>
    private static string? VersionOf(CopyPlan plan) => plan.Event.VersionId is "null" ? null : plan.Event.VersionId;

    /// <summary>Finds out which condition failed: the destination was not as taken, and gives a new fence; or the source has moved on.</summary>
    private async Task<(Fence? Fence, CopyOutcome? Outcome)> LookAsync(CopyContext context, Fence used, CancellationToken cancellationToken)
    {
        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess && destination.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return (null, CopyOutcome.Failed(destination.Error));
        }

        var fence = destination.Value is { } found ? new Fence(found.ETag) : Fence.Absent;
        var isOwn = fence == memory.FenceFor(context.Plan.DestinationBucket, context.Plan.Decision.DestinationKey) && IsRemembered(context.Plan);

        if (!isOwn)
        {
            memory.Remember(context.Plan.DestinationBucket, context.Plan.Decision.DestinationKey, fence.ETag);
        }

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

        var isReplica = destination.Value is { } replica
            ? isOwn ? IsReplicaAnswer.Yes : await IsReplicaAsync(context, current, replica, cancellationToken)
            : IsReplicaAnswer.No;

        if (isReplica.Error is { } error)
        {
            return (null, CopyOutcome.Failed(error));
        }

        if (!isReplica.Is)
        {
            return (fence, null);
        }

        // HEAD tells how many tags there are and not which, and a write of the same bytes with others has no event of its own for them.
        return (null, current.TagCount > 0
            && await parts.AlignTagsAsync(context, current.VersionId, destination.Value!.VersionId, cancellationToken) is { } unaligned
                ? unaligned
                : CopyOutcome.Skipped(SkipReason.AlreadyReplicated));
    }

    /// <summary>Of versions with the same bytes each is replicated, and a replica is not older than its source, but where the source was itself copied from it.</summary>
    private static async Task<IsReplicaAnswer> IsReplicaAsync(
        CopyContext context, ObjectHead current, ObjectHead replica, CancellationToken cancellationToken)
    {
        if (!ReplicaComparison.IsReplica(current, replica))
        {
            return IsReplicaAnswer.No;
        }

        if (context.Plan.Versions == VersionScope.Latest || replica.LastModified >= current.LastModified.AddSeconds(-1))
        {
            return IsReplicaAnswer.Yes;
        }

        var source = await context.Source.ListVersionsAsync(context.SourceHead(versionId: null), cancellationToken);
        var destination = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);
        return (source.Error ?? destination.Error) is { } error
            ? new(Is: false, error)
            : new(source.Value!.Count(IsTwin(current)) <= destination.Value!.Count(IsTwin(replica)), Error: null);

        static Func<ObjectVersion, bool> IsTwin(ObjectHead head) => version =>
            version.Size == head.Size && string.Equals(version.ETag, head.ETag, StringComparison.Ordinal);
    }

    private static bool IsOfEvent(CopyPlan plan, ObjectHead current) =>
        VersionOf(plan) is { } version && current.VersionId is { } currentVersion
            ? string.Equals(version, currentVersion, StringComparison.Ordinal)
            : plan.Event.ETag is null || string.Equals(plan.Event.ETag, current.ETag, StringComparison.Ordinal);

    private async Task<CopyOutcome> FinishAsync(CopyContext context, CopyReceipt receipt, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, receipt.ETag, receipt.SourceVersionId ?? plan.Event.Sequencer);

        // The same bytes may have been written again since the event: then a later version was copied, and the event's own is still owed.
        return plan.Versions == VersionScope.All
            && plan.Event.VersionId is { } wanted
            && receipt.SourceVersionId is { } got
            && !string.Equals(wanted, got, StringComparison.Ordinal)
                ? await history.RepairAsync(context, wanted, cancellationToken)
                : CopyOutcome.Replicated(receipt, plan.Size ?? 0);
    }

    /// <summary>Looks at the source once more, where the copy itself could not make sure of it.</summary>
    private async Task<CopyOutcome> LookAfterwardsAsync(
        CopyContext context, CopyReceipt copied, Fence replaced, bool isSlow, CopyOutcome outcome, CancellationToken cancellationToken)
    {
        var current = await CurrentSource.HeadAsync(context, cancellationToken);

        if (current.Error is { } error)
        {
            return error.Kind != StoreErrorKind.KeyNotFound ? CopyOutcome.Failed(error)
                : context.Plan.Decision.Rule.Rule.DeleteMarkerReplication && await deletion.DeleteAsync(context, cancellationToken) is { Kind: OutcomeKind.Failed } undeleted ? undeleted
                : outcome;
        }

        var head = current.Value!;

        if (string.Equals(head.ETag, context.Plan.Event.ETag ?? copied.ETag, StringComparison.Ordinal))
        {
            // A change of tags that found no replica yet left it to this copy, which had read them before.
            var unaligned = isSlow && head.TagCount > 0
                ? await parts.AlignTagsAsync(context, copied.SourceVersionId, copied.VersionId, cancellationToken)
                : null;
            return unaligned
                ?? (head.VersionId is { } version && VersionOf(context.Plan) is { } wanted && !string.Equals(version, wanted, StringComparison.Ordinal)
                    ? await history.RepairAsync(context, version, cancellationToken)
                    : outcome);
        }

        // What was replaced may have been the replica of a newer object with the bytes of an older one.
        return !string.Equals(head.ETag, replaced.ETag, StringComparison.Ordinal) ? outcome
            : context.Plan.Versions == VersionScope.All && head.VersionId is { } newer ? await history.RepairAsync(context, newer, cancellationToken)
            : await history.PutOnTopAsync(context, head, new Fence(copied.ETag), cancellationToken);
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

    private readonly record struct IsReplicaAnswer(bool Is, StoreError? Error)
    {
        public static IsReplicaAnswer Yes { get; } = new(Is: true, Error: null);

        public static IsReplicaAnswer No { get; } = new(Is: false, Error: null);
    }
}
