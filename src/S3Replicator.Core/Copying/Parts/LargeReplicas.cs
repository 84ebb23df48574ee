using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying.Parts;

/// <summary>Finds replicas of large versions whose ETags differ, as those of objects that were not uploaded in parts do: by checksums, which HEAD tells.</summary>
internal static class LargeReplicas
{
    /// <summary>Replicas of the version and of newer ones, beside those that ETags tell.</summary>
    public static async Task<StoreResult<IReadOnlyList<KnownReplica>>> FindAsync(
        CopyContext context,
        string versionId,
        IReadOnlyList<ObjectVersion> source,
        IReadOnlyList<ObjectVersion> destination,
        CancellationToken cancellationToken)
    {
        var threshold = context.Plan.Decision.Rule.Rule.MultipartThreshold;
        var found = new List<KnownReplica>();

        foreach (var version in source.Where(version => !version.IsDeleteMarker && version.Size > threshold))
        {
            var candidates = destination.Any(replica => VersionHistory.HasSameETag(replica, version))
                ? []
                : destination.Where(replica => MayBeReplica(replica, version)).ToList();

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
        !replica.IsDeleteMarker && replica.Size == version.Size && replica.LastModified >= version.LastModified.AddSeconds(-1);

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

            if (replica.IsSuccess && ReplicaComparison.HasSameContent(head.Value, replica.Value))
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
}
