using S3Replicator.Core.Planning;

namespace S3Replicator.Core.Copying;

/// <summary>One server-side copy.</summary>
public sealed record CopyCall
{
    /// <summary>The source bucket.</summary>
    public required string SourceBucket { get; init; }

    /// <summary>The source key.</summary>
    public required string SourceKey { get; init; }

    /// <summary>The source version; absent means the current one.</summary>
    public string? SourceVersionId { get; init; }

    /// <summary>The ETag that the source must have.</summary>
    public string? SourceIfMatch { get; init; }

    /// <summary>The account that must own the source bucket.</summary>
    public string? SourceOwner { get; init; }

    /// <summary>The destination bucket.</summary>
    public required string DestinationBucket { get; init; }

    /// <summary>The destination key.</summary>
    public required string DestinationKey { get; init; }

    /// <summary>The account that must own the destination bucket.</summary>
    public string? DestinationOwner { get; init; }

    /// <summary>The condition on the destination; absent means none.</summary>
    public Fence? Fence { get; init; }

    /// <summary>What the replica is given beside the source's bytes.</summary>
    public ReplicaAttributes Attributes { get; init; } = ReplicaAttributes.AsSource;

    /// <summary>The source's checksum as <c>algorithm:value</c>, which a copy in parts must come to where it is one of the full object.</summary>
    public string? SourceChecksum { get; init; }

    /// <summary>The object's size in bytes where it is known; bounds how long the copy may take.</summary>
    public long? Size { get; init; }
}
