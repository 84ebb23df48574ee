using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Planning;

public sealed class EventEligibilityTests
{
    private static readonly ReplicationRule Plain = Given.Rule();

    [Fact]
    public void A_created_object_is_copied() =>
        Given.Decide(Plain, Given.Event(EventKind.Created)).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void A_created_object_is_not_copied_by_a_disabled_rule() =>
        Given.Decide(Plain with { IsEnabled = false }, Given.Event(EventKind.Created)).ShouldSkip(SkipReason.RuleDisabled);

    [Fact]
    public void A_delete_marker_is_replicated_when_the_rule_says_so() =>
        Given.Decide(Plain with { DeleteMarkerReplication = true }, Given.Event(EventKind.DeleteMarkerCreated))
            .ShouldAct(ReplicationAction.PutDeleteMarker);

    [Fact]
    public void A_delete_marker_is_not_replicated_by_default() =>
        Given.Decide(Plain, Given.Event(EventKind.DeleteMarkerCreated)).ShouldSkip(SkipReason.DeleteMarkersDisabled);

    [Theory]
    [InlineData(EventKind.DeleteMarkerCreated)]
    [InlineData(EventKind.ObjectDeleted)]
    [InlineData(EventKind.VersionDeleted)]
    [InlineData(EventKind.LifecycleDeleteMarkerCreated)]
    [InlineData(EventKind.LifecycleDeleted)]
    public void A_delete_never_matches_a_tag_filter(EventKind kind) =>
        Given.Decide(Deleting(Plain).WithTag(), Given.Event(kind), Given.Tagged(new ObjectTag("keep", "yes")))
            .ShouldSkip(SkipReason.TagFilterCannotMatchDelete);

    [Fact]
    public void A_delete_in_an_unversioned_bucket_is_replicated_when_delete_markers_are() =>
        Given.Decide(Plain with { DeleteMarkerReplication = true }, Given.Event(EventKind.ObjectDeleted, version: null))
            .ShouldAct(ReplicationAction.DeleteObject);

    [Fact]
    public void A_delete_in_an_unversioned_bucket_is_not_replicated_by_default() =>
        Given.Decide(Plain, Given.Event(EventKind.ObjectDeleted, version: null)).ShouldSkip(SkipReason.DeleteMarkersDisabled);

    [Fact]
    public void A_permanent_delete_of_a_version_is_replicated_when_the_rule_opts_in() =>
        Given.Decide(Plain with { VersionDeletes = true }, Given.Event(EventKind.VersionDeleted)).ShouldAct(ReplicationAction.DeleteVersion);

    [Fact]
    public void A_permanent_delete_of_a_version_is_not_replicated_by_default() =>
        Given.Decide(Plain with { DeleteMarkerReplication = true }, Given.Event(EventKind.VersionDeleted))
            .ShouldSkip(SkipReason.VersionDeleteDisabled);

    [Fact]
    public void A_marker_made_by_lifecycle_is_replicated_when_the_rule_opts_in_to_both() =>
        Given.Decide(Deleting(Plain), Given.Event(EventKind.LifecycleDeleteMarkerCreated)).ShouldAct(ReplicationAction.PutDeleteMarker);

    [Fact]
    public void A_marker_made_by_lifecycle_is_not_replicated_by_default() =>
        Given.Decide(Plain, Given.Event(EventKind.LifecycleDeleteMarkerCreated)).ShouldSkip(SkipReason.LifecycleAction);

    [Fact]
    public void A_marker_made_by_lifecycle_needs_delete_markers_too() =>
        Given.Decide(Plain with { LifecycleDeletes = true }, Given.Event(EventKind.LifecycleDeleteMarkerCreated))
            .ShouldSkip(SkipReason.DeleteMarkersDisabled);

    [Fact]
    public void A_version_expired_by_lifecycle_is_deleted_when_the_rule_opts_in_to_both() =>
        Given.Decide(Deleting(Plain), Given.Event(EventKind.LifecycleDeleted)).ShouldAct(ReplicationAction.DeleteVersion);

    [Fact]
    public void A_version_expired_by_lifecycle_needs_version_deletes_too() =>
        Given.Decide(Plain with { LifecycleDeletes = true }, Given.Event(EventKind.LifecycleDeleted))
            .ShouldSkip(SkipReason.VersionDeleteDisabled);

    [Fact]
    public void A_version_expired_by_lifecycle_is_not_deleted_by_default() =>
        Given.Decide(Plain with { VersionDeletes = true }, Given.Event(EventKind.LifecycleDeleted)).ShouldSkip(SkipReason.LifecycleAction);

