namespace S3Replicator.Core.Events;

/// <summary>Why a whole record is passed over.</summary>
public enum IgnoreReason
{
    /// <summary>S3's test event.</summary>
    TestEvent,

    /// <summary>An event that never replicates, or a subscription message of SNS.</summary>
    EventNotReplicable,

    /// <summary>No rule document names the event's bucket.</summary>
    SrcBucketReplicationConfigMissing,
}
