using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Copying;

/// <summary>Finds the destination version that is the replica of the event's version.</summary>
internal static class ReplicaLookup
{
    /// <summary>HEAD call for the replica, or null when there is none.</summary>
    public static Task<StoreResult<FoundReplica>> FindAsync(CopyContext context, CancellationToken cancellationToken) =>
        context.Plan.Versions == VersionScope.All
            ? FindAmongVersionsAsync(context, cancellationToken)
            : FindCurrentAsync(context, cancellationToken);

    private static async Task<StoreResult<FoundReplica>> FindCurrentAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var source = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        if (!IsOfEvent(context.Plan, source.Value))
        {
            return FoundReplica.None;
        }

        var destination = await context.Destination.HeadAsync(context.DestinationHead, cancellationToken);

        return destination.IsSuccess
            ? new FoundReplica(IsReplica(source.Value, destination.Value) ? context.DestinationHead : null)
            : destination.Error.Kind == StoreErrorKind.KeyNotFound ? FoundReplica.None : destination.Error;
    }

    private static async Task<StoreResult<FoundReplica>> FindAmongVersionsAsync(CopyContext context, CancellationToken cancellationToken)
    {
        var destination = await context.Destination.ListVersionsAsync(context.DestinationHead, cancellationToken);

        if (!destination.IsSuccess)
        {
            return destination.Error;
        }

        // Looked at after the list: where the event's version is current still, the list holds no replica of a newer one.
        var current = await context.Source.HeadAsync(context.SourceHead(versionId: null), cancellationToken);

        return current.IsSuccess && IsOfEvent(context.Plan, current.Value)
            ? await FindNewestAsync(context, current.Value, destination.Value, cancellationToken)
            : !current.IsSuccess && current.Error.Kind != StoreErrorKind.KeyNotFound
                ? current.Error
                : await FindOlderAsync(context, destination.Value, cancellationToken);
    }

    private static bool IsOfEvent(CopyPlan plan, ObjectHead current) =>
        plan.Event.VersionId is null || string.Equals(plan.Event.VersionId, current.VersionId, StringComparison.Ordinal);

    /// <summary>A newer version may have the same bytes, and what the event says of the older one must not be set on its replica.</summary>
    private static async Task<StoreResult<FoundReplica>> FindOlderAsync(
        CopyContext context, IReadOnlyList<ObjectVersion> destination, CancellationToken cancellationToken)
    {
        var source = await context.Source.HeadAsync(context.SourceHead(context.Plan.Event.VersionId), cancellationToken);

        if (!source.IsSuccess)
        {
            return source.Error;
        }

        var versions = await context.Source.ListVersionsAsync(context.SourceHead(versionId: null), cancellationToken);

        if (!versions.IsSuccess)
        {
            return versions.Error;
        }

        if (ReplicaPairing.Find(context.Plan.Event.VersionId!, versions.Value, destination) is { } replica)
        {
            return new FoundReplica(context.DestinationHead with { VersionId = replica.VersionId });
        }

        var others = destination.Where(version => !string.Equals(version.ETag, source.Value.ETag, StringComparison.Ordinal)).ToList();
        return await FindNewestAsync(context, source.Value, others, cancellationToken);
    }

    private static async Task<StoreResult<FoundReplica>> FindNewestAsync(
        CopyContext context, ObjectHead source, IReadOnlyList<ObjectVersion> versions, CancellationToken cancellationToken)
    {
        // The newest that fits: a version copied once more on top is the one that readers see.
        var candidates = versions
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
