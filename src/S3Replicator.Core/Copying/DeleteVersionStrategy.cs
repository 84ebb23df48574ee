using System.Globalization;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Deletes the replicas of a version that was deleted for good at the source.</summary>
/// <remarks>
/// The source cannot be asked about the version any more, so the replicas are told by their lineage, or by being all that the source
/// has no counterpart of. Where neither tells, nothing is deleted.
/// </remarks>
public sealed class DeleteVersionStrategy(DestinationMemory memory, CurrentVersion current, CopyOptions options, TimeProvider timeProvider) : ICopyStrategy
{
    /// <inheritdoc />
    public string Name => CopyStrategyNames.DeleteVersion;

    /// <inheritdoc />
    public async Task<CopyOutcome> ExecuteAsync(CopyContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);

        if (context.Plan is not { Versions: VersionScope.All, Event.VersionId: { } versionId })
        {
            return CopyOutcome.Skipped(SkipReason.VersionDeleteDisabled);
        }

        // A copy of the version that was under way when it was deleted may still land.
        if (timeProvider.GetUtcNow() - context.Plan.Event.Time is { } age && age < options.LandWithin)
        {
            return CopyOutcome.LookAgain(options.LandWithin - age);
        }

        var source = await context.Source.ListVersionsAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!source.IsSuccess)
        {
            return CopyOutcome.Failed(source.Error);
        }

        if (source.Value.Any(version => string.Equals(version.VersionId, versionId, StringComparison.Ordinal)))
        {
            return CopyOutcome.Skipped(SkipReason.SupersededByNewer);
        }

        var replicas = await FindAsync(context, versionId, source.Value, cancellationToken);

        if (!replicas.IsSuccess)
        {
            return CopyOutcome.Failed(replicas.Error);
        }

        var deleted = replicas.Value is { Versions: [], Unknown: > 0 }
            ? CopyOutcome.Failed(CannotTell(versionId, replicas.Value.Unknown))
            : await DeleteAsync(context, replicas.Value.Versions, cancellationToken);
        return deleted.Kind == OutcomeKind.Failed ? deleted
            : await current.SettleAsync(context, cancellationToken) is { } unsettled ? unsettled
            : deleted;
    }

    private static async Task<StoreResult<VersionReplicas>> FindAsync(
        CopyContext context, string versionId, IReadOnlyList<ObjectVersion> source, CancellationToken cancellationToken)
    {
        var destination = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess)
        {
            return destination.Error;
        }

        var hasLineage = context.Plan.Decision.Rule.Rule.Lineage == Lineage.Metadata;

        if (!hasLineage && VersionReplicas.CountUnaccounted(source, destination.Value) == 0)
        {
            return new VersionReplicas([], Unknown: 0);
        }

        var held = new List<(ObjectVersion, LineageEntry?)>();

        foreach (var version in destination.Value.Where(version => !version.IsDeleteMarker))
        {
            var head = await context.Destination.HeadAsync(context.DestinationHead with { VersionId = version.VersionId }, cancellationToken);

            if (head.IsSuccess)
            {
                held.Add((version, LineageEntry.Of(head.Value.Metadata)));
            }
            else if (head.Error.Class != FailureClass.Gone)
            {
                return head.Error;
            }
        }

        return VersionReplicas.Find(context.Plan.Event.Bucket, versionId, source, held);
    }

    private async Task<CopyOutcome> DeleteAsync(
        CopyContext context, IReadOnlyList<ObjectVersion> replicas, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var outcome = CopyOutcome.Skipped(SkipReason.AlreadyReplicated);

        foreach (var replica in replicas)
        {
            var deleted = await context.Destination.DeleteAsync(
                new(plan.DestinationBucket, plan.Decision.DestinationKey, replica.VersionId, Owner: plan.DestinationOwner), cancellationToken);

            if (!deleted.IsSuccess && deleted.Error.Class != FailureClass.Gone)
            {
                return CopyOutcome.Failed(deleted.Error);
            }

            outcome = deleted.IsSuccess ? CopyOutcome.Deleted(deleted.Value) with { DestinationVersionId = replica.VersionId } : outcome;
        }

        if (replicas.Count > 0)
        {
            memory.Remember(plan.DestinationBucket, plan.Decision.DestinationKey, etag: null);
        }

        return outcome;
    }

    private static StoreError CannotTell(string versionId, int unknown) => new()
    {
        Operation = "DeleteObject",
        Class = FailureClass.Final,
        Reason = "DstVersionNotFound",
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"The replica of version {versionId} cannot be told from {unknown} at the destination that the source has no counterpart of and that have no lineage, so none is deleted. Lineage: Metadata makes replicas tell."),
    };
}
