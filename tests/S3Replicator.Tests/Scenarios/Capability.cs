namespace S3Replicator.Tests.Scenarios;

/// <summary>What a scenario needs of its endpoint beyond buckets, objects and queues.</summary>
public enum Capability
{
    /// <summary>A put object's event comes to the queue of the bucket's notification configuration.</summary>
    Notifications,

    /// <summary>Buckets keep versions and say which one a put made.</summary>
    Versioning,

    /// <summary>Events name the version.</summary>
    EventVersions,

    /// <summary>A delete in a versioned bucket sends an event.</summary>
    DeleteMarkerEvents,

    /// <summary>A delete in an unversioned bucket sends an event.</summary>
    DeleteEvents,

    /// <summary>CopyObject carries metadata and tags over by itself.</summary>
    WholeCopy,

    /// <summary>CopyObject with <c>If-None-Match: *</c> refuses to overwrite.</summary>
    FencedCopy,

    /// <summary>A multipart upload can be made of parts of another object.</summary>
    MultipartCopy,

    /// <summary>A copy can be locked.</summary>
    ObjectLock,

    /// <summary>The rules' role can be assumed, and its session lets into buckets.</summary>
    AssumeRole,
}
