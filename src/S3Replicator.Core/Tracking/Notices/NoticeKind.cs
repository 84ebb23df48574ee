namespace S3Replicator.Core.Tracking.Notices;

/// <summary>What is told of an operation, by the names of S3's own replication events.</summary>
public enum NoticeKind
{
    /// <summary>It is still pending after its threshold.</summary>
    OperationMissedThreshold,

    /// <summary>It was carried out after having missed its threshold.</summary>
    OperationReplicatedAfterThreshold,

    /// <summary>It failed for good.</summary>
    OperationFailedReplication,

    /// <summary>It is no longer pursued: its object or its rule is gone, or a newer version has taken its place.</summary>
    OperationNotTracked,

    /// <summary>It was carried out within its threshold; S3 itself does not tell this.</summary>
    OperationCompletedReplication,
}