    [Fact]
    public void An_object_expired_by_lifecycle_in_an_unversioned_bucket_is_deleted_when_the_rule_opts_in_to_both() =>
        Given.Decide(Deleting(Plain), Given.Event(EventKind.LifecycleDeleted, version: null)).ShouldAct(ReplicationAction.DeleteObject);

    [Fact]
    public void Changed_tags_follow_by_default() =>
        Given.Decide(Plain, Given.Event(EventKind.TagsChanged)).ShouldAct(ReplicationAction.SyncTags);

    [Fact]
    public void Changed_tags_do_not_follow_where_the_rule_turns_it_off() =>
        Given.Decide(Plain with { TagSync = false }, Given.Event(EventKind.TagsChanged)).ShouldSkip(SkipReason.TagSyncDisabled);

    [Fact]
    public void An_object_whose_tags_match_only_later_is_copied_when_the_rule_asks_for_it() =>
        Given.Decide(Plain.WithTag() with { LateTagging = true }, Given.Event(EventKind.TagsChanged), Given.Tagged(new ObjectTag("keep", "yes")))
            .ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void An_object_whose_tags_match_later_and_that_has_a_replica_gets_its_tags_set() =>
        Given.Decide(
            Plain.WithTag() with { LateTagging = true },
            Given.Event(EventKind.TagsChanged),
            Given.Tagged(new ObjectTag("keep", "yes")) with { IsAtDestination = true }).ShouldAct(ReplicationAction.SyncTags);

    [Fact]
    public void An_object_whose_tags_match_only_later_gets_no_more_than_its_tags_by_default() =>
        Given.Decide(Plain.WithTag(), Given.Event(EventKind.TagsChanged), Given.Tagged(new ObjectTag("keep", "yes")))
            .ShouldAct(ReplicationAction.SyncTags);

    [Fact]
    public void A_changed_ACL_follows_when_the_rule_says_so() =>
        Given.Decide(Plain with { AclSync = true }, Given.Event(EventKind.AclChanged)).ShouldAct(ReplicationAction.SyncAcl);

    [Fact]
    public void A_changed_ACL_does_not_follow_by_default() =>
        Given.Decide(Plain, Given.Event(EventKind.AclChanged)).ShouldSkip(SkipReason.AclSyncDisabled);

    [Fact]
    public void A_changed_ACL_does_not_follow_where_the_destination_owns_the_replicas() =>
        Given.Decide(Plain with { AclSync = true, Destination = new() { Bucket = "dst", OwnerOverride = true } }, Given.Event(EventKind.AclChanged))
            .ShouldSkip(SkipReason.AclSyncDisabled);

    [Fact]
    public void A_restored_object_is_copied_by_a_rule_that_asks_for_restores() =>
        Given.Decide(
            Plain with { Archived = new(Restore: true) },
            Given.Event(EventKind.RestoreCompleted),
            ObjectState.Unknown with { StorageClass = "GLACIER" }).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void A_restored_object_is_not_copied_by_a_rule_that_asks_for_none()
    {
        var rules = Given.Rules(Plain, Plain with { Id = "restoring", Archived = new(Restore: true), Destination = new() { Bucket = "other" } });

        var decisions = Decider.DecideAll(Given.Event(EventKind.RestoreCompleted), rules, ObjectState.Unknown, OwnPrincipals.None);

        decisions[0].ShouldSkip(SkipReason.EventNotReplicable);
        decisions[1].ShouldAct(ReplicationAction.Copy);
    }

    [Theory]
    [InlineData(EventKind.NotReplicable)]
    [InlineData(EventKind.RestoreCompleted)]
    public void Events_that_never_replicate_are_passed_over_before_missing_rules_are_noticed(EventKind kind)
    {
        Decider.PassesOver(Given.Event(kind), rules: null).ShouldBe(IgnoreReason.EventNotReplicable);
        Decider.PassesOver(Given.Event(kind), Given.Rules(Plain)).ShouldBe(IgnoreReason.EventNotReplicable);
    }

    [Fact]
    public void An_event_of_a_bucket_without_rules_is_passed_over()
    {
        Decider.PassesOver(Given.Event(EventKind.Created), rules: null).ShouldBe(IgnoreReason.SrcBucketReplicationConfigMissing);
        Decider.PassesOver(Given.Event(EventKind.Created), Given.Rules(Plain)).ShouldBeNull();
    }

    private static ReplicationRule Deleting(ReplicationRule rule) =>
        rule with { DeleteMarkerReplication = true, VersionDeletes = true, LifecycleDeletes = true };
}
