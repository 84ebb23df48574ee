namespace S3Replicator.Core.Planning;

/// <summary>Tells whether an object at the destination is a faithful replica of a source object, from two HEADs; pure.</summary>
public static class ReplicaComparison
{
    /// <summary>Whether content, metadata and number of tags are equal.</summary>
    /// <remarks>An ETag is no checksum under KMS and for multipart uploads, so a full-object checksum decides where the ETags differ.</remarks>
    public static bool IsReplica(ObjectHead source, ObjectHead destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);

        return source.Size == destination.Size
            && HasSameContent(source, destination)
            && WithoutLineage(source.Metadata).Equals(WithoutLineage(destination.Metadata))
            && source.TagCount == destination.TagCount;
    }

    private static ObjectMetadata WithoutLineage(ObjectMetadata metadata) =>
        metadata with { User = [.. LineageEntry.WithoutLineage(metadata)] };

    /// <summary>Whether the bytes are the same, as far as S3 tells.</summary>
    internal static bool HasSameContent(ObjectHead source, ObjectHead destination) =>
        string.Equals(source.ETag, destination.ETag, StringComparison.Ordinal)
        || (source.Checksum is { } checksum
            && string.Equals(checksum, destination.Checksum, StringComparison.Ordinal)
            && string.Equals(source.ChecksumType, destination.ChecksumType, StringComparison.Ordinal)
            && !string.Equals(source.ChecksumType, "COMPOSITE", StringComparison.Ordinal));
}
