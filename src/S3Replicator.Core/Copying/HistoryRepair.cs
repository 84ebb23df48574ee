using S3Replicator.Core.Copying.Parts;
using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Brings a late version into the destination's history and the newest back on top of it.</summary>
public sealed class HistoryRepair(DestinationMemory memory, PartsCopy parts)
{
    private const int Attempts = 6;

    /// <summary>Looks at both sides, copies what is missing under fences, and looks again whenever a fence fails.</summary>
    /// <param name="context">The plan.</param>
    /// <param name="versionId">The late version.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="known">A replica that is known to be one, whatever its ETag.</param>
    public async Task<CopyOutcome> RepairAsync(
        CopyContext context, string versionId, CancellationToken cancellationToken, KnownReplica? known = null)
    {
        StoreError? last = null;

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (outcome, error) = await TryAsync(context, versionId, known, cancellationToken);

            if (outcome is not null)
            {
                return outcome;
            }

            last = error;
        }

        return CopyOutcome.Failed(last!);
    }

    /// <summary>Copies what is current at the source over what is on top.</summary>
    internal Task<CopyOutcome> PutOnTopAsync(CopyContext context, ObjectHead current, Fence fence, CancellationToken cancellationToken) => PutOnTopAsync(
        context,
        new ObjectVersion(current.VersionId ?? "null", IsDeleteMarker: false, IsLatest: true, current.ETag, current.Size, current.LastModified),
        fence,
        cancellationToken);

    /// <summary>Copies a version over what is on top.</summary>
    private async Task<CopyOutcome> PutOnTopAsync(CopyContext context, ObjectVersion version, Fence fence, CancellationToken cancellationToken)
    {
        var (outcome, raced) = await TakeAsync(context, [HistoryStep.Copy(version)], fence, cancellationToken);
        return outcome ?? CopyOutcome.Failed(raced!);
    }

    private async Task<(CopyOutcome? Outcome, StoreError? Raced)> TryAsync(
        CopyContext context, string versionId, KnownReplica? known, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var source = await context.Source.ListVersionsAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!source.IsSuccess)
        {
            return (CopyOutcome.Failed(source.Error), null);
        }

        var destination = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess)
        {
            return (CopyOutcome.Failed(destination.Error), null);
        }

        var replicas = await KnownReplicas.FindAsync(context, versionId, source.Value, destination.Value, cancellationToken);

        if (!replicas.IsSuccess)
        {
            return (CopyOutcome.Failed(replicas.Error), null);
        }

        var steps = VersionHistory.Missing(
            versionId,
            source.Value,
            destination.Value,
            plan.Decision.Rule.Rule.DeleteMarkerReplication,
            known is { } made ? [.. replicas.Value, made] : replicas.Value);

        return steps switch
        {
            null => (CopyOutcome.Skipped(SkipReason.SourceVanished), null),
            [] => (await LookForTwinAsync(context, source.Value, destination.Value, cancellationToken), null),
            _ => await TakeAsync(context, steps, FenceOn(destination.Value), cancellationToken),
        };
    }

    /// <summary>All versions are there by their bytes; but where an earlier try broke off, a twin of the newest may be on top of it.</summary>
    private async Task<CopyOutcome> LookForTwinAsync(
        CopyContext context, IReadOnlyList<ObjectVersion> source, IReadOnlyList<ObjectVersion> destination, CancellationToken cancellationToken) =>
        source is [{ IsDeleteMarker: false } newest, ..]
        && destination is [{ IsDeleteMarker: false } top, ..]
        && VersionHistory.HasSameContent(top, newest)
        && source.Skip(1).Any(version => VersionHistory.HasSameContent(version, newest))
            ? await ReplaceTwinAsync(context, newest, top, cancellationToken)
            : CopyOutcome.Skipped(SkipReason.AlreadyReplicated);

    /// <summary>Copies the newest over what is on top where that is the replica of another version with the same bytes, and has other metadata and tags.</summary>
    internal async Task<CopyOutcome> ReplaceTwinAsync(
        CopyContext context, ObjectVersion newest, ObjectVersion top, CancellationToken cancellationToken)
    {
        var source = await context.Source.HeadAsync(context.SourceHead(newest.VersionId), cancellationToken);
        var replica = await context.Destination.HeadAsync(context.DestinationHead with { VersionId = top.VersionId }, cancellationToken);

        if ((source.Error ?? replica.Error) is { } error)
        {
            return error.Class == FailureClass.Gone ? CopyOutcome.Skipped(SkipReason.AlreadyReplicated) : CopyOutcome.Failed(error);
        }

        var isOwn = LineageEntry.Names(replica.Value!.Metadata, context.Plan.Event.Bucket, newest.VersionId)
            ?? ReplicaComparison.IsReplica(source.Value!, replica.Value);
        return isOwn
            ? CopyOutcome.Skipped(SkipReason.AlreadyReplicated)
            : await PutOnTopAsync(context, newest, new Fence(top.ETag), cancellationToken);
    }

    private async Task<(CopyOutcome? Outcome, StoreError? Raced)> TakeAsync(
        CopyContext context, IReadOnlyList<HistoryStep> steps, Fence fence, CancellationToken cancellationToken)
    {
        var outcome = CopyOutcome.Skipped(SkipReason.AlreadyReplicated);
        var replaced = fence.ETag;

        foreach (var step in steps)
        {
            var result = step.Version is { } version
                ? await CopyAsync(context, version, fence, cancellationToken)
                : await PutMarkerAsync(context, fence, cancellationToken);

            if (result.Error is { } error)
            {
                return IsRace(error) ? (null, error) : (result, null);
            }

            if (result.Kind == OutcomeKind.LookAgain)
            {
                return (result, null);
            }

            outcome = outcome.Kind == OutcomeKind.Replicated ? outcome with { Bytes = outcome.Bytes + result.Bytes } : result;
            fence = result.ETag is { } etag ? new Fence(etag) : Fence.Absent;
            memory.Remember(context.Plan.DestinationBucket, context.Plan.Decision.DestinationKey, result.ETag);
        }

        return steps is [.., { Version: { } top }] && outcome.Kind == OutcomeKind.Replicated
            ? await LookAfterwardsAsync(context, top, fence, replaced, outcome, cancellationToken)
            : (outcome, null);
    }

    /// <summary>
    /// No fence tells the same bytes apart: a newer version with those of the one on top may have come before it and be beneath it now, or
    /// one with those of what was replaced may have been hidden.
    /// </summary>
    private async Task<(CopyOutcome? Outcome, StoreError? Raced)> LookAfterwardsAsync(
        CopyContext context, ObjectVersion top, Fence fence, string? replaced, CopyOutcome outcome, CancellationToken cancellationToken)
    {
        var current = await CurrentSource.HeadAsync(context, cancellationToken);

        if (current.Value is not { VersionId: { } newest } head || string.Equals(newest, top.VersionId, StringComparison.Ordinal))
        {
            return (outcome, null);
        }

        var isTwin = string.Equals(head.ETag, top.ETag, StringComparison.Ordinal);

        if (!isTwin && !string.Equals(head.ETag, replaced, StringComparison.Ordinal))
        {
            return (outcome, null);
        }

        var version = new ObjectVersion(newest, IsDeleteMarker: false, IsLatest: true, head.ETag, head.Size, head.LastModified);
        var copied = await CopyAsync(context, version, fence, cancellationToken);
        return copied.Error is { } error ? IsRace(error) ? (null, error) : (copied, null)
            : copied.Kind == OutcomeKind.LookAgain ? (copied, null)
            : await LookAfterwardsAsync(context, version, new Fence(copied.ETag), fence.ETag, outcome, cancellationToken);
    }

    private static bool IsRace(StoreError error) =>
        error.Kind is StoreErrorKind.PreconditionFailed or StoreErrorKind.Conflict or StoreErrorKind.KeyNotFound or StoreErrorKind.VersionNotFound;

    private static Fence FenceOn(IReadOnlyList<ObjectVersion> destination) =>
        destination.FirstOrDefault(version => version.IsLatest) is { IsDeleteMarker: false, ETag: { } etag } ? new Fence(etag) : Fence.Absent;

    private async Task<CopyOutcome> CopyAsync(
        CopyContext context, ObjectVersion version, Fence fence, CancellationToken cancellationToken)
    {
        if (version.Size > context.Plan.Decision.Rule.Rule.MultipartThreshold)
        {
            var head = await context.Source.HeadAsync(context.SourceHead(version.VersionId), cancellationToken);
            return head.IsSuccess ? await parts.CopyAsync(context, head.Value, fence, cancellationToken) : CopyOutcome.Failed(head.Error);
        }

        var attributes = await AttributesAsync(context, version, cancellationToken);

        if (!attributes.IsSuccess)
        {
            return CopyOutcome.Failed(attributes.Error);
        }

        var copied = await context.CopyAsync(
            context.CopyCall(version.VersionId, etag: null) with { Fence = fence, Attributes = attributes.Value }, cancellationToken);
        return copied.IsSuccess ? CopyOutcome.Replicated(copied.Value, version.Size) : CopyOutcome.Failed(copied.Error);
    }

    /// <summary>What the plan says is said of the event's own version.</summary>
    private static async Task<StoreResult<ReplicaAttributes>> AttributesAsync(
        CopyContext context, ObjectVersion version, CancellationToken cancellationToken)
    {
        var plan = context.Plan;

        if (string.Equals(version.VersionId, plan.Event.VersionId, StringComparison.Ordinal) || !CopyPlanner.HangsOnSource(plan.Decision.Rule.Rule))
        {
            return plan.Attributes;
        }

        var head = await context.Source.HeadAsync(context.SourceHead(version.VersionId), cancellationToken);
        return head.IsSuccess
            ? CopyPlanner.AttributesOf(plan.Decision.Rule.Rule, plan.Event with { VersionId = version.VersionId, Sequencer = null }, head.Value)
            : head.Error;
    }

    private static async Task<CopyOutcome> PutMarkerAsync(CopyContext context, Fence fence, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var deleted = await context.Destination.DeleteAsync(
            new(plan.DestinationBucket, plan.Decision.DestinationKey, IfMatch: fence.ETag, Owner: plan.DestinationOwner), cancellationToken);
        return deleted.IsSuccess ? CopyOutcome.Deleted(deleted.Value) : CopyOutcome.Failed(deleted.Error);
    }
}
