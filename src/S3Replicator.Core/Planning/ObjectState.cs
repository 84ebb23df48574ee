using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>What is known of a source object beside its event; an absent member is not known.</summary>
public sealed record ObjectState
{
    /// <summary>Nothing is known.</summary>
    public static ObjectState Unknown { get; } = new();

    /// <summary>The object's tags.</summary>
    public IReadOnlyList<ObjectTag>? Tags { get; init; }

    /// <summary>The object's size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>The encryption as S3 names it: <c>AES256</c>, <c>aws:kms</c>, <c>aws:kms:dsse</c>, or <c>SSE-C</c>.</summary>
    public string? Encryption { get; init; }

    /// <summary>The storage class; <c>STANDARD</c> where S3 names none.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The archive tier of an object in <c>INTELLIGENT_TIERING</c>, as HeadObject's <c>x-amz-archive-status</c> names it.</summary>
    public string? ArchiveStatus { get; init; }

    /// <summary>Whether an archived object has a restored copy that can be read now.</summary>
    public bool IsRestored { get; init; }

    /// <summary>Whether the event's version is the source's current one.</summary>
    public bool? IsCurrent { get; init; }

    /// <summary>Whether the object is gone from the source.</summary>
    public bool IsVanished { get; init; }

    /// <summary>Whether the object was written by this replicator.</summary>
    public bool? IsReplica { get; init; }

    /// <summary>How many hops a replica has behind it.</summary>
    public int Hops { get; init; }

    /// <summary>Whether the destination already holds this very object.</summary>
    public bool IsAtDestination { get; init; }

    /// <summary>Whether the object must be restored before it can be read.</summary>
    internal bool IsArchived => !IsRestored && (StorageClass is "GLACIER" or "DEEP_ARCHIVE" || ArchiveStatus is not null);

    /// <summary>Whether the object is under SSE-KMS or DSSE-KMS.</summary>
    internal bool IsUnderKms => Encryption is "aws:kms" or "aws:kms:dsse";
}
