using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>Finds replicas whose ETags differ from their source's, as under KMS and after uploads in parts: by lineage and checksums, which HEAD tells.</summary>
internal static class KnownReplicas
{
    /// <summary>Replicas of the version and of newer ones, beside those that ETags tell.</summary>
    public static async Task<StoreResult<IReadOnlyList<KnownReplica>>> FindAsync(
        CopyContext context,
        string versionId,
        IReadOnlyList<ObjectVersion> source,
        IReadOnlyList<ObjectVersion> destination,
        CancellationToken cancellationToken)
    {
        var pairs = ReplicaPairing.Of(source, destination, []);
        var open = destination
            .Where(replica => !replica.IsDeleteMarker && !source.Any(version => VersionHistory.HasSameContent(replica, version)))
            .ToList();
        var found = new List<KnownReplica>();

        foreach (var version in source.Where(version => !version.IsDeleteMarker))
        {
            var candidates = pairs.ContainsKey(version.VersionId) ? [] : open.FindAll(replica => MayBeReplica(replica, version));

            if (candidates.Count > 0 && await MatchAsync(context, version, candidates, found, cancellationToken) is { } error)
            {
                return error;
            }

            if (string.Equals(version.VersionId, versionId, StringComparison.Ordinal))
            {
                // Older ones do not matter.
                break;
            }
        }

        return found;
    }

    private static bool MayBeReplica(ObjectVersion replica, ObjectVersion version) =>
        replica.Size == version.Size && replica.LastModified >= version.LastModified.AddSeconds(-1);

    private static async Task<StoreError?> MatchAsync(
        CopyContext context, ObjectVersion version, List<ObjectVersion> candidates, List<KnownReplica> found, CancellationToken cancellationToken)
    {
        var head = await context.Source.HeadAsync(context.SourceHead(version.VersionId), cancellationToken);

        if (!head.IsSuccess)
        {
            return head.Error.Class == FailureClass.Gone ? null : head.Error;
        }

        foreach (var candidate in candidates)
        {
            var replica = await context.Destination.HeadAsync(context.DestinationHead with { VersionId = candidate.VersionId }, cancellationToken);

            if (replica.IsSuccess && IsReplica(context, version, head.Value, replica.Value))
            {
                found.Add(new(version.VersionId, candidate.VersionId));
            }
            else if (!replica.IsSuccess && replica.Error.Class != FailureClass.Gone)
            {
                return replica.Error;
            }
        }

        return null;
    }

    private static bool IsReplica(CopyContext context, ObjectVersion version, ObjectHead source, ObjectHead replica) =>
        LineageEntry.Names(replica.Metadata, context.Plan.Event.Bucket, version.VersionId) ?? ReplicaComparison.HasSameContent(source, replica);
}
