using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Brings what is current at the destination to where the source is, after a version was deleted for good.</summary>
public sealed class CurrentVersion(CurrentDeletion deletion, HistoryRepair history)
{
    /// <summary>Null when all is well; otherwise what stands against it.</summary>
    internal async Task<CopyOutcome?> SettleAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var destination = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess)
        {
            return CopyOutcome.Failed(destination.Error);
        }

        // After the destination, so that whatever the destination's markers stand for is seen.
        var source = await context.Source.ListVersionsAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!source.IsSuccess)
        {
            return CopyOutcome.Failed(source.Error);
        }

        var held = destination.Value;
        var replicatesMarkers = context.Plan.Decision.Rule.Rule.DeleteMarkerReplication;

        if (source.Value is [{ IsDeleteMarker: true }, ..])
        {
            return replicatesMarkers && held is [{ IsDeleteMarker: false }, ..]
                ? Unsettled(await deletion.DeleteAsync(context, cancellationToken))
                : null;
        }

        // What the rule leaves out, or has yet to copy, has no replica that could be current.
        if (source.Value is not [{ } newest, ..]
            || !held.Any(replica => VersionHistory.HasSameETag(replica, newest))
            || VersionHistory.HasSameETag(held[0], newest))
        {
            return null;
        }

        var markers = held.TakeWhile(version => version.IsDeleteMarker).ToList();
        return replicatesMarkers && markers.Count > 0 && VersionHistory.HasSameETag(held[markers.Count], newest)
            ? await DeleteAsync(context, markers, cancellationToken)
            : Unsettled(await history.RepairAsync(context, newest.VersionId, cancellationToken));
    }

    /// <summary>The source's own marker is gone, so those that hide its replica go too; no data is lost by it.</summary>
    private static async Task<CopyOutcome?> DeleteAsync(
        CopyContext context, List<ObjectVersion> markers, CancellationToken cancellationToken)
    {
        var plan = context.Plan;

        foreach (var marker in markers)
        {
            var deleted = await context.Destination.DeleteAsync(
                new(plan.DestinationBucket, plan.Decision.DestinationKey, marker.VersionId, Owner: plan.DestinationOwner), cancellationToken);

            if (!deleted.IsSuccess && deleted.Error.Class != FailureClass.Gone)
            {
                return CopyOutcome.Failed(deleted.Error);
            }
        }

        return null;
    }

    private static CopyOutcome? Unsettled(CopyOutcome outcome) =>
        outcome.Kind is OutcomeKind.Failed or OutcomeKind.LookAgain ? outcome : null;
}
