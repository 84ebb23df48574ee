using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Finds the destination version that is the replica of the event's version.</summary>
internal static class ReplicaLookup
{
    /// <summary>HEAD call for the replica, or null when there is none.</summary>
    public static async Task<StoreResult<FoundReplica>> FindAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var plan = context.Plan;
        var source = await context.Source.HeadAsync(context.SourceHead(plan.Event.VersionId), cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        if (plan.Versions == VersionScope.Latest)
        {
            var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

            return destination.IsSuccess
                ? new FoundReplica(IsSame(source.Value, destination.Value.ETag, destination.Value.Size) ? context.DestinationHead : null)
                : destination.Error.Kind == StoreErrorKind.KeyNotFound ? new FoundReplica(Call: null) : destination.Error;
        }

        var versions = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);

        if (!versions.IsSuccess)
        {
            return versions.Error;
        }

        // The newest that fits: a version copied once more on top is the one that readers see.
        var replica = versions.Value.FirstOrDefault(version =>
            !version.IsDeleteMarker
            && IsSame(source.Value, version.ETag, version.Size)
            && version.LastModified >= source.Value.LastModified.AddSeconds(-1));
        return new FoundReplica(replica is null ? null : context.DestinationHead with { VersionId = replica.VersionId });
    }

    private static bool IsSame(ObjectHead source, string? etag, long size) =>
        source.Size == size && string.Equals(source.ETag, etag, StringComparison.Ordinal);

    /// <param name="Call">Names the replica; absent when there is none.</param>
    internal sealed record FoundReplica(HeadCall? Call);
}
