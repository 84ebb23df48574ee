using S3Replicator.Core.Events;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Planning;

/// <summary>What a rule does about each kind of event, by S3's defaults and the rule's own settings.</summary>
internal static class EventEligibility
{
    /// <summary>The action, or why the kind of event is not acted on.</summary>
    public static Judgement Judge(ObjectEvent source, ReplicationRule rule, ObjectState state) => source.Kind switch
    {
        EventKind.Created => new(ReplicationAction.Copy),
        EventKind.DeleteMarkerCreated => Delete(rule, ReplicationAction.PutDeleteMarker),
        EventKind.ObjectDeleted => Delete(rule, ReplicationAction.DeleteObject),
        EventKind.VersionDeleted => DeleteVersion(rule),
        EventKind.LifecycleDeleteMarkerCreated or EventKind.LifecycleDeleted => Expire(source, rule),
        EventKind.TagsChanged => ChangeTags(rule, state),
        EventKind.AclChanged => ChangeAcl(rule),
        EventKind.RestoreCompleted when rule.Archived.Restore => new(ReplicationAction.Copy),
        _ => Judgement.Skip(SkipReason.EventNotReplicable),
    };

    private static Judgement Delete(ReplicationRule rule, ReplicationAction action) =>
        rule.DeleteMarkerReplication ? new(action) : Judgement.Skip(SkipReason.DeleteMarkersDisabled);

    private static Judgement DeleteVersion(ReplicationRule rule) =>
        rule.VersionDeletes ? new(ReplicationAction.DeleteVersion) : Judgement.Skip(SkipReason.VersionDeleteDisabled);

    // Lifecycle deletes need their own consent, and then the one that the same delete by a user needs.
    private static Judgement Expire(ObjectEvent source, ReplicationRule rule)
    {
        if (!rule.LifecycleDeletes)
        {
            return Judgement.Skip(SkipReason.LifecycleAction);
        }

        return source.Kind == EventKind.LifecycleDeleteMarkerCreated ? Delete(rule, ReplicationAction.PutDeleteMarker)
            : source.VersionId is null ? Delete(rule, ReplicationAction.DeleteObject)
            : DeleteVersion(rule);
    }

    // Where the destination's owner owns the replicas, the source's grants do not go there, as in S3.
    private static Judgement ChangeAcl(ReplicationRule rule) =>
        rule.AclSync && !rule.Destination.OwnerOverride ? new(ReplicationAction.SyncAcl) : Judgement.Skip(SkipReason.AclSyncDisabled);

    // On a rule with tags the change may be what makes the object match for the first time.
    private static Judgement ChangeTags(ReplicationRule rule, ObjectState state)
    {
        if (rule.LateTagging && rule.Filter.Tags.Length > 0 && !state.IsAtDestination)
        {
            return new(ReplicationAction.Copy);
        }

        return rule.TagSync ? new(ReplicationAction.SyncTags) : Judgement.Skip(SkipReason.TagSyncDisabled);
    }
}
