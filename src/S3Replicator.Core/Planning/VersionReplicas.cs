namespace S3Replicator.Core.Planning;

/// <summary>Finds the replicas of a version that the source has deleted for good; pure.</summary>
/// <param name="Versions">The replicas.</param>
/// <param name="Unknown">How many other versions may be one, and tell nothing of where they came from.</param>
public sealed record VersionReplicas(IReadOnlyList<ObjectVersion> Versions, int Unknown)
{
    /// <summary>How many versions at the destination have no counterpart at the source, by content.</summary>
    public static int CountUnaccounted(IEnumerable<ObjectVersion> source, IEnumerable<ObjectVersion> destination)
    {
        var left = source.Where(version => !version.IsDeleteMarker)
            .CountBy(version => (version.ETag, version.Size))
            .ToDictionary();
        var unaccounted = 0;

        foreach (var replica in destination.Where(version => !version.IsDeleteMarker))
        {
            var content = (replica.ETag, replica.Size);

            if (left.GetValueOrDefault(content) is var count and > 0)
            {
                left[content] = count - 1;
            }
            else
            {
                unaccounted++;
            }
        }

        return unaccounted;
    }

    /// <summary>The replicas of the version, by what the destination's versions tell of where they came from.</summary>
    /// <param name="bucket">The source bucket.</param>
    /// <param name="versionId">The version that is gone.</param>
    /// <param name="source">The versions that the source still has.</param>
    /// <param name="destination">The destination's versions with their lineage.</param>
    public static VersionReplicas Find(
        string bucket,
        string versionId,
        IReadOnlyList<ObjectVersion> source,
        IReadOnlyList<(ObjectVersion Version, LineageEntry? Lineage)> destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        var replicas = destination.Where(held => IsOf(held.Lineage, versionId)).Select(held => held.Version).ToList();
        var survivors = source.Where(version => !version.IsDeleteMarker && !destination.Any(held => IsOf(held.Lineage, version.VersionId))).ToList();

        if (replicas.Count > 0)
        {
            return new(WithoutInherited(replicas, survivors), Unknown: 0);
        }

        return new([], CountUnaccounted(survivors, destination.Where(held => held.Lineage is null).Select(held => held.Version)));

        bool IsOf(LineageEntry? lineage, string id) =>
            lineage is not null
            && string.Equals(lineage.Bucket, bucket, StringComparison.Ordinal)
            && string.Equals(lineage.VersionId, id, StringComparison.Ordinal);
    }

    /// <summary>A surviving version that has no replica of its own is given the oldest of these with the same bytes, which stays.</summary>
    private static List<ObjectVersion> WithoutInherited(IEnumerable<ObjectVersion> replicas, IEnumerable<ObjectVersion> survivors)
    {
        var left = replicas.ToList();

        foreach (var survivor in survivors)
        {
            var kept = left.FindLastIndex(replica => replica.Size == survivor.Size && string.Equals(replica.ETag, survivor.ETag, StringComparison.Ordinal));

            if (kept >= 0)
            {
                left.RemoveAt(kept);
            }
        }

        return left;
    }
}
