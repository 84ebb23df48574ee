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

        if (source.Value is not [{ } newest, ..])
        {
            return null;
        }

        var known = await KnownReplicas.FindAsync(context, newest.VersionId, source.Value, held, cancellationToken);

        if (!known.IsSuccess)
        {
            return CopyOutcome.Failed(known.Error);
        }

        // What the rule leaves out, or has yet to copy, has no replica that could be current.
        if (!held.Any(replica => ReplicaPairing.IsReplica(replica, newest, known.Value)))
        {
            return null;
        }

        var markers = held.TakeWhile(version => version.IsDeleteMarker).ToList();

        if (!ReplicaPairing.IsReplica(held[markers.Count], newest, known.Value) || (markers.Count > 0 && !replicatesMarkers))
        {
            return Unsettled(await history.RepairAsync(context, newest.VersionId, cancellationToken));
        }

        return await DeleteAsync(context, markers, cancellationToken) is { } unsettled
            ? unsettled
            : Unsettled(await history.ReplaceTwinAsync(context, newest, held[markers.Count], cancellationToken));
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
