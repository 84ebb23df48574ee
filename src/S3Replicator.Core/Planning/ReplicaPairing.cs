namespace S3Replicator.Core.Planning;

/// <summary>Tells which destination version is the replica of which source version, where several have the same bytes; pure.</summary>
public static class ReplicaPairing
{
    /// <summary>Pairs versions: from the newest on, each has the newest replica that can be its own and is nobody else's yet.</summary>
    /// <param name="source">The source key's versions, newest first.</param>
    /// <param name="destination">The destination key's versions, newest first.</param>
    /// <param name="known">Replicas that are known to be such though ETags do not tell.</param>
    /// <returns>The replica of each source version that has one, by the source's version id.</returns>
    public static IReadOnlyDictionary<string, ObjectVersion> Of(
        IReadOnlyList<ObjectVersion> source, IReadOnlyList<ObjectVersion> destination, IReadOnlyList<KnownReplica> known)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(known);
        var left = destination.Where(version => !version.IsDeleteMarker).ToList();
        var pairs = new Dictionary<string, ObjectVersion>(StringComparer.Ordinal);

        foreach (var version in source.Where(version => !version.IsDeleteMarker))
        {
            var own = left.FindIndex(replica => IsReplica(replica, version, known));

            if (own >= 0)
            {
                pairs[version.VersionId] = left[own];
                left.RemoveAt(own);
            }
        }

        return pairs;
    }

    /// <summary>The version's replica; null when it has none of its own.</summary>
    /// <param name="versionId">The version.</param>
    /// <param name="source">The source key's versions, newest first.</param>
    /// <param name="destination">The destination key's versions, newest first.</param>
    public static ObjectVersion? Find(string versionId, IReadOnlyList<ObjectVersion> source, IReadOnlyList<ObjectVersion> destination) =>
        Of(source, destination, []).GetValueOrDefault(versionId);

    /// <summary>Whether one may be the replica of the other: by what is known, or by ETag, size and time.</summary>
    internal static bool IsReplica(ObjectVersion replica, ObjectVersion version, IReadOnlyList<KnownReplica> known) =>
        VersionHistory.HasSameETag(replica, version) || (!replica.IsDeleteMarker && known.Contains(new(version.VersionId, replica.VersionId)));
}
