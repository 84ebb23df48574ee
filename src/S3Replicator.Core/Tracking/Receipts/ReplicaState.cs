namespace S3Replicator.Core.Tracking.Receipts;

/// <summary>The replication status of one replica, in S3's words where S3 has one.</summary>
public enum ReplicaState
{
    /// <summary>A rule covers the object, and nothing is known of an operation yet.</summary>
    Pending,

    /// <summary>The replica is as the source was.</summary>
    Completed,

    /// <summary>The operation failed for good.</summary>
    Failed,

    /// <summary>There was nothing to do, for a reason.</summary>
    Skipped,
}
