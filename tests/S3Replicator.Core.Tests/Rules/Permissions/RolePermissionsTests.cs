using S3Replicator.Core.Rules;
using S3Replicator.Core.Rules.Permissions;
using S3Replicator.Core.Tests.Planning;

namespace S3Replicator.Core.Tests.Rules.Permissions;

public sealed class RolePermissionsTests
{
    private static readonly ReplicationRule Plain = Given.Rule() with { TagSync = false, Versions = VersionScope.Latest };

    [Fact]
    public void A_plain_rule_needs_to_find_read_and_write_and_nothing_else()
    {
        var statements = StatementsOf(Plain);

        statements.Keys.ShouldBe(["FindSource", "ReadSource", "FindDestination", "WriteReplicas"]);
        statements["ReadSource"].Resources.ShouldBe(["arn:aws:s3:::src/*"]);
        statements["WriteReplicas"].Resources.ShouldBe(["arn:aws:s3:::dst/*"]);
        statements.Values.SelectMany(statement => statement.Actions).ShouldNotContain(action => action.Contains("Delete", StringComparison.Ordinal));
    }

    [Fact]
    public void A_disabled_rule_needs_nothing() => StatementsOf(Plain with { IsEnabled = false }).ShouldBeEmpty();

    [Fact]
    public void Objects_are_narrowed_to_the_prefix_and_to_what_the_transform_makes_of_it()
    {
        var statements = StatementsOf(Plain.WithPrefix("docs/2026/") with { KeyTransform = new(StripPrefix: "docs/", AddPrefix: "copy/") });

        statements["ReadSource"].Resources.ShouldBe(["arn:aws:s3:::src/docs/2026/*"]);
        statements["WriteReplicas"].Resources.ShouldBe(["arn:aws:s3:::dst/copy/2026/*"]);
    }

    [Fact]
    public void A_prefix_that_another_one_covers_is_left_out() =>
        StatementsOf(Plain.WithPrefix("docs/"), Plain.WithPrefix("docs/a/"), Plain.WithPrefix("logs/"))["ReadSource"].Resources
            .ShouldBe(["arn:aws:s3:::src/docs/*", "arn:aws:s3:::src/logs/*"]);

    [Fact]
    public void What_stands_for_itself_in_a_key_is_no_wildcard_in_the_policy() =>
        StatementsOf(Plain.WithPrefix("50% off?/*/${aws:username}/"))["ReadSource"].Resources
            .ShouldBe(["arn:aws:s3:::src/50% off${?}/${*}/${$}{aws:username}/*"]);

    [Theory]
    [InlineData("FindSourceVersions", "s3:ListBucketVersions")]
    [InlineData("FindDestinationVersions", "s3:ListBucketVersions")]
    public void All_versions_are_listed_on_both_sides(string sid, string action) =>
        StatementsOf(Plain with { Versions = null })[sid].Actions.ShouldBe([action]);

    [Fact]
    public void Only_a_rule_that_replicates_delete_markers_may_delete_and_only_what_it_writes()
    {
        var statements = StatementsOf(Plain.WithPrefix("a/") with { DeleteMarkerReplication = true }, Plain.WithPrefix("b/"));

        statements["DeleteReplicas"].Actions.ShouldBe(["s3:DeleteObject"]);
        statements["DeleteReplicas"].Resources.ShouldBe(["arn:aws:s3:::dst/a/*"]);
    }

    [Fact]
    public void Versions_are_deleted_for_good_only_where_the_rule_asks_for_it()
    {
        StatementsOf(Plain with { DeleteMarkerReplication = true }).ShouldNotContainKey("DeleteReplicaVersions");
        StatementsOf(Plain with { VersionDeletes = true })["DeleteReplicaVersions"].Actions.ShouldBe(["s3:DeleteObjectVersion"]);
    }

    [Fact]
    public void Tags_ACLs_and_restores_are_allowed_only_where_the_rule_asks_for_them()
    {
        StatementsOf(Plain with { TagSync = true }).ShouldContainKey("SyncTags");
        StatementsOf(Plain with { AclSync = true }).ShouldContainKey("ReadSourceAcl");
        StatementsOf(Plain with { AclSync = true }).ShouldContainKey("SyncAcl");
        StatementsOf(Plain with { Archived = new(Restore: true) })["RestoreSource"].Actions.ShouldBe(["s3:RestoreObject"]);
        StatementsOf(Plain with { Destination = Plain.Destination with { OwnerOverride = true } })["GiveReplicasAway"].Actions.ShouldBe(["s3:PutObjectAcl"]);
    }

    [Fact]
    public void Keys_are_used_through_S3_and_for_the_rules_own_objects_only()
    {
        var statements = StatementsOf(Plain.WithPrefix("docs/") with
        {
            SseKmsEncryptedObjects = true,
            Destination = Plain.Destination with { ReplicaKmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/one" },
        });

        statements["DecryptSource"].Conditions.Select(condition => condition.Key)
            .ShouldBe(["kms:ViaService", "kms:EncryptionContext:aws:s3:arn"]);
        statements["DecryptSource"].Conditions[1].Values.ShouldBe(["arn:aws:s3:::src", "arn:aws:s3:::src/docs/*"]);
        statements["EncryptReplicas"].Resources.ShouldBe(["arn:aws:kms:eu-west-1:111122223333:key/one"]);
    }

    private static Dictionary<string, PolicyStatement> StatementsOf(params ReplicationRule[] rules) => RolePermissions
        .Of(Given.Set([.. rules.Select((rule, index) => rule with { Id = FormattableString.Invariant($"rule-{index}") })]).Documents)
        .ToDictionary(statement => statement.Sid, StringComparer.Ordinal);
}
