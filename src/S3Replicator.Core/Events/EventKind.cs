namespace S3Replicator.Core.Events;

/// <summary>The kinds of object events that lead to different decisions.</summary>
public enum EventKind
{
    /// <summary>An event that never replicates: transitions, annotations, <c>Replication:*</c>, unknown names.</summary>
    NotReplicable,

    /// <summary><c>ObjectCreated:*</c>.</summary>
    Created,

    /// <summary><c>ObjectRemoved:DeleteMarkerCreated</c>.</summary>
    DeleteMarkerCreated,

    /// <summary><c>ObjectRemoved:Delete</c> with a version id: one version is gone for good.</summary>
    VersionDeleted,

    /// <summary><c>ObjectRemoved:Delete</c> without a version id: the object of an unversioned bucket is gone.</summary>
    ObjectDeleted,

    /// <summary><c>LifecycleExpiration:DeleteMarkerCreated</c>.</summary>
    LifecycleDeleteMarkerCreated,

    /// <summary><c>LifecycleExpiration:Delete</c>.</summary>
    LifecycleDeleted,

    /// <summary><c>ObjectTagging:Put</c> or <c>ObjectTagging:Delete</c>.</summary>
    TagsChanged,

    /// <summary><c>ObjectAcl:Put</c>.</summary>
    AclChanged,

    /// <summary><c>ObjectRestore:Completed</c>.</summary>
    RestoreCompleted,
}
