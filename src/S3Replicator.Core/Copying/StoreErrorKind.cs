namespace S3Replicator.Core.Copying;

/// <summary>The answers of an object store that a strategy acts on by itself.</summary>
public enum StoreErrorKind
{
    /// <summary>No answer of the kinds below; its <see cref="StoreError.Class"/> decides.</summary>
    Other,

    /// <summary>412: a condition did not hold.</summary>
    PreconditionFailed,

    /// <summary>409: another request for the key was under way.</summary>
    Conflict,

    /// <summary>404: no such key, or its current version is a delete marker.</summary>
    KeyNotFound,

    /// <summary>404: no such version.</summary>
    VersionNotFound,

    /// <summary>405: the version named is a delete marker.</summary>
    IsDeleteMarker,

    /// <summary>501: the endpoint lacks the feature.</summary>
    NotImplemented,

    /// <summary>The source is over the size that one CopyObject takes.</summary>
    SourceTooLarge,

    /// <summary>The source is in an archived storage class and not restored.</summary>
    SourceArchived,

    /// <summary>The source is encrypted with a key of its customer (SSE-C), without which S3 does not read it.</summary>
    SourceUnderCustomerKey,

    /// <summary>The destination bucket takes no ACLs.</summary>
    AclNotSupported,

    /// <summary>The bucket is in another region than was thought.</summary>
    WrongRegion,

    /// <summary>403 to a copy, which reads and writes, without a word about which of the two is refused.</summary>
    RefusedBySomeSide,

    /// <summary>404: no such multipart upload, or it does not have the parts that it should have: it is begun anew.</summary>
    UploadNotFound,
}
