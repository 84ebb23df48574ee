namespace S3Replicator.Core.Planning;

/// <summary>Finds out what a destination key lacks when a version arrives late: the version in its history, and the right one on top; pure.</summary>
/// <remarks>A copy always becomes the current version, so an older one can only be added by copying the newest once more on top of it.</remarks>
public static class VersionHistory
{
    /// <summary>The steps that bring the destination to where it should be; none when it is there; null when the version is gone from the source.</summary>
    /// <param name="versionId">The late version.</param>
    /// <param name="source">The source key's versions, newest first.</param>
    /// <param name="destination">The destination key's versions, newest first.</param>
    /// <param name="replicatesMarkers">Whether the rule replicates delete markers.</param>
    /// <param name="known">Replicas that are known to be such though ETags do not tell.</param>
    public static IReadOnlyList<HistoryStep>? Missing(
        string versionId,
        IReadOnlyList<ObjectVersion> source,
        IReadOnlyList<ObjectVersion> destination,
        bool replicatesMarkers,
        params IReadOnlyList<KnownReplica> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        var late = source.FirstOrDefault(version => string.Equals(version.VersionId, versionId, StringComparison.Ordinal));

        if (late is null || late.IsDeleteMarker)
        {
            return null;
        }

        var top = destination.FirstOrDefault(version => version.IsLatest);
        var isMissing = !destination.Any(version => IsReplica(version, late));

        if (replicatesMarkers && source[0].IsDeleteMarker)
        {
            // The object is gone at the source, so a marker ends on top whether or not its own event has come.
            return isMissing ? [HistoryStep.Copy(late), HistoryStep.PutMarker]
                : top is { IsDeleteMarker: true } ? []
                : [HistoryStep.PutMarker];
        }

        var newest = source.First(version =>
            ReferenceEquals(version, late) || (!version.IsDeleteMarker && destination.Any(replica => IsReplica(replica, version))));
        var isNewestOnTop = isMissing ? ReferenceEquals(newest, late) : top is not null && IsReplica(top, newest);
        var steps = new List<HistoryStep>();

        if (isMissing)
        {
            steps.Add(HistoryStep.Copy(late));
        }

        if (!isNewestOnTop)
        {
            steps.Add(HistoryStep.Copy(newest));
        }

        return steps;

        bool IsReplica(ObjectVersion replica, ObjectVersion version) =>
            HasSameETag(replica, version) || (!replica.IsDeleteMarker && known.Contains(new(version.VersionId, replica.VersionId)));
    }

    /// <summary>Whether ETags tell that one is the replica of the other.</summary>
    internal static bool HasSameETag(ObjectVersion replica, ObjectVersion version) =>
        !replica.IsDeleteMarker
        && replica.Size == version.Size
        && string.Equals(replica.ETag, version.ETag, StringComparison.Ordinal)
        && replica.LastModified >= version.LastModified.AddSeconds(-1);
}
