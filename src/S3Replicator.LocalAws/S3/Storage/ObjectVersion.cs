using S3Replicator.LocalAws.S3.Acls;
using S3Replicator.LocalAws.S3.Archiving;
using S3Replicator.LocalAws.S3.Checksums;
using S3Replicator.LocalAws.S3.Content;
using S3Replicator.LocalAws.S3.Locking;

namespace S3Replicator.LocalAws.S3.Storage;

/// <summary>One version of an object, or a delete marker.</summary>
internal sealed record ObjectVersion
{
    public const string NullVersionId = "null";
    public const string Standard = "STANDARD";

    public required string Key { get; init; }

    public required string VersionId { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public bool IsDeleteMarker { get; init; }

    public ObjectContent Content { get; init; } = ObjectContent.Empty;

    /// <summary>The entity tag without its quotes.</summary>
    public string ETag { get; init; } = "";

    public string StorageClass { get; init; } = Standard;

    public ObjectHeaders Headers { get; init; } = ObjectHeaders.None;

    /// <summary>The website redirect, which no copy carries over by itself.</summary>
    public string? RedirectLocation { get; init; }

    public ObjectTagging Tags { get; init; } = ObjectTagging.None;

    /// <summary>Null stands for the bucket owner's alone.</summary>
    public AccessControlList? Acl { get; init; }

    public ObjectLock Lock { get; init; } = ObjectLock.None;

    /// <summary>The temporary copy of an archived object; null where nobody asked for one.</summary>
    public Restoration? Restoration { get; init; }

    public ObjectEncryption Encryption { get; init; } = ObjectEncryption.Default;

    public ObjectChecksum? Checksum { get; init; }

    /// <summary>The parts it was completed from; empty when it was put in one piece.</summary>
    public ObjectPart[] Parts { get; init; } = [];

    public bool IsNullVersion => string.Equals(VersionId, NullVersionId, StringComparison.Ordinal);

    public long Size => Content.Length;

    public string QuotedETag => $"\"{ETag}\"";

    /// <summary>True for a class whose objects are read from a restored copy only.</summary>
    public bool IsArchivedClass => StorageClass is "GLACIER" or "DEEP_ARCHIVE";

    /// <summary>True while the bytes cannot be read.</summary>
    public bool IsArchived(DateTimeOffset now) => IsArchivedClass && Restoration?.IsReadable(now) != true;
}
