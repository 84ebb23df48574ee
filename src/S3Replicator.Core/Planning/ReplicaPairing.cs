namespace S3Replicator.Core.Planning;

/// <summary>Tells the replicas of versions with the same bytes apart by their order; pure.</summary>
public static class ReplicaPairing
{
    /// <summary>The version's replica, where each newer version of the same bytes has the newest one that can be its own; null when none is left.</summary>
    /// <param name="versionId">The version.</param>
    /// <param name="source">The source key's versions, newest first.</param>
    /// <param name="destination">The destination key's versions, newest first.</param>
    public static ObjectVersion? Find(string versionId, IReadOnlyList<ObjectVersion> source, IReadOnlyList<ObjectVersion> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        var left = destination.ToList();

        foreach (var version in source.Where(version => !version.IsDeleteMarker))
        {
            var own = left.FindIndex(replica => VersionHistory.HasSameETag(replica, version));

            if (string.Equals(version.VersionId, versionId, StringComparison.Ordinal))
            {
                return own < 0 ? null : left[own];
            }

            if (own >= 0)
            {
                left.RemoveAt(own);
            }
        }

        return null;
    }
}
