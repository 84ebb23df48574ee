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

        if (plan.Versions == VersionScope.All)
        {
            return await FindAmongVersionsAsync(context, source.Value, cancellationToken);
        }

        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        return destination.IsSuccess
            ? new FoundReplica(IsReplica(source.Value, destination.Value) ? context.DestinationHead : null)
            : destination.Error.Kind == StoreErrorKind.KeyNotFound ? FoundReplica.None : destination.Error;
    }

    private static async Task<StoreResult<FoundReplica>> FindAmongVersionsAsync(
        CopyContext context, ObjectHead source, CancellationToken cancellationToken)
    {
        var versions = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);

        if (!versions.IsSuccess)
        {
            return versions.Error;
        }

        // The newest that fits: a version copied once more on top is the one that readers see.
        var candidates = versions.Value
            .Where(version => !version.IsDeleteMarker && version.Size == source.Size && version.LastModified >= source.LastModified.AddSeconds(-1))
            .ToList();

        if (candidates.Find(version => string.Equals(version.ETag, source.ETag, StringComparison.Ordinal)) is { } same)
        {
            return new FoundReplica(context.DestinationHead with { VersionId = same.VersionId });
        }

        // Under KMS, and after an upload in parts, only checksums tell.
        foreach (var candidate in candidates)
        {
            var call = context.DestinationHead with { VersionId = candidate.VersionId };
            var head = await context.Destination.HeadAsync(call, cancellationToken);

            if (head.IsSuccess && IsReplica(source, head.Value))
            {
                return new FoundReplica(call);
            }

            if (head.Error is { Class: not FailureClass.Gone } error)
            {
                return error;
            }
        }

        return FoundReplica.None;
    }

    private static bool IsReplica(ObjectHead source, ObjectHead destination) =>
        source.Size == destination.Size && ReplicaComparison.HasSameContent(source, destination);

    /// <param name="Call">Names the replica; absent when there is none.</param>
    internal sealed record FoundReplica(HeadCall? Call)
    {
        public static FoundReplica None { get; } = new(Call: null);
    }
}
