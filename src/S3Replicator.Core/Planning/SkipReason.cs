namespace S3Replicator.Core.Planning;

/// <summary>Why a rule does not act on an event, by the names of the outward contract.</summary>
public enum SkipReason
{
    RuleDisabled,
    PrefixMismatch,
    FilteredOut,
    TagMismatch,
    TagFilterCannotMatchDelete,
    LowerPriority,
    DeleteMarkersDisabled,
    LifecycleAction,
    VersionDeleteDisabled,
    TagSyncDisabled,
    AclSyncDisabled,
    EventNotReplicable,
    BeforeActivation,
    ReplicaOfReplica,
    SourceVanished,
    SseCUnsupported,
    SseKmsNotSelected,
    SrcArchived,
    AlreadyReplicated,
    SupersededByNewer,
}
