using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Copies an object too large for one CopyObject in parts, provided that it is current at the source.</summary>
public sealed class MultipartCopyStrategy(DestinationMemory memory, HistoryRepair history, CurrentDeletion deletion, PartsCopy parts) : ICopyStrategy
{
    private const int Attempts = 3;

    /// <inheritdoc />
    public string Name => CopyStrategyNames.MultipartCopy;

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        StoreError? last = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var versionId = context.Plan.Event.VersionId;
            var source = await context.Source.HeadAsync(context.SourceHead(versionId), cancellationToken);
            var outcome = source.IsSuccess ? await TryAsync(context, source.Value, cancellationToken)
                : source.Error.Class == FailureClass.Gone ? CopyOutcome.Skipped(SkipReason.SourceVanished)
                : CopyOutcome.Failed(source.Error);

            if (outcome.Kind is not (OutcomeKind.Failed or OutcomeKind.LookAgain))
            {
                // An earlier try may have left an upload that nothing else will ever complete.
                await parts.DropAsync(context, source.Value?.VersionId ?? versionId, cancellationToken);
            }

            if (outcome.Error is not { Kind: StoreErrorKind.PreconditionFailed or StoreErrorKind.Conflict or StoreErrorKind.UploadNotFound } raced)
            {
                return outcome;
            }

            last = raced;
        }

        return CopyOutcome.Failed(last!);
    }

    private async Task<CopyOutcome> TryAsync(CopyContext context, ObjectHead source, CancellationToken cancellationToken)
    {
        var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!current.IsSuccess && current.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return CopyOutcome.Failed(current.Error);
        }

        if (current.Value is not { } newest || !string.Equals(newest.VersionId, source.VersionId, StringComparison.Ordinal) || !IsOfEvent(context.Plan, source))
        {
            return await SourceMovedOnAsync(context, isGone: current.Value is null, cancellationToken);
        }

        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess && destination.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return CopyOutcome.Failed(destination.Error);
        }

        if (destination.Value is { } replica && ReplicaComparison.IsReplica(source, replica))
        {
            return await parts.AlignTagsAsync(context, source.VersionId, replica.VersionId, cancellationToken)
                ?? CopyOutcome.Skipped(SkipReason.AlreadyReplicated);
        }

        var fence = destination.Value is { } seen ? new Fence(seen.ETag) : Fence.Absent;
        var copied = await parts.CopyAsync(context, source, fence, cancellationToken);
        return copied.Kind == OutcomeKind.Replicated ? await FinishAsync(context, source, fence, copied, cancellationToken) : copied;
    }

    /// <summary>Whether it is what the event told of: without versions it may have been overwritten since, even by a small object.</summary>
    private static bool IsOfEvent(CopyPlan plan, ObjectHead source) =>
        plan.Event.VersionId is not (null or "null") || plan.Event.ETag is null || string.Equals(plan.Event.ETag, source.ETag, StringComparison.Ordinal);

    /// <summary>Looks at the source again: a copy of this size takes long enough for it to have moved on.</summary>
    private async Task<CopyOutcome> FinishAsync(
        CopyContext context, ObjectHead source, Fence replaced, CopyOutcome copied, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, copied.ETag);
        var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!current.IsSuccess && current.Error.Kind != StoreErrorKind.KeyNotFound)
        {
            return CopyOutcome.Failed(current.Error);
        }

        if (plan.Versions == VersionScope.All && source.VersionId is { } version && !string.Equals(version, current.Value?.VersionId, StringComparison.Ordinal))
        {
            var made = copied.DestinationVersionId is { } replica ? new KnownReplica(version, replica) : null;
            return OutcomeOf(await history.RepairAsync(context, version, cancellationToken, made), copied);
        }

        // What was replaced may have been the replica of a newer object with the bytes of an older one, as no fence can tell.
        if (current.Value is { } newer
            && !string.Equals(newer.ETag, source.ETag, StringComparison.Ordinal)
            && string.Equals(newer.ETag, replaced.ETag, StringComparison.Ordinal))
        {
            return OutcomeOf(await history.PutOnTopAsync(context, newer, new Fence(copied.ETag), cancellationToken), copied);
        }

        return current.Value is null && plan.Decision.Rule.Rule.DeleteMarkerReplication
            ? OutcomeOf(await deletion.DeleteAsync(context, cancellationToken), copied)
            : copied;
    }

    /// <summary>What was put right afterwards only counts when it could not be.</summary>
    private static CopyOutcome OutcomeOf(CopyOutcome afterwards, CopyOutcome copied) =>
        afterwards.Kind is OutcomeKind.Failed or OutcomeKind.LookAgain ? afterwards : copied;

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
