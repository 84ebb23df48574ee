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
        var pairs = ReplicaPairing.Of(source, destination, known);
        var isMissing = !pairs.ContainsKey(versionId);

        if (replicatesMarkers && source[0].IsDeleteMarker)
        {
            // The object is gone at the source, so a marker ends on top whether or not its own event has come.
            return isMissing ? [HistoryStep.Copy(late), HistoryStep.PutMarker]
                : top is { IsDeleteMarker: true } ? []
                : [HistoryStep.PutMarker];
        }

        var newest = source.First(version => ReferenceEquals(version, late) || (!version.IsDeleteMarker && (IsHeld(version) || MayBeTop(version))));
        var isNewestOnTop = isMissing
            ? ReferenceEquals(newest, late)
            : top is not null && (ReplicaPairing.IsReplica(top, newest, known) || (MayBeTop(newest) && !IsHeld(newest)));
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

        // Not by time: in a pair of buckets the other side's may be older, and to copy the newest once more does no harm.
        bool IsHeld(ObjectVersion version) => destination.Any(replica =>
            HasSameContent(replica, version) || ReplicaPairing.IsReplica(replica, version, known));

        // What is on top is nobody's replica as far as can be told, so that it may be this version's: ETags differ under KMS and after uploads in parts.
        bool MayBeTop(ObjectVersion version) =>
            top is { IsDeleteMarker: false }
            && top.Size == version.Size
            && top.LastModified >= version.LastModified.AddSeconds(-1)
            && !source.Any(other => !other.IsDeleteMarker && ReplicaPairing.IsReplica(top, other, known));
    }

    /// <summary>Whether ETag and size are the same.</summary>
    internal static bool HasSameContent(ObjectVersion replica, ObjectVersion version) =>
        !replica.IsDeleteMarker && replica.Size == version.Size && string.Equals(replica.ETag, version.ETag, StringComparison.Ordinal);

    /// <summary>Whether ETags tell that one is the replica of the other.</summary>
    internal static bool HasSameETag(ObjectVersion replica, ObjectVersion version) =>
        HasSameContent(replica, version) && replica.LastModified >= version.LastModified.AddSeconds(-1);
}
