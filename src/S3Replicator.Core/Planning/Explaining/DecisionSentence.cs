using System.Globalization;
using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning.Explaining;

/// <summary>Says of a decision what it does, or why it does nothing.</summary>
internal static class DecisionSentence
{
    public static string Of(ObjectEvent source, ObjectState state, Decision decision) =>
        decision.Failure is { } failure ? $"It cannot be done: {failure}"
            : decision.Acts ? Act(decision)
            : Why(source, state, decision);

    /// <summary>A time as people read it.</summary>
    public static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Act(Decision decision)
    {
        var destination = decision.Rule.Rule.Destination;
        var replica = $"s3://{destination.Bucket}/{decision.DestinationKey}";
        var act = decision.Action switch
        {
            ReplicationAction.Copy => $"Copy it to {replica} {ClassOf(destination)}",
            ReplicationAction.Defer => $"Ask for a restore, then copy it to {replica} {ClassOf(destination)}",
            ReplicationAction.PutDeleteMarker => $"Put a delete marker on {replica}",
            ReplicationAction.DeleteObject => $"Delete {replica}",
            ReplicationAction.DeleteVersion => $"Delete for good the version of {replica} that replicates this one",
            ReplicationAction.SyncTags => $"Set the tags of {replica} to the source's",
            ReplicationAction.SyncAcl => $"Set the ACL of {replica} to the source's",
            _ => "Nothing",
        };
        return decision.Deadline is { } deadline ? $"{act}, by {TimeOf(deadline)}." : $"{act}.";
    }

    private static string ClassOf(RuleDestination destination) =>
        destination.StorageClass is { } storageClass ? $"as {storageClass}" : "in the source's storage class";

    private static string Why(ObjectEvent source, ObjectState state, Decision decision)
    {
        var rule = decision.Rule.Rule;
        return decision.Reason switch
        {
            SkipReason.RuleDisabled => "The rule's Status is Disabled.",
            SkipReason.PrefixMismatch => $"The key does not begin with \"{rule.Filter.Prefix}\".",
            SkipReason.FilteredOut or SkipReason.TagMismatch or SkipReason.TagFilterCannotMatchDelete =>
                FilterSentence.Of(source.Key, state.Size ?? source.Size, rule.Filter, decision),
            SkipReason.LowerPriority => $"{decision.Winner} matches too and goes first for this bucket.",
            SkipReason.DeleteMarkersDisabled => "Deletes of keys need DeleteMarkerReplication: Enabled.",
            SkipReason.LifecycleAction => "A lifecycle rule did this, and such deletes need LifecycleDeletes: Enabled.",
            SkipReason.VersionDeleteDisabled => "A version was deleted for good, which needs VersionDeletes: Enabled.",
            SkipReason.TagSyncDisabled => "The rule's TagSync is Disabled.",
            SkipReason.AclSyncDisabled when rule.AclSync => "The destination's owner owns the replicas, so that the source's grants do not go there.",
            SkipReason.AclSyncDisabled => "Changes of ACLs need AclSync: Enabled.",
            SkipReason.EventNotReplicable => "The rule asks for no restores (Archived.Action: Restore).",
            _ => OfObject(rule, decision.Reason),
        };
    }

    private static string OfObject(ReplicationRule rule, SkipReason? reason) => reason switch
    {
        SkipReason.BeforeActivation =>
            $"It happened before the rule's ActiveFrom, {TimeOf(rule.ActiveFrom.GetValueOrDefault())}; a backfill takes older objects.",
        SkipReason.ReplicaOfReplica when rule.ChainMaxHops > 0 => "It is a replica with more hops behind it than ChainReplicas.MaxHops.",
        SkipReason.ReplicaOfReplica => "It is itself a replica, and is replicated on only with ChainReplicas.",
        SkipReason.SourceVanished => "It is no longer in the source bucket.",
        SkipReason.SseCUnsupported => "It is encrypted with a customer's own key (SSE-C), which is not ours to have.",
        SkipReason.SseKmsNotSelected => "It is under a KMS key, which needs SseKmsEncryptedObjects: Enabled and a ReplicaKmsKeyID.",
        SkipReason.SrcArchived => "It is archived and must be restored first; Archived.Action: Restore asks for that.",
        SkipReason.AlreadyReplicated => "The destination already holds this very object.",
        SkipReason.SupersededByNewer => "Something newer has followed it in the source bucket.",
        _ => string.Empty,
    };
}
