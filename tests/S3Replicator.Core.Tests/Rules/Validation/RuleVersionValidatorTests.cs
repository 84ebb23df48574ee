using static S3Replicator.Core.Tests.Rules.RuleJson;

namespace S3Replicator.Core.Tests.Rules.Validation;

public sealed class RuleVersionValidatorTests
{
    [Fact]
    public void Rejects_a_V2_rule_without_priority() => Rule().With("Priority", null).LoadRule().ShouldReject("MissingPriority", "/Rules/0");

    [Fact]
    public void Rejects_a_V2_rule_without_delete_marker_replication() =>
        Rule().With("DeleteMarkerReplication", null).LoadRule().ShouldReject("MissingDeleteMarkerReplication", "/Rules/0");

    [Fact]
    public void Accepts_a_V1_rule_with_neither()
    {
        var result = V1Rule().LoadRule();

        result.ShouldAccept();
        var rule = result.Rules!.Documents[0].Rules[0];
        rule.Priority.ShouldBe(0);
        rule.Filter.Prefix.ShouldBe("docs/");
        rule.DeleteMarkerReplication.ShouldBeTrue("S3 replicates the delete markers of users under V1 rules");
    }

    [Fact]
    public void Rejects_both_prefix_and_filter_in_one_rule() => Rule().With("Prefix", "docs/").LoadRule().ShouldReject("PrefixAndFilter", "/Rules/0/Prefix");

    [Fact]
    public void Rejects_replica_modifications_in_a_V1_rule() =>
        V1Rule().With("SourceSelectionCriteria/ReplicaModifications", Switch("Enabled")).LoadRule()
            .ShouldReject("ReplicaModificationsInV1Rule", "/Rules/0/SourceSelectionCriteria/ReplicaModifications");

    [Fact]
    public void Accepts_replica_modifications_in_a_V2_rule() =>
        Rule().With("SourceSelectionCriteria/ReplicaModifications", Switch("Enabled")).LoadRule().ShouldAccept();

    [Fact]
    public void Warns_of_a_rule_with_neither_prefix_nor_filter()
    {
        Rule().With("Filter", null).LoadRule().ShouldWarn("NoFilter", "/Rules/0");
        Rule().With("Filter", null).With("Priority", null).With("DeleteMarkerReplication", null).LoadRule().ShouldWarn("NoFilter", "/Rules/0");
    }

    [Fact]
    public void Rejects_a_rule_with_neither_prefix_nor_filter_under_strict() => Rule().With("Filter", null).LoadRule(strict: true).ShouldReject("NoFilter", "/Rules/0");

    [Fact]
    public void Warns_of_V2_members_in_a_V1_rule() => V1Rule().With("Priority", 1).LoadRule().ShouldWarn("V2MemberInV1Rule", "/Rules/0/Priority");

    [Theory]
    [InlineData("On")]
    [InlineData("enabled")]
    [InlineData("")]
    public void Rejects_a_status_other_than_enabled_and_disabled(string status) => Rule().With("Status", status).LoadRule().ShouldReject("InvalidStatus", "/Rules/0/Status");

    [Fact]
    public void Rejects_a_rule_without_status() => Rule().With("Status", null).LoadRule().ShouldReject("MissingStatus", "/Rules/0");

    [Fact]
    public void Accepts_a_disabled_rule() => Rule().With("Status", "Disabled").LoadRule().Rules!.Documents[0].Rules[0].IsEnabled.ShouldBeFalse();

    [Fact]
    public void Rejects_a_negative_priority() => Rule().With("Priority", -1).LoadRule().ShouldReject("InvalidPriority", "/Rules/0/Priority");

    [Fact]
    public void Rejects_a_priority_that_is_no_whole_number() => Rule().With("Priority", 1.5).LoadRule().ShouldReject("WrongType", "/Rules/0/Priority");

    [Fact]
    public void Warns_of_a_priority_written_as_text()
    {
        var result = Rule().With("Priority", "7").LoadRule();

        result.ShouldWarn("NumberAsText", "/Rules/0/Priority");
        result.Rules!.Documents[0].Rules[0].Priority.ShouldBe(7);
    }

    [Fact]
    public void Rejects_a_priority_written_as_text_under_strict() => Rule().With("Priority", "7").LoadRule(strict: true).ShouldReject("NumberAsText", "/Rules/0/Priority");
}
