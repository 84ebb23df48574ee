namespace S3Replicator.Core.Planning;

/// <summary>What a decision does, by the names of the outward contract.</summary>
public enum ReplicationAction
{
    /// <summary>Copy the object.</summary>
    Copy,

    /// <summary>Put a delete marker on the destination key.</summary>
    PutDeleteMarker,

    /// <summary>Delete the destination key in an unversioned bucket.</summary>
    DeleteObject,

    /// <summary>Delete one version at the destination for good.</summary>
    DeleteVersion,

    /// <summary>Set the replica's tags to the source's.</summary>
    SyncTags,

    /// <summary>Set the replica's ACL to the source's.</summary>
    SyncAcl,

    /// <summary>Do nothing, for a reason.</summary>
    Skip,

    /// <summary>Do it later, when the cause of the delay is gone.</summary>
    Defer,
}
