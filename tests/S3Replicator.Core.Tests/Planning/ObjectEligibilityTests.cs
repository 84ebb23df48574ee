using S3Replicator.Core.Events;
using S3Replicator.Core.Planning;
using S3Replicator.Core.Rules;

namespace S3Replicator.Core.Tests.Planning;

public sealed class ObjectEligibilityTests
{
    private static readonly ReplicationRule Plain = Given.Rule();
    private static readonly ObjectEvent Created = Given.Event(EventKind.Created);
    private static readonly OwnPrincipals Own = new(["AROAOURS:s3replicator-1"]);

    [Fact]
    public void An_object_written_before_the_rule_became_active_is_not_copied() =>
        Given.Decide(Plain with { ActiveFrom = Given.Time.AddTicks(1) }, Created).ShouldSkip(SkipReason.BeforeActivation);

    [Fact]
    public void An_object_written_when_the_rule_became_active_is_copied() =>
        Given.Decide(Plain with { ActiveFrom = Given.Time }, Created).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void An_event_without_time_is_never_before_activation() =>
        Given.Decide(Plain with { ActiveFrom = Given.Time }, Created with { Time = null }).ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData(EventKind.Created)]
    [InlineData(EventKind.DeleteMarkerCreated)]
    [InlineData(EventKind.ObjectDeleted)]
    [InlineData(EventKind.TagsChanged)]
    public void What_we_wrote_ourselves_is_not_replicated(EventKind kind) =>
        Given.Decide(Plain with { DeleteMarkerReplication = true }, Given.Event(kind) with { PrincipalId = "AWS:AROAOURS:other" }, own: Own)
            .ShouldSkip(SkipReason.ReplicaOfReplica);

    [Fact]
    public void A_restoration_that_we_asked_for_ourselves_leads_to_the_copy() =>
        Given.Decide(
            Plain with { Archived = new(Restore: true) }, Given.Event(EventKind.RestoreCompleted) with { PrincipalId = "AWS:AROAOURS:s3replicator-1" }, own: Own)
            .ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData("AWS:AROATHEIRS:session")]
    [InlineData("AWS:AIDAOURS")]
    [InlineData("AROAOURS")]
    [InlineData(null)]
    public void What_others_wrote_is_replicated(string? principal) =>
        Given.Decide(Plain, Created with { PrincipalId = principal }, own: Own).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void What_another_session_of_our_role_wrote_is_replicated_where_session_names_count() =>
        Given.Decide(Plain, Created with { PrincipalId = "AWS:AROAOURS:alice" }, own: new(["AROAOURS"], "s3replicator-"))
            .ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void A_replica_is_not_replicated() =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { IsReplica = true }).ShouldSkip(SkipReason.ReplicaOfReplica);

    [Fact]
    public void What_is_no_replica_is_replicated() =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { IsReplica = false }).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void A_replica_is_replicated_on_by_a_chained_rule() =>
        Given.Decide(Plain with { ChainMaxHops = 2 }, Created, ObjectState.Unknown with { IsReplica = true, Hops = 2 })
            .ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void A_replica_with_too_many_hops_behind_it_is_not_replicated_on() =>
        Given.Decide(Plain with { ChainMaxHops = 2 }, Created, ObjectState.Unknown with { IsReplica = true, Hops = 3 })
            .ShouldSkip(SkipReason.ReplicaOfReplica);

    [Fact]
    public void A_change_that_others_made_to_a_replica_follows_when_the_rule_says_so() =>
        Given.Decide(Plain with { ReplicaModifications = true }, Given.Event(EventKind.TagsChanged), ObjectState.Unknown with { IsReplica = true })
            .ShouldAct(ReplicationAction.SyncTags);

    [Fact]
    public void A_change_that_others_made_to_a_replica_does_not_follow_by_default() =>
        Given.Decide(Plain, Given.Event(EventKind.TagsChanged), ObjectState.Unknown with { IsReplica = true })
            .ShouldSkip(SkipReason.ReplicaOfReplica);

    [Fact]
    public void A_change_that_we_made_to_a_replica_never_comes_back() =>
        Given.Decide(
            Plain with { ReplicaModifications = true },
            Given.Event(EventKind.TagsChanged) with { PrincipalId = "AWS:AROAOURS:1" },
            ObjectState.Unknown with { IsReplica = true },
            Own).ShouldSkip(SkipReason.ReplicaOfReplica);

    [Fact]
    public void An_object_that_is_gone_is_not_copied() =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { IsVanished = true }).ShouldSkip(SkipReason.SourceVanished);

    [Fact]
    public void A_deleted_key_is_deleted_though_it_is_gone() =>
        Given.Decide(Plain with { DeleteMarkerReplication = true }, Given.Event(EventKind.ObjectDeleted, version: null), ObjectState.Unknown with { IsVanished = true })
            .ShouldAct(ReplicationAction.DeleteObject);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_object_under_a_customers_own_key_is_not_copied(bool isKmsSelected) =>
        Given.Decide(Plain with { SseKmsEncryptedObjects = isKmsSelected }, Created, ObjectState.Unknown with { Encryption = "SSE-C" })
            .ShouldSkip(SkipReason.SseCUnsupported);

    [Theory]
    [InlineData("AES256")]
    public void An_object_under_S3s_own_key_is_copied(string encryption) =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { Encryption = encryption }).ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData("aws:kms")]
    [InlineData("aws:kms:dsse")]
    public void An_object_under_KMS_is_not_copied_by_default(string encryption) =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { Encryption = encryption }).ShouldSkip(SkipReason.SseKmsNotSelected);

    [Theory]
    [InlineData("aws:kms")]
    [InlineData("aws:kms:dsse")]
    public void An_object_under_KMS_is_copied_by_a_rule_that_selects_such(string encryption) =>
        Given.Decide(Plain with { SseKmsEncryptedObjects = true }, Created, ObjectState.Unknown with { Encryption = encryption })
            .ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData("GLACIER", null)]
    [InlineData("DEEP_ARCHIVE", null)]
    [InlineData("INTELLIGENT_TIERING", "ARCHIVE_ACCESS")]
    public void An_archived_object_is_not_copied_by_default(string storageClass, string? archiveStatus) =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { StorageClass = storageClass, ArchiveStatus = archiveStatus })
            .ShouldSkip(SkipReason.SrcArchived);

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("GLACIER_IR")]
    [InlineData("INTELLIGENT_TIERING")]
    public void An_object_that_can_be_read_at_once_is_copied(string storageClass) =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { StorageClass = storageClass }).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void An_archived_object_with_a_restored_copy_is_copied() =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { StorageClass = "GLACIER", IsRestored = true }).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void An_archived_object_is_put_off_by_a_rule_that_asks_for_restores()
    {
        var decision = Given.Decide(Plain with { Archived = new(Restore: true) }, Created, ObjectState.Unknown with { StorageClass = "GLACIER" });

        decision.ShouldAct(ReplicationAction.Defer, SkipReason.SrcArchived);
        decision.Deadline.ShouldBe(Given.Time.AddMinutes(15));
    }

    [Fact]
    public void The_tags_of_an_archived_object_follow_all_the_same() =>
        Given.Decide(Plain, Given.Event(EventKind.TagsChanged), ObjectState.Unknown with { StorageClass = "GLACIER" })
            .ShouldAct(ReplicationAction.SyncTags);

    [Fact]
    public void An_object_that_is_at_the_destination_already_is_not_copied_again() =>
        Given.Decide(Plain, Created, ObjectState.Unknown with { IsAtDestination = true }).ShouldSkip(SkipReason.AlreadyReplicated);

    [Fact]
    public void A_superseded_version_is_not_copied_where_the_latest_is_asked_for() =>
        Given.Decide(Plain with { Versions = VersionScope.Latest }, Created, ObjectState.Unknown with { IsCurrent = false })
            .ShouldSkip(SkipReason.SupersededByNewer);

    [Fact]
    public void The_current_version_is_copied_where_the_latest_is_asked_for() =>
        Given.Decide(Plain with { Versions = VersionScope.Latest }, Created, ObjectState.Unknown with { IsCurrent = true })
            .ShouldAct(ReplicationAction.Copy);

    [Theory]
    [InlineData(VersionScope.All)]
    [InlineData(null)]
    public void A_superseded_version_is_copied_where_all_versions_are(VersionScope? versions) =>
        Given.Decide(Plain with { Versions = versions }, Created, ObjectState.Unknown with { IsCurrent = false }).ShouldAct(ReplicationAction.Copy);

    [Fact]
    public void An_overwritten_object_of_an_unversioned_bucket_is_not_copied() =>
        Given.Decide(Plain, Created with { VersionId = null }, ObjectState.Unknown with { IsCurrent = false })
            .ShouldSkip(SkipReason.SupersededByNewer);

    [Fact]
    public void A_delete_marker_beneath_a_newer_object_is_not_replicated() =>
        Given.Decide(Plain with { DeleteMarkerReplication = true }, Given.Event(EventKind.DeleteMarkerCreated), ObjectState.Unknown with { IsCurrent = false })
            .ShouldSkip(SkipReason.SupersededByNewer);

    [Fact]
    public void A_version_deleted_for_good_need_not_have_been_current() =>
        Given.Decide(
            Plain with { VersionDeletes = true, Versions = VersionScope.Latest },
            Given.Event(EventKind.VersionDeleted),
            ObjectState.Unknown with { IsCurrent = false }).ShouldAct(ReplicationAction.DeleteVersion);

    [Fact]
    public void Of_several_reasons_the_first_in_the_contracts_order_is_given()
    {
        var rule = Plain with { ActiveFrom = Given.Time.AddDays(1), Versions = VersionScope.Latest };
        var state = new ObjectState
        {
            IsReplica = true,
            IsVanished = true,
            Encryption = "SSE-C",
            StorageClass = "GLACIER",
            IsAtDestination = true,
            IsCurrent = false,
        };

        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.BeforeActivation);
        rule = rule with { ActiveFrom = null };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.ReplicaOfReplica);
        state = state with { IsReplica = false };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.SourceVanished);
        state = state with { IsVanished = false };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.SseCUnsupported);
        state = state with { Encryption = "aws:kms" };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.SseKmsNotSelected);
        state = state with { Encryption = "AES256" };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.SrcArchived);
        state = state with { StorageClass = "STANDARD" };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.AlreadyReplicated);
        state = state with { IsAtDestination = false };
        Given.Decide(rule, Created, state).ShouldSkip(SkipReason.SupersededByNewer);
        state = state with { IsCurrent = true };
        Given.Decide(rule, Created, state).ShouldAct(ReplicationAction.Copy);
    }
}
